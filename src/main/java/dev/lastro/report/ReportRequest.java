package dev.lastro.report;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one night's folder is a function of, beside the derived tables.
 *
 * @param place the folder to make: {@code <date>/r<revision>} in the folder of all dates
 * @param side what the derived tables' names end with
 * @param logSizes the prefix of each log that the run covers
 * @param previousSizes the prefixes that the previous business date's run covered; a log that is not in it starts at 0
 * @param previousManifestSha256 lower-case hex, of that run; null where there is none
 * @param definitions lower-case hex SHA-256 by file
 * @param parameters of the run, as given: what differs between two runs over the same inputs is no parameter
 */
public record ReportRequest(
        Path place,
        String side,
        LocalDate businessDate,
        int revision,
        SortedMap<String, Long> logSizes,
        SortedMap<String, Long> previousSizes,
        @Nullable String previousManifestSha256,
        SortedMap<String, String> definitions,
        Map<String, String> parameters) {}

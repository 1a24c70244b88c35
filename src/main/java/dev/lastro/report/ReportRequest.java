package dev.lastro.report;

import dev.lastro.proof.LogKey;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one night's folder is a function of, beside the derived tables.
 *
 * @param place the folder to make: {@code <date>/r<revision>} in the folder of all dates
 * @param formats as what it is written
 * @param side what the derived tables' names end with
 * @param logSizes the prefix of each log that the run covers
 * @param checkpoints the signed notes of just these sizes by log; a size that was never sealed has none
 * @param previous the previous business date's run; null where there is none
 * @param definitions lower-case hex SHA-256 by file
 * @param parameters of the run, as given: what differs between two runs over the same inputs is no parameter
 * @param resends by provider how its events are asked for again
 * @param key signs the manifest
 */
public record ReportRequest(
        Path place,
        Set<Format> formats,
        String side,
        LocalDate businessDate,
        int revision,
        SortedMap<String, Long> logSizes,
        SortedMap<String, String> checkpoints,
        @Nullable Previous previous,
        SortedMap<String, String> definitions,
        Map<String, String> parameters,
        SortedMap<String, Resend> resends,
        LogKey key) {

    /**
     * The run that this one goes on from.
     *
     * @param folder {@code <date>/r<revision>}
     * @param manifestSha256 lower-case hex
     * @param logSizes the prefixes that it covered; a log that is not in it starts at 0
     */
    public record Previous(String folder, String manifestSha256, SortedMap<String, Long> logSizes) {}

    SortedMap<String, Long> previousSizes() {
        return previous == null ? Collections.emptySortedMap() : previous.logSizes();
    }
}

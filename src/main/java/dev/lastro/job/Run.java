package dev.lastro.job;

import dev.lastro.report.Format;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code run}: one subject of a job, one revision of it.
 *
 * @param subject {@code nightly}: the business date; {@code import}: provider and digest of what is imported
 * @param logSizes {@code nightly}: the prefix that it covers; {@code import}: the log's size before its first delivery
 * @param startedBy of the first launch, as {@code because}
 * @param inputs {@code nightly} and {@code reconcile} alone
 */
record Run(
        String job,
        String subject,
        int revision,
        boolean complete,
        SortedMap<String, Long> logSizes,
        Instant startedAt,
        String startedBy,
        String because,
        @Nullable String manifestSha256,
        @Nullable Inputs inputs) {

    /**
     * What the reports are a function of, beside the prefix and the date: with these the same bytes can be made again.
     *
     * @param definitions lower-case hex SHA-256 by file
     * @param previousSubject the business date of the run that this one follows; null: the first
     * @param previousRevision of that date
     * @param formats as what the reports are written
     */
    record Inputs(
            SortedMap<String, String> definitions,
            @Nullable String previousSubject,
            @Nullable Integer previousRevision,
            Set<Format> formats) {}
}

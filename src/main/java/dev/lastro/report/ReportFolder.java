package dev.lastro.report;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/** Writes one night's reports: complete in its place, or not there at all. */
public final class ReportFolder {

    public ReportFolder(DataSource dataSource) {}

    /**
     * Writes every file beside the place, forces them to the disk, and renames the folder into its place. A folder that
     * is there already is complete and is left as it is.
     *
     * @param progress is told how many rows are written so far
     * @throws java.io.UncheckedIOException if anything cannot be written: nothing is published
     * @throws UnbalancedException if the classes do not add up to the deliveries
     */
    public Published write(ReportRequest request, LongConsumer progress) {
        throw new IllegalStateException("skeleton");
    }

    /**
     * @param folder {@code <date>/r<revision>}
     * @param manifestSha256 lower-case hex
     * @param totals the control totals in the order in which they are shown, {@code measure|provider} to value
     */
    public record Published(Path folder, String manifestSha256, SortedMap<String, String> totals) {}
}

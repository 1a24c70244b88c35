package dev.lastro.report;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * What a published folder says in a few figures.
 *
 * @param manifestSha256 lower-case hex
 * @param totals the control totals, {@code measure|provider} to value
 * @param findings that somebody has to act on: they stand, nobody waived them, and they are not only for information
 * @param newFindings that did not stand the night before
 * @param criticalFindings of them
 */
public record NightSummary(
        String manifestSha256,
        SortedMap<String, String> totals,
        long findings,
        long newFindings,
        long criticalFindings) {

    private static final String WAIVED = "WAIVED";
    private static final String CRITICAL = "critical";
    private static final String INFO = "info";

    /**
     * @param folder {@code <date>/r<revision>}
     * @throws IOException if it is not there or cannot be read
     */
    public static NightSummary of(Path folder) throws IOException {
        var published = ReportFolder.published(folder);
        var findings = 0L;
        var critical = 0L;
        try (var rows = new CSVReaderHeaderAware(Files.newBufferedReader(folder.resolve("machine/findings.csv")))) {
            for (var row = rows.readMap(); row != null; row = rows.readMap()) {
                if (!WAIVED.equals(row.get("status")) && !INFO.equals(row.get("severity"))) {
                    findings++;
                    critical += CRITICAL.equals(row.get("severity")) ? 1 : 0;
                }
            }
        } catch (CsvValidationException e) {
            throw new IOException(folder + ": findings.csv cannot be read: " + e.getMessage(), e);
        }
        return new NightSummary(published.manifestSha256(), published.totals(), findings, fresh(folder), critical);
    }

    private static long fresh(Path folder) throws IOException {
        var file = folder.resolve(RollForward.NAMES.file(Profile.MACHINE));
        var fresh = 0L;
        try (var rows = new CSVReaderHeaderAware(Files.newBufferedReader(file))) {
            for (var row = rows.readMap(); row != null; row = rows.readMap()) {
                fresh += INFO.equals(row.get("severity")) ? 0 : Long.parseLong(row.get("new"));
            }
        } catch (CsvValidationException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        return fresh;
    }
}

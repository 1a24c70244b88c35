package dev.lastro.report;

import dev.lastro.report.ReportFile.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The files of one night that tell what changed since the night before. */
record ChangeReports(ReportRequest request, Hindsight hindsight, List<Report> reports, Path folder) {

    /**
     * Ties tonight's findings to the night before, keeps what stands for the night after, and writes what moved.
     *
     * @param movement that begins with the opening; tonight's findings are told to it here
     * @param tally likewise
     * @throws UnbalancedException if they do not tie
     */
    SortedMap<String, Written> movement(RollForward movement, FindingsTally tally, NamedParameterJdbcTemplate jdbc)
            throws IOException {
        var standing = new StandingQuery(jdbc, request.side());
        standing.findings(row -> {
            movement.tonight(row.finding(), row.status());
            tally.add(row);
        });
        hindsight.keep(movement.finish(standing.counted()));
        var date = request.businessDate();
        var files = new TreeMap<String, Written>();
        put(files, write(RollForward.NAMES, RollForward.COLUMNS, movement.counts(date)));
        put(files, write(RollForward.AMOUNTS_NAMES, RollForward.AMOUNT_COLUMNS, movement.amounts(date)));
        try (var file = create(ResolvedReport.NAMES, ResolvedReport.COLUMNS)) {
            ResolvedReport.write(date, movement.gone(), hindsight, jdbc, request.side(), file);
            put(files, file.finish());
        }
        return files;
    }

    private static void put(SortedMap<String, Written> files, Written written) {
        files.put(written.name(), written);
    }

    private Written write(ReportFile.Names names, List<Column> columns, List<String[]> rows) throws IOException {
        try (var file = create(names, columns)) {
            for (var row : rows) {
                file.write(row);
            }
            return file.finish();
        }
    }

    /**
     * After the night's deliveries were seen.
     *
     * @param progress is told how many rows of this file are written so far
     */
    Written restatements(LongConsumer progress) throws IOException {
        try (var file = create(RestatementsReport.NAMES, RestatementsReport.COLUMNS)) {
            new RestatementsReport(request.businessDate(), reports).write(hindsight, file, progress);
            return file.finish();
        }
    }

    private ReportFile create(ReportFile.Names names, List<Column> columns) throws IOException {
        return ReportFile.create(folder, request.formats(), names, columns);
    }
}

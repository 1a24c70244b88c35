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
     * Ties tonight's findings to the night before, and writes what moved.
     *
     * @param movement that begins with the opening; tonight's findings are told to it here
     * @param tally likewise
     * @throws UnbalancedException if they do not tie
     */
    Moved movement(RollForward movement, FindingsTally tally, NamedParameterJdbcTemplate jdbc) throws IOException {
        var standing = new StandingQuery(jdbc, request.side());
        standing.findings(row -> {
            movement.tonight(row.finding(), row.status());
            tally.add(row);
        });
        var closing = movement.finish(standing.counted());
        var date = request.businessDate();
        var files = new TreeMap<String, Written>();
        put(files, write(RollForward.NAMES, RollForward.COLUMNS, movement.counts(date)));
        put(files, write(RollForward.AMOUNTS_NAMES, RollForward.AMOUNT_COLUMNS, movement.amounts(date)));
        try (var file = create(ResolvedReport.NAMES, ResolvedReport.COLUMNS)) {
            ResolvedReport.write(date, movement.gone(), hindsight, jdbc, request.side(), file);
            put(files, file.finish());
        }
        var aging = RestatementsReport.aging(reports);
        return new Moved(files, new Kept(closing, standing.around(aging, date)));
    }

    /** @param kept of the night itself */
    record Moved(SortedMap<String, Written> files, Kept kept) {}

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
     * After the night's deliveries were seen. What the night leaves is kept now.
     *
     * @param progress is told how many rows of this file are written so far
     */
    Written restatements(Kept kept, LongConsumer progress) throws IOException {
        try (var file = create(RestatementsReport.NAMES, RestatementsReport.COLUMNS)) {
            var aging = new RestatementsReport(request.businessDate(), reports).write(hindsight, file, progress);
            aging.putAll(kept.around().aging());
            hindsight.keep(new Kept(
                    kept.closing(), new Kept.Around(aging, kept.around().surveyed())));
            return file.finish();
        }
    }

    private ReportFile create(ReportFile.Names names, List<Column> columns) throws IOException {
        return ReportFile.create(folder, request.formats(), names, columns);
    }
}

package dev.lastro.report;

import dev.lastro.report.CsvFile.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The files of one night that tell what changed since the night before. */
record ChangeReports(ReportRequest request, Hindsight hindsight, Path folder) {

    /**
     * Ties tonight's findings to the night before, keeps what stands for the night after, and writes what moved.
     *
     * @param movement that begins with the opening; tonight's findings are told to it here
     * @throws UnbalancedException if they do not tie
     */
    SortedMap<String, Written> movement(RollForward movement, NamedParameterJdbcTemplate jdbc) throws IOException {
        var standing = new StandingQuery(jdbc, request.side());
        standing.findings(movement::tonight);
        hindsight.keep(movement.finish(standing.counted()));
        var date = request.businessDate();
        var files = new TreeMap<String, Written>();
        files.put(RollForward.NAME, write(RollForward.NAME, RollForward.COLUMNS, movement.counts(date)));
        files.put(
                RollForward.AMOUNTS_NAME,
                write(RollForward.AMOUNTS_NAME, RollForward.AMOUNT_COLUMNS, movement.amounts(date)));
        try (var file = create(ResolvedReport.NAME, ResolvedReport.COLUMNS)) {
            ResolvedReport.write(date, movement.gone(), hindsight, jdbc, request.side(), file);
            files.put(ResolvedReport.NAME, file.finish());
        }
        return files;
    }

    private Written write(String name, List<Column> columns, List<String[]> rows) throws IOException {
        try (var file = create(name, columns)) {
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
        try (var file = create(RestatementsReport.NAME, RestatementsReport.COLUMNS)) {
            RestatementsReport.write(request.businessDate(), hindsight, file, progress);
            return file.finish();
        }
    }

    private CsvFile create(String name, List<Column> columns) throws IOException {
        return CsvFile.create(folder.resolve(name + ".csv"), columns);
    }
}

package dev.lastro.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Streams a report's rows from the database into its files; what is in memory does not grow with the rows. */
final class ReportQuery {

    private final NamedParameterJdbcTemplate jdbc;

    ReportQuery(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param side what the derived tables' names end with
     * @param parameters for each run of the query, in the order of the file's rows
     * @param progress is told how many rows of this file are written so far
     */
    void run(Report report, String side, List<Map<String, ?>> parameters, ReportFile file, LongConsumer progress) {
        try (var writer = new RowWriter(file, progress)) {
            for (var each : parameters) {
                jdbc.query(report.sql(side), each, (ResultSet rows) -> copy(report, rows, writer));
            }
            writer.finish();
        }
    }

    private static long copy(Report report, ResultSet rows, RowWriter writer) throws SQLException {
        checkLabels(report, rows);
        var kinds = report.columns().stream().map(Column::kind).toArray(Column.Kind[]::new);
        var count = 0L;
        while (rows.next()) {
            var cells = new String[kinds.length];
            for (var i = 0; i < kinds.length; i++) {
                cells[i] = Cells.read(rows, i + 1, kinds[i]);
            }
            writer.add(cells);
            count++;
        }
        return count;
    }

    private static void checkLabels(Report report, ResultSet rows) throws SQLException {
        var metaData = rows.getMetaData();
        var columns = report.columns();
        var same = metaData.getColumnCount() == columns.size();
        for (var i = 0; same && i < columns.size(); i++) {
            same = metaData.getColumnLabel(i + 1).equals(columns.get(i).name());
        }
        if (!same) {
            throw new IllegalStateException(
                    "report %s: its SQL does not give the columns that its comment names, in order"
                            .formatted(report.name()));
        }
    }
}

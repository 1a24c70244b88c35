package dev.lastro.report;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Parquet files as DuckDB reads them, which shares no code with their writer. */
final class ParquetReader implements AutoCloseable {

    private final Connection connection;

    ParquetReader() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
        }
    }

    /** SQL types by column. */
    SequencedMap<String, String> types(Path file) throws SQLException {
        var types = new LinkedHashMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("DESCRIBE SELECT * FROM read_parquet('%s')".formatted(file))) {
            while (rows.next()) {
                types.put(rows.getString("column_name"), rows.getString("column_type"));
            }
        }
        return types;
    }

    /** The rows in the order of the file, written as the machine profile writes them, but for what makes texts inert. */
    List<List<String>> rows(Path file) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM read_parquet('%s')".formatted(file))) {
            var read = new ArrayList<List<String>>();
            while (rows.next()) {
                read.add(row(rows));
            }
            return read;
        }
    }

    /** Of {@code parquet_metadata}. */
    long groups(Path file) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT num_row_groups FROM parquet_file_metadata('%s')".formatted(file))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> row(ResultSet row) throws SQLException {
        var cells = new ArrayList<String>();
        for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(cell(row.getObject(i)));
        }
        return cells;
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Long number -> number.toString();
            case LocalDate day -> day.toString();
            case OffsetDateTime instant -> instant.toInstant().toString();
            case BigDecimal amount -> plain(amount);
            default -> throw new IllegalArgumentException("a %s: %s".formatted(value.getClass(), value));
        };
    }

    /** Two decimals at least, and no more than needed. */
    private static String plain(BigDecimal amount) {
        var shortest = amount.stripTrailingZeros();
        return (shortest.scale() < 2 ? shortest.setScale(2) : shortest).toPlainString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package dev.lastro.bench;

import com.mysql.cj.jdbc.JdbcStatement;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What a rebuild cannot do without, and nothing else: the whole log through Connector/J once, and the rows that the last
 * rebuild left, written again by LOAD DATA into tables like theirs, in key order, by two connections.
 */
final class Ceiling {

    private static final List<String> RESULT =
            List.of("story", "loan", "finding", "delivery_class", "unclear", "identity_block", "identity");
    private static final int PARTS = 2;

    private final BenchDatabase database;
    private final Path folder;

    Ceiling(BenchDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** All columns of all rows; the number of them. */
    long stream() throws SQLException {
        var rows = 0L;
        var bytes = 0L;
        try (var connection = database.connect();
                var statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var row = statement.executeQuery("SELECT log_name, position, received_at, provider, remote_address,"
                    + " headers, salt, body FROM webhook_log WHERE log_name = 'main' ORDER BY position")) {
                while (row.next()) {
                    bytes += read(row);
                    rows++;
                }
            }
        }
        if (bytes == 0) {
            throw new IllegalStateException("an empty log");
        }
        return rows;
    }

    private static long read(ResultSet row) throws SQLException {
        return row.getString(1).length()
                + row.getLong(2)
                + row.getObject(3, LocalDateTime.class).getSecond()
                + row.getString(4).length()
                + row.getString(5).length()
                + row.getBytes(6).length
                + row.getBytes(7).length
                + row.getBytes(8).length;
    }

    /** Writes the result's rows to files, {@value #PARTS} a table: not a part of what is measured. */
    long export() throws SQLException, IOException {
        var all = 0L;
        try (var connection = database.connect()) {
            for (var table : RESULT) {
                try (var statement = connection.createStatement()) {
                    statement.execute("DROP TABLE IF EXISTS " + table + "_copy");
                    statement.execute("CREATE TABLE %1$s_copy LIKE %1$s".formatted(table));
                }
                all += export(connection, table);
            }
        }
        return all;
    }

    private long export(Connection connection, String table) throws SQLException, IOException {
        var count = count(connection, table);
        try (var statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var row = statement.executeQuery("SELECT * FROM " + table)) {
                for (var part = 0; part < PARTS; part++) {
                    try (var out = new BufferedOutputStream(Files.newOutputStream(file(table, part)), 1 << 20)) {
                        for (var i = count * part / PARTS; i < count * (part + 1) / PARTS && row.next(); i++) {
                            write(row, out);
                        }
                    }
                }
            }
        }
        return count;
    }

    private static void write(ResultSet row, OutputStream out) throws SQLException, IOException {
        var columns = row.getMetaData();
        for (var column = 1; column <= columns.getColumnCount(); column++) {
            if (column > 1) {
                out.write('\t');
            }
            var bytes = bytes(row, columns, column);
            if (bytes == null) {
                out.write("\\N".getBytes(StandardCharsets.US_ASCII));
            } else {
                escape(bytes, out);
            }
        }
        out.write('\n');
    }

    private static byte @Nullable [] bytes(ResultSet row, ResultSetMetaData columns, int column) throws SQLException {
        var isBinary = switch (columns.getColumnType(column)) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
            default -> false;
        };
        if (isBinary) {
            return row.getBytes(column);
        }
        var text = row.getString(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(byte[] bytes, OutputStream out) throws IOException {
        for (var octet : bytes) {
            switch (octet) {
                case 0 -> out.write(new byte[] {'\\', '0'});
                case '\t' -> out.write(new byte[] {'\\', 't'});
                case '\n' -> out.write(new byte[] {'\\', 'n'});
                case '\\' -> out.write(new byte[] {'\\', '\\'});
                default -> out.write(octet);
            }
        }
    }

    /** The exported rows into the copies, the parts beside each other. */
    void load() throws Exception {
        try (var executor = Executors.newFixedThreadPool(PARTS)) {
            var parts = new ArrayList<Callable<Void>>();
            for (var part = 0; part < PARTS; part++) {
                var number = part;
                parts.add(() -> {
                    load(number);
                    return null;
                });
            }
            for (var part : executor.invokeAll(parts)) {
                part.get();
            }
        }
    }

    private void load(int part) throws SQLException, IOException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var table : RESULT) {
                try (var in = new BufferedInputStream(Files.newInputStream(file(table, part)), 1 << 20)) {
                    statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(in);
                    statement.executeUpdate("LOAD DATA LOCAL INFILE 'stream' INTO TABLE " + table + "_copy"
                            + " CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'"
                            + " LINES TERMINATED BY '\\n'");
                }
            }
        }
    }

    /** Whether the copies hold what was exported; they are dropped. */
    void check() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var table : RESULT) {
                try (var row = statement.executeQuery("CHECKSUM TABLE %1$s, %1$s_copy".formatted(table))) {
                    row.next();
                    var sum = row.getLong(2);
                    row.next();
                    if (sum != row.getLong(2)) {
                        throw new IllegalStateException(table + " is not what was loaded again");
                    }
                }
            }
            for (var table : RESULT) {
                statement.execute("DROP TABLE " + table + "_copy");
            }
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Path file(String table, int part) {
        return folder.resolve("%s.%d.tsv".formatted(table, part));
    }
}

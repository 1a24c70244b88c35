package dev.lastro.derive;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the tables that a rebuild filled say what the live ones say. */
@Component
class Comparison {

    /** Rows named of each table that differs. */
    private static final int NAMED_MAX = 5;

    /** Key columns first; identities are left out: nights and rebuilds write the same ones in different tables. */
    private static final List<String> TABLES =
            List.of("story", "loan", "finding", "unclear", "delivery_class", "delivery_hour", "suspected");

    private static final String KEY_OF_LOG = "log_name";

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    Comparison(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /** Keys of the first rows that are not the same, by table; a table that is the same is not in it. */
    SortedMap<String, List<String>> differences() {
        // at once: the server has a processor for each
        var checksums =
                Stream.of(Side.LIVE, Side.NEXT).parallel().map(this::checksums).toList();
        var differences = new TreeMap<String, List<String>>();
        for (var i = 0; i < TABLES.size(); i++) {
            if (!checksums.getFirst().get(i).equals(checksums.getLast().get(i))) {
                differences.put(TABLES.get(i), firstRows(TABLES.get(i)));
            }
        }
        return differences;
    }

    private List<String> checksums(Side side) {
        return TABLES.stream().map(table -> checksum(side.table(table))).toList();
    }

    private String checksum(String table) {
        return jdbc.sql("CHECKSUM TABLE " + table)
                .query((row, number) -> row.getString("Checksum"))
                .single();
    }

    private List<String> firstRows(String table) {
        var keys = jdbc.sql("""
                SELECT column_name FROM information_schema.key_column_usage
                WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position
                """).param(table).query(String.class).list();
        var found = new ArrayList<String>();
        try (var live = new Reader(dataSource.getConnection(), Side.LIVE.table(table), keys);
                var next = new Reader(dataSource.getConnection(), Side.NEXT.table(table), keys)) {
            while (found.size() < NAMED_MAX && (live.row != null || next.row != null)) {
                var order = Reader.compare(live, next);
                if (order != 0 || !live.isSame(next)) {
                    found.add(order <= 0 ? live.key() : next.key());
                }
                if (order <= 0) {
                    live.advance();
                }
                if (order >= 0) {
                    next.advance();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("%s could not be compared: %s".formatted(table, e.getMessage()), e);
        }
        return found;
    }

    /** Rows of one table in the order of its key, one at a time. */
    private static final class Reader implements AutoCloseable {

        private final Connection connection;
        private final Statement statement;
        private final ResultSet rows;
        private final int keys;
        private final boolean isOfLog;
        private byte @Nullable [] @Nullable [] row;

        Reader(Connection connection, String table, List<String> keys) throws SQLException {
            this.connection = connection;
            this.keys = keys.size();
            this.isOfLog = keys.getFirst().equals(KEY_OF_LOG);
            this.statement = connection.createStatement();
            statement.setFetchSize(Integer.MIN_VALUE);
            var key = String.join(", ", keys);
            this.rows = statement.executeQuery("SELECT %s, t.* FROM %s AS t ORDER BY %1$s".formatted(key, table));
            advance();
        }

        void advance() throws SQLException {
            if (!rows.next()) {
                row = null;
                return;
            }
            var columns = new byte @Nullable [rows.getMetaData().getColumnCount()][];
            for (var i = 0; i < columns.length; i++) {
                columns[i] = rows.getBytes(i + 1);
            }
            row = columns;
        }

        /** Behind the last row is behind everything. */
        static int compare(Reader a, Reader b) {
            if (a.row == null || b.row == null) {
                return Boolean.compare(a.row == null, b.row == null);
            }
            for (var i = 0; i < a.keys; i++) {
                var order = a.isOfLog && i > 0
                        ? new BigInteger(a.text(i)).compareTo(new BigInteger(b.text(i)))
                        : Arrays.compareUnsigned(a.row[i], b.row[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        boolean isSame(Reader other) {
            return Arrays.deepEquals(row, other.row);
        }

        private String text(int column) {
            var columns = Objects.requireNonNull(row);
            return new String(Objects.requireNonNull(columns[column]), StandardCharsets.UTF_8);
        }

        String key() {
            var key = new ArrayList<String>();
            for (var i = 0; i < keys; i++) {
                key.add(text(i));
            }
            return String.join("/", key);
        }

        @Override
        public void close() throws SQLException {
            // The driver reads the rest first, which takes its time only where something is wrong.
            rows.close();
            statement.close();
            connection.close();
        }
    }
}

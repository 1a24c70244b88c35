package dev.lastro.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log by position. Positions of one log have no gap, so a reader that saw n has seen all below n. */
public final class LogReader {

    private static final String RANGE = "SELECT " + Rows.COLUMNS
            + " FROM webhook_log WHERE log_name = ? AND position >= ? AND position < ? ORDER BY position";

    /** A number is read in a fraction of the time that a LocalDateTime takes. */
    private static final String SCAN =
            "SELECT position, TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', received_at), provider, salt, body"
                    + " FROM webhook_log WHERE log_name = ? AND position >= ? AND position < ?";

    private static final String IN_ORDER = " ORDER BY position";

    private static final long MICROS = 1_000_000;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    public LogReader(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** For each log by name how many deliveries it has: its next position. */
    public SortedMap<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        // One step down the primary key for each log, however long they are.
        jdbc.sql("SELECT log_name, MAX(position) + 1 FROM webhook_log GROUP BY log_name")
                .query(row -> {
                    sizes.put(row.getString(1), row.getLong(2));
                });
        return sizes;
    }

    /** How many deliveries a log has: its next position. */
    public long size(String log) {
        return jdbc.sql("SELECT COALESCE(MAX(position) + 1, 0) FROM webhook_log WHERE log_name = ?")
                .param(log)
                .query(Long.class)
                .single();
    }

    /** The lowest position that has a row; 0 where there is none. */
    public long firstPosition(String log) {
        return jdbc.sql("SELECT COALESCE(MIN(position), 0) FROM webhook_log WHERE log_name = ?")
                .param(log)
                .query(Long.class)
                .single();
    }

    /** How many rows there are at positions [from, to). */
    public long count(String log, long from, long to) {
        return jdbc.sql("SELECT COUNT(*) FROM webhook_log WHERE log_name = ? AND position >= ? AND position < ?")
                .params(log, from, to)
                .query(Long.class)
                .single();
    }

    /** The first position from there on that has no row. */
    public long firstGap(String log, long from) {
        if (find(log, from).isEmpty()) {
            return from;
        }
        return jdbc.sql("""
                        SELECT MIN(position) + 1
                        FROM webhook_log one
                        WHERE log_name = ? AND position >= ? AND NOT EXISTS (
                            SELECT * FROM webhook_log two
                            WHERE two.log_name = one.log_name AND two.position = one.position + 1)
                        """).params(log, from).query(Long.class).single();
    }

    /**
     * Streams the deliveries of [from, to) in order, on a connection of its own.
     *
     * @throws IllegalStateException if one of them is not there
     */
    public void read(String log, long from, long to, Consumer<Delivery> consumer) {
        stream(RANGE, log, from, to, row -> {
            consumer.accept(Rows.read(row));
        });
    }

    /** As {@link #read}, without headers and addresses: half the bytes of small deliveries. */
    public void scan(String log, long from, long to, Consumer<LogRow> consumer) {
        stream(SCAN + IN_ORDER, log, from, to, row -> consumer.accept(scanned(log, row)));
    }

    /**
     * As {@link #scan(String, long, long, Consumer)}, but only deliveries of these providers: whether others are missing is
     * not seen.
     *
     * @param providers at least one
     */
    public void scan(String log, long from, long to, Collection<String> providers, Consumer<LogRow> consumer) {
        var sql = SCAN + " AND provider IN (?" + ", ?".repeat(providers.size() - 1) + ")" + IN_ORDER;
        try (var connection = dataSource.getConnection();
                var statement = streaming(connection, sql)) {
            statement.setString(1, log);
            statement.setLong(2, from);
            statement.setLong(3, to);
            var parameter = 4;
            for (var provider : providers) {
                statement.setString(parameter++, provider);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(scanned(log, rows));
                }
            }
        } catch (SQLException e) {
            throw new LogReadException("log %s could not be read from position %d on".formatted(log, from), e);
        }
    }

    private static LogRow scanned(String log, ResultSet row) throws SQLException {
        var micros = row.getLong(2);
        return new LogRow(
                log,
                row.getLong(1),
                Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000),
                row.getString(3),
                row.getBytes(4),
                row.getBytes(5));
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void stream(String sql, String log, long from, long to, RowReader reader) {
        var next = from;
        try (var connection = dataSource.getConnection();
                var statement = streaming(connection, sql)) {
            statement.setString(1, log);
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (var rows = statement.executeQuery()) {
                var position = rows.findColumn("position");
                while (rows.next()) {
                    if (rows.getLong(position) != next) {
                        throw missing(log, next);
                    }
                    reader.read(rows);
                    next++;
                }
            }
        } catch (SQLException e) {
            throw new LogReadException("log %s could not be read at position %d".formatted(log, next), e);
        }
        if (next < to) {
            throw missing(log, next);
        }
    }

    /** As {@link #find}, without headers and address. */
    public Optional<LogRow> row(String log, long position) {
        return find(log, position)
                .map(delivery -> new LogRow(
                        log, position, delivery.receivedAt(), delivery.provider(), delivery.salt(), delivery.body()));
    }

    public Optional<Delivery> find(String log, long position) {
        return jdbc.sql("SELECT " + Rows.COLUMNS + " FROM webhook_log WHERE log_name = ? AND position = ?")
                .param(log)
                .param(position)
                .query((row, number) -> Rows.read(row))
                .optional();
    }

    /** The driver's default holds the whole result in memory; this reads row by row (540k rows/s). */
    static PreparedStatement streaming(Connection connection, String sql) throws SQLException {
        var statement = connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }

    private static IllegalStateException missing(String log, long position) {
        return new IllegalStateException(
                "delivery %s/%d is not in webhook_log: rows of the log were removed".formatted(log, position));
    }
}

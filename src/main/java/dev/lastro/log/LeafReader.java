package dev.lastro.log;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads rows and makes leaves of them: nothing that was computed before is believed. */
public final class LeafReader {

    /** Positions of one {@link #read}: some 30 MB of rows. */
    public static final int COUNT_MAX = 1 << 15;

    /** Raw bytes and numbers: a row costs the client half of what strings and times would. */
    private static final String COLUMNS = "SELECT position,"
            + " TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', received_at), provider, remote_address,"
            + " headers, salt, body FROM ";

    private static final String RANGE = " WHERE log_name = ? AND position >= ? AND position < ?";

    private final DataSource dataSource;
    private final String sql;
    private final String one;

    /** @param table {@code webhook_log}, or a copy of some of it */
    public LeafReader(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.sql = COLUMNS + table + RANGE;
        this.one = "SELECT " + Rows.COLUMNS + " FROM " + table + " WHERE log_name = ? AND position = ?";
    }

    /** One row as it stands. */
    public Optional<Delivery> find(String log, long position) {
        return JdbcClient.create(dataSource)
                .sql(one)
                .params(log, position)
                .query((row, _) -> Rows.read(row))
                .optional();
    }

    /** The leaves of [from, to), at most {@link #COUNT_MAX}, on a connection of its own. */
    public Leaves read(String log, long from, long to) {
        var leaves = new Leaves(from, Math.toIntExact(to - from));
        var name = log.getBytes(StandardCharsets.UTF_8);
        var entry = new Entry();
        try (var connection = dataSource.getConnection();
                var statement = LogReader.streaming(connection, sql)) {
            statement.setString(1, log);
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    take(rows, name, entry);
                    leaves.take(rows.getLong(1), entry);
                }
            }
        } catch (SQLException e) {
            throw new LogReadException("log %s could not be read from position %d on".formatted(log, from), e);
        }
        return leaves;
    }

    private static void take(ResultSet row, byte[] log, Entry entry) throws SQLException {
        entry.take(
                log,
                row.getLong(1),
                row.getLong(2),
                row.getBytes(3),
                row.getBytes(4),
                row.getBytes(5),
                row.getBytes(6),
                row.getBytes(7));
    }
}

package dev.lastro.log;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads rows and makes leaves of them: nothing that was computed before is believed, but of a row that is erased what was kept
 * of it, which makes the leaf that was sealed or does not.
 */
public final class LeafReader {

    /** Positions of one {@link #read}: some 30 MB of rows. */
    public static final int COUNT_MAX = 1 << 15;

    /** Raw bytes and numbers: a row costs the client half of what strings and times would. */
    private static final String COLUMNS = "SELECT position,"
            + " TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', received_at), provider, remote_address,"
            + " headers, salt, body FROM ";

    private static final int SALT = 6;

    private static final String RANGE = " WHERE log_name = ? AND position >= ? AND position < ?";

    private final DataSource dataSource;
    private final String sql;
    private final String one;
    private final Erasures erasures;

    /** @param table {@code webhook_log}, or a copy of some of it */
    public LeafReader(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.sql = COLUMNS + table + RANGE;
        this.erasures = new Erasures(dataSource, new LogReader(dataSource));
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

    /** One row's entry in the tree. */
    public Optional<byte[]> entry(String log, long position) {
        return find(log, position).map(row -> {
            var kept =
                    row.isErased() ? erasures.find(log, position, position + 1).get(position) : null;
            return kept == null ? Entry.encode(row) : Entry.encode(row, kept);
        });
    }

    /** The leaves of [from, to), at most {@link #COUNT_MAX}, on a connection of its own. */
    public Leaves read(String log, long from, long to) {
        var leaves = new Leaves(from, Math.toIntExact(to - from));
        var name = log.getBytes(StandardCharsets.UTF_8);
        var entry = new Entry();
        var erased = new ArrayList<Long>();
        try (var connection = dataSource.getConnection();
                var statement = LogReader.streaming(connection, sql)) {
            statement.setString(1, log);
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    take(rows, name, entry);
                    leaves.take(rows.getLong(1), entry);
                    if (Erasures.isMark(rows.getBytes(SALT))) {
                        erased.add(rows.getLong(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new LogReadException("log %s could not be read from position %d on".formatted(log, from), e);
        }
        if (!erased.isEmpty()) {
            takeErased(log, erased, leaves, entry);
        }
        return leaves;
    }

    /** They are few, and read once more. */
    private void takeErased(String log, List<Long> positions, Leaves leaves, Entry entry) {
        var kept = erasures.find(log, leaves.from(), leaves.from() + leaves.count());
        for (var position : positions) {
            var row = find(log, position).orElse(null);
            var hashes = kept.get(position);
            // What has a mark and still has content is what it is.
            if (row != null && hashes != null && row.headers().length == 0 && row.body().length == 0) {
                entry.take(row, hashes);
                leaves.take(position, entry);
            }
            leaves.erased(position, hashes == null ? null : hashes.act());
        }
    }

    private static void take(ResultSet row, byte[] log, Entry entry) throws SQLException {
        entry.take(
                log,
                row.getLong(1),
                row.getLong(2),
                row.getBytes(3),
                row.getBytes(4),
                row.getBytes(5),
                row.getBytes(SALT),
                row.getBytes(7));
    }
}

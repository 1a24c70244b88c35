package dev.lastro.log;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

    private static final int HEADERS = 5;
    private static final int SALT = 6;
    private static final int BODY = 7;

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
        // Before the rows are: what is erased by now is so in every row that is read.
        var kept = erasures.find(log, from, to);
        var erased = new ArrayList<ErasedRow>();
        try (var connection = dataSource.getConnection();
                var statement = LogReader.streaming(connection, sql)) {
            statement.setString(1, log);
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    take(rows, name, entry);
                    leaves.take(rows.getLong(1), entry);
                    if (Erasures.isMark(rows.getBytes(SALT)) || isKept(kept, rows)) {
                        erased.add(ErasedRow.of(rows));
                    }
                }
            }
        } catch (SQLException e) {
            throw new LogReadException("log %s could not be read from position %d on".formatted(log, from), e);
        }
        if (!erased.stream().allMatch(row -> kept.containsKey(row.position))) {
            // They were erased meanwhile.
            kept.putAll(erasures.find(log, from, to));
        }
        erased.forEach(row -> row.take(name, kept.get(row.position), leaves, entry));
        return leaves;
    }

    private static boolean isKept(Map<Long, Erasures.Hashes> kept, ResultSet row) throws SQLException {
        return !kept.isEmpty() && kept.containsKey(row.getLong(1));
    }

    /**
     * A row with the mark, or one of which something was kept.
     *
     * @param isEmpty it has the mark and no content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record ErasedRow(long position, long receivedAtMicros, byte[] provider, byte[] address, boolean isEmpty) {

        static ErasedRow of(ResultSet row) throws SQLException {
            return new ErasedRow(
                    row.getLong(1),
                    row.getLong(2),
                    row.getBytes(3),
                    row.getBytes(4),
                    Erasures.isMark(row.getBytes(SALT))
                            && row.getBytes(HEADERS).length == 0
                            && row.getBytes(BODY).length == 0);
        }

        /** What has content is what it is, whatever was kept. */
        void take(byte[] log, Erasures.@Nullable Hashes kept, Leaves leaves, Entry entry) {
            if (isEmpty && kept != null) {
                entry.take(log, position, receivedAtMicros, provider, address, kept);
                leaves.take(position, entry);
            }
            leaves.erased(new Leaves.Erased(position, kept == null ? null : kept.act(), isEmpty));
        }
    }

    private static void take(ResultSet row, byte[] log, Entry entry) throws SQLException {
        entry.take(
                log,
                row.getLong(1),
                row.getLong(2),
                row.getBytes(3),
                row.getBytes(4),
                row.getBytes(HEADERS),
                row.getBytes(SALT),
                row.getBytes(BODY));
    }
}

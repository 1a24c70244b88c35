package dev.lastro.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code checkpoint}. */
public final class CheckpointTable {

    private static final String SELECT =
            "SELECT log_name, number, size, root_hash, sealed_at, note FROM checkpoint WHERE log_name = ? ";

    private final JdbcClient jdbc;

    CheckpointTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Seal> last(String log) {
        return one(log, "ORDER BY number DESC LIMIT 1");
    }

    /** One of any log, the newest. */
    Optional<Seal> newest() {
        return jdbc.sql("SELECT log_name, number, size, root_hash, sealed_at, note FROM checkpoint"
                        + " ORDER BY sealed_at DESC LIMIT 1")
                .query(CheckpointTable::seal)
                .optional();
    }

    /** The first that covers just so many deliveries. */
    public Optional<Seal> ofSize(String log, long size) {
        return jdbc.sql(SELECT + "AND size = ? ORDER BY number LIMIT 1")
                .params(log, size)
                .query(CheckpointTable::seal)
                .optional();
    }

    /** The last that covers at most so many. */
    Optional<Seal> upTo(String log, long size) {
        return jdbc.sql(SELECT + "AND size <= ? ORDER BY number DESC LIMIT 1")
                .params(log, size)
                .query(CheckpointTable::seal)
                .optional();
    }

    /** How many deliveries were sealed when that instant came. */
    public long sizeAt(String log, Instant instant) {
        return jdbc.sql("SELECT COALESCE(MAX(size), 0) FROM checkpoint WHERE log_name = ? AND sealed_at < ?")
                .params(log, utc(instant))
                .query(Long.class)
                .single();
    }

    /** At most so many, from that number on, in order. */
    List<Seal> from(String log, long number, int limit) {
        return jdbc.sql(SELECT + "AND number >= ? ORDER BY number LIMIT " + limit)
                .params(log, number)
                .query(CheckpointTable::seal)
                .list();
    }

    /** Of each log that was ever sealed, by name: how many deliveries are. */
    public SortedMap<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        jdbc.sql("SELECT log_name, MAX(size) FROM checkpoint GROUP BY log_name").query(row -> {
            sizes.put(row.getString(1), row.getLong(2));
        });
        return sizes;
    }

    void insert(Seal seal) {
        jdbc.sql(
                        "INSERT INTO checkpoint (log_name, number, size, root_hash, sealed_at, note) VALUES (?, ?, ?, ?, ?, ?)")
                .params(seal.log(), seal.number(), seal.size(), seal.root(), utc(seal.sealedAt()), seal.note())
                .update();
    }

    private Optional<Seal> one(String log, String rest) {
        return jdbc.sql(SELECT + rest).param(log).query(CheckpointTable::seal).optional();
    }

    private static Seal seal(ResultSet row, int number) throws SQLException {
        return new Seal(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getBytes(4),
                row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getBytes(6));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}

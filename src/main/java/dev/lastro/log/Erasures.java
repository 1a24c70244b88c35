package dev.lastro.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was erased of the log, and by which acts. A row is either whole, or it has lost its headers, salt and body and has
 * a row of hashes in the table {@code erased}.
 */
public final class Erasures {

    /** Places in one IN list. */
    private static final int LIST_MAX = 1_000;

    private static final byte[] MARK = new byte[16];

    private final LogReader log;
    private final JdbcClient jdbc;

    public Erasures(DataSource dataSource, LogReader log) {
        this.log = log;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Sixteen zero bytes mark a row that was erased: a salt is random. */
    static boolean isMark(byte[] salt) {
        return Arrays.equals(salt, MARK);
    }

    /**
     * What an entry needs of a row that is erased.
     *
     * @param headersSha256 of the headers as they were stored
     * @param bodySha256 salted, as in the entry
     * @param act where the act stands that ordered it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Hashes(byte[] headersSha256, byte[] bodySha256, Position act) {}

    /** By position, what is erased of [from, to) of a log. */
    public SortedMap<Long, Hashes> find(String name, long from, long to) {
        var found = new TreeMap<Long, Hashes>();
        jdbc.sql("""
                SELECT position, headers_sha256, body_sha256, act_log, act_position FROM erased
                WHERE log_name = ? AND position >= ? AND position < ?
                """).params(name, from, to).query(row -> {
            found.put(
                    row.getLong(1),
                    new Hashes(row.getBytes(2), row.getBytes(3), new Position(row.getString(4), row.getLong(5))));
        });
        return found;
    }

    /** How many deliveries are erased. */
    public long count() {
        return jdbc.sql("SELECT COUNT(*) FROM erased").query(Long.class).single();
    }

    /** Of these, by place, those that are not erased. */
    public List<Position> whole(Collection<Position> places) {
        var whole = new TreeSet<>(places);
        var all = List.copyOf(places);
        for (var from = 0; from < all.size(); from += LIST_MAX) {
            var some = all.subList(from, Math.min(from + LIST_MAX, all.size()));
            jdbc.sql("SELECT log_name, position FROM erased WHERE (log_name, position) IN (:places)")
                    .param(
                            "places",
                            some.stream()
                                    .map(place -> new Object[] {place.log(), place.position()})
                                    .toList())
                    .query(row -> {
                        whole.remove(new Position(row.getString(1), row.getLong(2)));
                    });
        }
        return List.copyOf(whole);
    }

    /** An act as it stands in the log. */
    public record Ordered(Position place, ErasureAct act) {}

    /**
     * The acts among the first deliveries of the log of decisions, in its order.
     *
     * @param prefix by log how many deliveries count; null: all there are
     */
    public List<Ordered> acts(@Nullable Map<String, Long> prefix) {
        var size = (prefix == null ? log.sizes() : prefix).getOrDefault(ErasureAct.LOG, 0L);
        return acts(0, size);
    }

    /** The acts of [from, to) of the log of decisions. */
    public List<Ordered> acts(long from, long to) {
        var acts = new ArrayList<Ordered>();
        if (from < to) {
            log.scan(ErasureAct.LOG, from, to, List.of(ErasureAct.PROVIDER), row -> {
                if (ErasureAct.isOne(row.body())) {
                    acts.add(new Ordered(new Position(row.log(), row.position()), ErasureAct.read(row.body())));
                }
            });
        }
        return acts;
    }

    /** Whether something is erased by an act that is not among the deliveries that count. */
    public boolean goBeyond(Map<String, Long> prefix) {
        return jdbc
                .sql("SELECT DISTINCT act_log, act_position FROM erased")
                .query((row, number) -> new Position(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .anyMatch(act -> act.position() >= prefix.getOrDefault(act.log(), 0L));
    }
}

package dev.lastro.derive;

import dev.lastro.loan.Place;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where event ids were seen: {@code identity_block} as a rebuild left it, and {@code identity} for what came since. */
@Component
class Identities {

    /** Hashes in one IN list. */
    private static final int LIST_MAX = 1_000;

    private static final int ROWS_A_STATEMENT = 1_000;

    /** With this many hashes to a block, reading all blocks once is less than looking each hash up. */
    private static final int BLOCKS_A_HASH = 8;

    private static final String BLOCKS_OF_HASH = """
            SELECT entries FROM {identity_block} WHERE first_hash = :hash
            UNION ALL
            (SELECT entries FROM {identity_block} WHERE first_hash < :hash ORDER BY first_hash DESC, number DESC LIMIT 1)
            """;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;

    Identities(JdbcTemplate jdbcTemplate, JdbcClient jdbc) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
    }

    record Entry(long hash, Place place) {}

    void insert(List<Entry> entries) {
        jdbcTemplate.batchUpdate(
                "INSERT IGNORE INTO identity (hash, log_name, position) VALUES (?, ?, ?)",
                // in the order of the key: neighbours are on one page
                entries.stream().sorted(Comparator.comparingLong(Entry::hash)).toList(),
                ROWS_A_STATEMENT,
                (statement, entry) -> {
                    statement.setLong(1, entry.hash());
                    statement.setString(2, entry.place().log());
                    statement.setLong(3, entry.place().position());
                });
    }

    /** Every place that is known of these hashes; a hint, for the id there may be another. */
    void find(Side side, Collection<Long> hashes, BiConsumer<Long, Place> consumer) {
        var table = side.table("identity_block");
        var sorted =
                hashes.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        for (var from = 0; from < sorted.length; from += LIST_MAX) {
            jdbc.sql("SELECT hash, log_name, position FROM %s WHERE hash IN (:hashes)"
                            .formatted(side.table("identity")))
                    .param(
                            "hashes",
                            Arrays.stream(sorted, from, Math.min(from + LIST_MAX, sorted.length))
                                    .boxed()
                                    .toList())
                    .query(row -> {
                        consumer.accept(row.getLong(1), new Place(row.getString(2), row.getLong(3)));
                    });
        }
        var blocks = jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
        if (sorted.length * (long) BLOCKS_A_HASH > blocks) {
            walk(table, sorted, consumer);
            return;
        }
        for (var wanted : sorted) {
            jdbc.sql(BLOCKS_OF_HASH.replace("{identity_block}", table))
                    .param("hash", wanted)
                    .query(row -> {
                        IdentityBlock.find(row.getBytes(1), new long[] {wanted}, 0, consumer::accept);
                    });
        }
    }

    /** Both are in order, so they are walked side by side. */
    private void walk(String table, long[] sorted, BiConsumer<Long, Place> consumer) {
        var at = new int[1];
        jdbc.sql("SELECT entries FROM %s ORDER BY first_hash, number".formatted(table))
                .query(row -> {
                    at[0] = IdentityBlock.find(row.getBytes(1), sorted, at[0], consumer::accept);
                });
    }
}

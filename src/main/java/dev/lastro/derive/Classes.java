package dev.lastro.derive;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.loan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code delivery_class}, as what is new and what has changed is written into its blocks. */
@Component
class Classes {

    private static final int ROWS_A_STATEMENT = 100;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;

    Classes(JdbcTemplate jdbcTemplate, JdbcClient jdbc) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
    }

    private record BlockKey(String log, long block) implements Comparable<BlockKey> {

        static BlockKey of(Place place) {
            return new BlockKey(place.log(), place.position() / ClassBlock.SIZE);
        }

        @Override
        public int compareTo(BlockKey other) {
            var byLog = log.compareTo(other.log);
            return byLog != 0 ? byLog : Long.compare(block, other.block);
        }
    }

    /** @param classed new positions follow those that are there without a gap */
    void put(SortedMap<Place, Classed> classed) {
        var blocks = new TreeMap<BlockKey, List<Classed>>();
        classed.forEach((place, as) -> {
            var block = blocks.computeIfAbsent(BlockKey.of(place), this::read);
            var index = (int) (place.position() % ClassBlock.SIZE);
            if (index < block.size()) {
                block.set(index, as);
            } else if (index == block.size()) {
                block.add(as);
            } else {
                throw new IllegalStateException(
                        "the classes before %s are missing: a rebuild makes them again".formatted(place));
            }
        });
        jdbcTemplate.batchUpdate(
                "REPLACE INTO delivery_class (log_name, block, classes) VALUES (?, ?, ?)",
                List.copyOf(blocks.entrySet()),
                ROWS_A_STATEMENT,
                (statement, entry) -> {
                    statement.setString(1, entry.getKey().log());
                    statement.setLong(2, entry.getKey().block());
                    statement.setBytes(3, ClassBlock.encode(entry.getValue()));
                });
    }

    private List<Classed> read(BlockKey key) {
        return jdbc.sql("SELECT classes FROM delivery_class WHERE log_name = ? AND block = ?")
                .params(key.log(), key.block())
                .query((row, number) -> ClassBlock.decode(row.getBytes(1)))
                .optional()
                .orElseGet(() -> new ArrayList<>(ClassBlock.SIZE));
    }

    static Classed of(Line line) {
        return new Classed(line.event().provider(), line.deliveryClass(), line.eventPlace());
    }
}

package dev.lastro.derive;

import dev.lastro.derive.ClassBlock.Classed;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads {@code delivery_class} by position. */
@Component
public class ClassReader {

    private static final String BLOCKS = """
            SELECT block, classes FROM {delivery_class} WHERE log_name = ? AND block >= ? AND block < ? ORDER BY block
            """;

    /** Blocks read at once: 64 of them are half a megabyte. */
    private static final int BLOCKS_A_READ = 64;

    private final JdbcTemplate jdbc;

    ClassReader(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * The classes of [from, to) of a log in order.
     *
     * @throws IllegalStateException if one of them is not there
     */
    public void read(Side side, String log, long from, long to, Consumer<Classed> consumer) {
        var next = from;
        while (next < to) {
            var first = next / ClassBlock.SIZE;
            var blocks = jdbc.query(
                    BLOCKS.replace("{delivery_class}", side.table("delivery_class")),
                    (row, number) -> new Block(row.getLong(1), row.getBytes(2)),
                    log,
                    first,
                    Math.min(first + BLOCKS_A_READ, (to - 1) / ClassBlock.SIZE + 1));
            for (var block : blocks) {
                var entries = ClassBlock.decode(block.classes());
                var begin = block.number() * ClassBlock.SIZE;
                while (next < to && next - begin >= 0 && next - begin < entries.size()) {
                    consumer.accept(entries.get((int) (next - begin)));
                    next++;
                }
            }
            if (next < to && next / ClassBlock.SIZE < first + BLOCKS_A_READ) {
                throw new IllegalStateException("delivery %s/%d has no class: run rebuild".formatted(log, next));
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(long number, byte[] classes) {}
}

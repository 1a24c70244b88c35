package dev.lastro.seal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code tree_tile}. */
final class TileTable {

    private static final String INSERT = "REPLACE INTO tree_tile (log_name, level, tile, hashes) VALUES (?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    TileTable(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<Tile> find(String log, int level, long number) {
        return jdbc.sql("SELECT hashes FROM tree_tile WHERE log_name = ? AND level = ? AND tile = ?")
                .params(log, level, number)
                .query((row, _) -> new Tile(level, number, row.getBytes(1)))
                .optional();
    }

    /** The tiles of a level in [from, to), as far as they are there, in order. */
    void read(String log, int level, long from, long to, Consumer<Tile> consumer) {
        jdbc.sql("SELECT tile, hashes FROM tree_tile WHERE log_name = ? AND level = ? AND tile >= ? AND tile < ?"
                        + " ORDER BY tile")
                .params(log, level, from, to)
                .query(row -> {
                    consumer.accept(new Tile(level, row.getLong(1), row.getBytes(2)));
                });
    }

    /** What is there already is replaced: a tile that was begun has grown. */
    void write(String log, List<Tile> tiles) {
        batches.batchUpdate(
                INSERT,
                tiles.stream()
                        .map(tile -> new Object[] {log, tile.level(), tile.number(), tile.hashes()})
                        .toList());
    }
}

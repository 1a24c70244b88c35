package dev.lastro.seal;

import dev.lastro.proof.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Appends leaves to the stored tiles of one log. Not thread-safe. */
final class TreeWriter {

    /** Tiles that are written at once: some 2 MB. */
    private static final int BATCH = 256;

    private final TileTable tiles;
    private final String log;
    private final TreeHash hash = new TreeHash();
    private final List<Growing> levels = new ArrayList<>();
    private final List<Tile> whole = new ArrayList<>();

    /** The last tile of a level. */
    private static final class Growing {

        final byte[] hashes = new byte[Tile.WIDTH * TreeHash.BYTES];
        long number;
        int count;
        boolean isNews;
    }

    /**
     * Goes on with a tree that is there.
     *
     * @param size its leaves
     * @throws StoredTree.MissingTileException if its right edge is not stored
     */
    TreeWriter(TileTable tiles, String log, long size) {
        this.tiles = tiles;
        this.log = log;
        for (var entries = size; entries > 0; entries >>= Tile.HEIGHT) {
            levels.add(grown(levels.size(), entries));
        }
    }

    private Growing grown(int level, long entries) {
        var growing = new Growing();
        growing.number = entries >> Tile.HEIGHT;
        growing.count = (int) (entries % Tile.WIDTH);
        if (growing.count > 0) {
            var stored = tiles.find(log, level, growing.number)
                    .filter(tile -> tile.count() >= growing.count)
                    .orElseThrow(() -> new StoredTree.MissingTileException(
                            "the right edge of log %s is not stored".formatted(log)));
            System.arraycopy(stored.hashes(), 0, growing.hashes, 0, growing.count * TreeHash.BYTES);
        }
        return growing;
    }

    /** @param hashes of leaves, {@link TreeHash#BYTES} each */
    void append(byte[] hashes) {
        for (var at = 0; at < hashes.length; at += TreeHash.BYTES) {
            append(0, hashes, at);
        }
    }

    private void append(int level, byte[] hashes, int at) {
        if (level == levels.size()) {
            levels.add(new Growing());
        }
        var growing = levels.get(level);
        System.arraycopy(hashes, at, growing.hashes, growing.count * TreeHash.BYTES, TreeHash.BYTES);
        growing.count++;
        growing.isNews = true;
        if (growing.count == Tile.WIDTH) {
            whole.add(new Tile(level, growing.number, growing.hashes.clone()));
            append(level + 1, hash.subtree(growing.hashes, 0, Tile.WIDTH), 0);
            growing.number++;
            growing.count = 0;
            growing.isNews = false;
            if (whole.size() >= BATCH) {
                write();
            }
        }
    }

    /** Writes all that was appended. */
    void flush() {
        for (var level = 0; level < levels.size(); level++) {
            var growing = levels.get(level);
            if (growing.isNews) {
                whole.add(
                        new Tile(level, growing.number, Arrays.copyOf(growing.hashes, growing.count * TreeHash.BYTES)));
                growing.isNews = false;
            }
        }
        write();
    }

    private void write() {
        if (!whole.isEmpty()) {
            tiles.write(log, whole);
            whole.clear();
        }
    }
}

package dev.lastro.seal;

import dev.lastro.proof.Nodes;
import dev.lastro.proof.TreeHash;
import java.util.LinkedHashMap;
import java.util.Map;

/** The nodes of a log's tree by its stored tiles; what they say is worth as much as the signed root that they make. */
final class StoredTree implements Nodes {

    /** Tiles that are kept: a proof takes two for each level, and those who take many go from left to right. */
    private static final int KEPT = 64;

    private final TileTable tiles;
    private final String log;
    private final TreeHash hash = new TreeHash();

    private final Map<Long, Tile> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Tile> eldest) {
            return size() > KEPT;
        }
    };

    StoredTree(TileTable tiles, String log) {
        this.tiles = tiles;
        this.log = log;
    }

    @Override
    public byte[] node(int level, long index) {
        var tileLevel = level / Tile.HEIGHT;
        var count = 1 << (level % Tile.HEIGHT);
        var first = index * count;
        var tile = tile(tileLevel, first >> Tile.HEIGHT);
        var at = (int) (first % Tile.WIDTH);
        if (at + count > tile.count()) {
            throw absent(tileLevel, tile.number());
        }
        return hash.subtree(tile.hashes(), at, count);
    }

    private Tile tile(int level, long number) {
        var key = number << 8 | level;
        var tile = kept.get(key);
        if (tile == null) {
            tile = tiles.find(log, level, number).orElseThrow(() -> absent(level, number));
            kept.put(key, tile);
        }
        return tile;
    }

    private IllegalStateException absent(int level, long number) {
        return new MissingTileException(
                "the tree of log %s lacks hashes in tile %d of level %d".formatted(log, number, level));
    }

    /** The tiles are no evidence: they can be made again. */
    static final class MissingTileException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        MissingTileException(String message) {
            super(message);
        }
    }
}

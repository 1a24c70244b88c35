package dev.lastro.seal;

import dev.lastro.log.Delivery;
import dev.lastro.log.Entry;
import dev.lastro.proof.TreeHash;
import dev.lastro.seal.Fault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a log whose leaves are not those that are stored. */
final class Differences {

    /** Rows of which it is found out whether they were sealed at another position. */
    private static final int NAMED = LogVerification.FAULTS_MAX;

    /** How far away a row is looked for where many differ: enough for those that moved up by one. */
    private static final int NEIGHBOURS = 8;

    private static final long NOWHERE = -1;

    private final LogVerification in;
    private final String log;
    private final List<Long> differing = new ArrayList<>();
    /** What was sealed, by position; of rows that are gone, too. */
    private final TreeMap<Long, byte[]> sealed = new TreeMap<>();

    private long count;

    Differences(LogVerification in, String log) {
        this.in = in;
        this.log = log;
    }

    /**
     * Compares the rows of [from, to).
     *
     * @return whether all of them are there and those that are stored
     * @throws StoredTree.MissingTileException if the leaves are not stored
     */
    boolean areNone(long from, long to) throws InterruptedException {
        var areNone = true;
        var stored = new StoredTree(in.tiles, log);
        try (var stream = new LeafStream(in.leaves, log, from, to)) {
            for (var block = stream.next(); block != null; block = stream.next()) {
                for (var at = 0; at < block.count(); at++) {
                    var position = block.from() + at;
                    var leaf = stored.node(0, position);
                    if (!block.has(at) || !isSame(block.hashes(), at, leaf)) {
                        take(position, leaf, block.has(at));
                        areNone = false;
                    }
                }
            }
        }
        return areNone;
    }

    private void take(long position, byte[] leaf, boolean isThere) {
        if (sealed.size() <= 2 * NAMED) {
            sealed.put(position, leaf);
        }
        if (isThere) {
            count++;
            if (differing.size() < NAMED) {
                differing.add(position);
            }
        }
    }

    private static boolean isSame(byte[] hashes, int at, byte[] leaf) {
        var begin = at * TreeHash.BYTES;
        return Arrays.equals(hashes, begin, begin + TreeHash.BYTES, leaf, 0, TreeHash.BYTES);
    }

    /** The first that differ, by position; those without a row are not among them. */
    List<Fault> faults() {
        return differing.stream().map(this::fault).toList();
    }

    private Fault fault(long position) {
        var row = in.leaves.find(log, position);
        if (row.isPresent() && row.get().isErased()) {
            var isEmpty = row.get().headers().length == 0 && row.get().body().length == 0;
            return new Fault(
                    log,
                    position,
                    Kind.ERASURE,
                    isEmpty
                            ? "the row was emptied, and what was kept of it is not what was sealed"
                            : "the row is marked as erased, and has content");
        }
        var original = row.map(this::positionOf).orElse(NOWHERE);
        return original == NOWHERE
                ? new Fault(log, position, Kind.CONTENT, "the row is not the one that was sealed")
                : new Fault(log, position, Kind.ORDER, "the row was sealed at position %d".formatted(original));
    }

    /** Where a row was sealed that is not where it was. */
    private long positionOf(Delivery row) {
        Map<Long, byte[]> near = sealed.size() <= 2 * NAMED
                ? sealed
                : sealed.subMap(row.position() - NEIGHBOURS, row.position() + NEIGHBOURS + 1);
        for (var each : near.entrySet()) {
            if (Arrays.equals(Entry.leafHash(row.at(each.getKey())), each.getValue())) {
                return each.getKey();
            }
        }
        return NOWHERE;
    }

    /** All rows that differ, and are not among {@link #faults}. */
    long unnamed() {
        return count - differing.size();
    }
}

package dev.lastro.seal;

import dev.lastro.proof.TreeHash;
import java.util.Arrays;

/**
 * Neighbouring hashes of one level (c2sp.org/tlog-tiles): tile n of level l begins at leaf n · 256^(l+1).
 *
 * @param level 0: leaves; above: roots of whole tiles of the level below
 * @param hashes 1 to 256 of 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tile(int level, long number, byte[] hashes) {

    static final int WIDTH = 256;

    /** The binary logarithm of {@link #WIDTH}. */
    static final int HEIGHT = 8;

    int count() {
        return hashes.length / TreeHash.BYTES;
    }

    byte[] hash(int at) {
        return Arrays.copyOfRange(hashes, at * TreeHash.BYTES, (at + 1) * TreeHash.BYTES);
    }
}

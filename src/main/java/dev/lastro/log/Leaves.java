package dev.lastro.log;

import dev.lastro.proof.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leaf hashes of neighbouring positions of a log, as far as there are rows. */
public final class Leaves {

    private final long from;
    private final int count;
    private final byte[] hashes;
    private final BitSet present;
    private final List<Erased> erased = new ArrayList<>();

    /**
     * A row that has the mark of what is erased, or of which something was kept.
     *
     * @param act the act that is said to have ordered it; null: nothing was kept of it
     * @param isEmpty it has neither headers, nor salt, nor body
     */
    public record Erased(long position, @Nullable Position act, boolean isEmpty) {}

    Leaves(long from, int count) {
        this.from = from;
        this.count = count;
        this.hashes = new byte[count * TreeHash.BYTES];
        this.present = new BitSet(count);
    }

    void take(long position, Entry entry) {
        var at = Math.toIntExact(position - from);
        entry.leaf(hashes, at * TreeHash.BYTES);
        present.set(at);
    }

    void erased(Erased row) {
        erased.add(row);
    }

    /** In order. */
    public List<Erased> erased() {
        return Collections.unmodifiableList(erased);
    }

    public long from() {
        return from;
    }

    /** Positions, whether or not there are rows. */
    public int count() {
        return count;
    }

    public boolean isWhole() {
        return present.cardinality() == count;
    }

    /** @param at from 0: the position {@link #from()} */
    public boolean has(int at) {
        return present.get(at);
    }

    /** The first position from {@code at} on that has no row; {@link #count()}: none. */
    public int firstMissing(int at) {
        return Math.min(present.nextClearBit(at), count);
    }

    public byte[] hash(int at) {
        return Arrays.copyOfRange(hashes, at * TreeHash.BYTES, (at + 1) * TreeHash.BYTES);
    }

    /** All of them, {@link TreeHash#BYTES} each; those of missing rows are zero. Not to be written to. */
    public byte[] hashes() {
        return hashes;
    }
}

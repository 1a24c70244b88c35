package dev.lastro.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs made from complete subtrees: RFC 6962, sections 2.1, 2.1.1 and 2.1.2 (RFC 9162, 2.1.1 to 2.1.4, says the
 * same). Each takes some log2(size) nodes. Not thread-safe.
 */
public final class Tree {

    private final Nodes nodes;
    private final TreeHash hash = new TreeHash();

    public Tree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** MTH(D[0:size]). */
    public byte[] root(long size) {
        return size == 0 ? hash.empty() : root(0, size);
    }

    /**
     * PATH(index, D[0:size]): from the leaf's sibling up to the root's child.
     *
     * @throws IllegalArgumentException if there is no such leaf
     */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf %d is not in a tree of %d".formatted(index, size));
        }
        var path = new ArrayList<byte[]>();
        var from = 0L;
        var to = size;
        while (to - from > 1) {
            var middle = from + split(to - from);
            if (index < middle) {
                path.addFirst(root(middle, to));
                to = middle;
            } else {
                path.addFirst(root(from, middle));
                from = middle;
            }
        }
        return path;
    }

    /**
     * PROOF(first, D[0:second]); empty where the first tree is empty or the whole.
     *
     * @throws IllegalArgumentException if the first is larger than the second
     */
    public List<byte[]> consistency(long first, long second) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException(
                    "a tree of %d is not the beginning of one of %d".formatted(first, second));
        }
        var path = new ArrayList<byte[]>();
        if (first == 0 || first == second) {
            return path;
        }
        var from = 0L;
        var to = second;
        // D[from:first] is a subtree of D[0:second]; as long as from is 0, whoever checks has its root already.
        while (first < to) {
            var middle = from + split(to - from);
            if (first <= middle) {
                path.addFirst(root(middle, to));
                to = middle;
            } else {
                path.addFirst(root(from, middle));
                from = middle;
            }
        }
        if (from > 0) {
            path.addFirst(root(from, first));
        }
        return path;
    }

    /** MTH(D[from:to]), where from is a multiple of the largest power of two below to - from. */
    private byte[] root(long from, long to) {
        var width = to - from;
        if (Long.bitCount(width) == 1) {
            var level = Long.numberOfTrailingZeros(width);
            return nodes.node(level, from >> level);
        }
        var middle = from + split(width);
        return hash.node(root(from, middle), root(middle, to));
    }

    /** The largest power of two below the width. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}

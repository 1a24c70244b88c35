package dev.lastro.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree to which leaves are appended, of which only the right edge is kept: the roots of the complete subtrees that the
 * binary form of its size names, the largest first. Not thread-safe.
 */
public final class RightEdge {

    private final TreeHash hash = new TreeHash();
    private final List<byte[]> subtrees = new ArrayList<>();
    private long size;

    /** The edge of a tree that is there already. */
    public static RightEdge of(long size, Nodes nodes) {
        var edge = new RightEdge();
        edge.append(nodes, size);
        return edge;
    }

    /** Another that goes on from here by itself. */
    public RightEdge copy() {
        var copy = new RightEdge();
        copy.subtrees.addAll(subtrees);
        copy.size = size;
        return copy;
    }

    /** Appends the leaves up to that size. */
    public void append(Nodes nodes, long to) {
        while (size < to) {
            var level = Long.numberOfTrailingZeros(Long.highestOneBit(to - size));
            if (size > 0) {
                level = Math.min(level, Long.numberOfTrailingZeros(size));
            }
            append(nodes.node(level, size >> level), level);
        }
    }

    /** Leaves so far. */
    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        append(leafHash, 0);
    }

    /**
     * Appends 2^level leaves at once.
     *
     * @param root of them
     * @throws IllegalArgumentException if they are no subtree of this tree: the size is no multiple of their number
     */
    public void append(byte[] root, int level) {
        var leaves = 1L << level;
        if ((size & (leaves - 1)) != 0) {
            throw new IllegalArgumentException("a subtree of %d leaves does not begin at %d".formatted(leaves, size));
        }
        var node = root;
        for (var carry = size >> level; (carry & 1) == 1; carry >>= 1) {
            node = hash.node(subtrees.removeLast(), node);
        }
        subtrees.add(node);
        size += leaves;
    }

    public byte[] root() {
        if (subtrees.isEmpty()) {
            return hash.empty();
        }
        var root = subtrees.getLast();
        for (var i = subtrees.size() - 2; i >= 0; i--) {
            root = hash.node(subtrees.get(i), root);
        }
        return root;
    }
}

package dev.lastro.proof;

/** The complete subtrees of a tree: node (level, index) is the root over the leaves [index · 2^level, (index + 1) · 2^level). */
@FunctionalInterface
public interface Nodes {

    /**
     * @param level 0: leaves
     * @throws IllegalStateException if it is not known
     */
    byte[] node(int level, long index);
}

package dev.lastro.derive;

import dev.lastro.loan.Place;

/** Identities in the order of their hashes with a place each, as the bytes of {@code identity_block.entries}. */
final class IdentityBlock {

    /** Entries; about 13 bytes each. */
    static final int SIZE_MAX = 1_024;

    private final ByteSink out = new ByteSink(SIZE_MAX * 16);
    private final Words words = new Words();
    private long first;
    private int count;

    interface Visitor {
        void visit(long hash, Place place);
    }

    /** @param hash not below the one before it, as a signed number */
    void add(long hash, Place place) {
        first = count == 0 ? hash : first;
        out.eight(hash);
        words.write(place.log(), out);
        out.number(place.position());
        count++;
    }

    boolean isFull() {
        return count >= SIZE_MAX;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long first() {
        return first;
    }

    /** Gives the block away and begins the next. */
    byte[] take() {
        var bytes = out.toBytes();
        out.clear();
        words.clear();
        count = 0;
        return bytes;
    }

    static void read(byte[] bytes, Visitor visitor) {
        var in = new ByteSource(bytes);
        var words = new Words();
        while (!in.isAtEnd()) {
            visitor.visit(in.eight(), new Place(words.read(in), in.number()));
        }
    }

    /**
     * Visits the entries of some hashes.
     *
     * @param sorted the hashes, from {@code from} on those that are not below the block's first
     * @return where in {@code sorted} the next block goes on
     */
    static int find(byte[] bytes, long[] sorted, int from, Visitor visitor) {
        var in = new ByteSource(bytes);
        var words = new Words();
        var at = from;
        while (!in.isAtEnd()) {
            var hash = in.eight();
            var log = words.read(in);
            var position = in.number();
            while (at < sorted.length && sorted[at] < hash) {
                at++;
            }
            if (at < sorted.length && sorted[at] == hash) {
                visitor.visit(hash, new Place(log, position));
            }
        }
        return at;
    }
}

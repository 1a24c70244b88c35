package dev.lastro.derive;

import java.util.concurrent.ConcurrentLinkedQueue;

/** Large arrays that the parts of a rebuild use one after the other: made anew each time they cost whole collections. Thread-safe. */
final class Arenas {

    private static final int FIRST_BYTES = 1 << 16;

    private final ConcurrentLinkedQueue<ByteSink> free = new ConcurrentLinkedQueue<>();

    /** Empty; nobody else's until it is given back. */
    ByteSink take() {
        var arena = free.poll();
        if (arena == null) {
            return new ByteSink(FIRST_BYTES);
        }
        arena.clear();
        return arena;
    }

    void give(ByteSink arena) {
        free.add(arena);
    }
}

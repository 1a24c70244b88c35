package dev.lastro.anchor;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A place out of a DBA's reach. It may be given the same checkpoint again, and that must do no harm. */
interface Anchor extends AutoCloseable {

    /** What it is called in {@code anchored}, in health and in metrics. */
    String name();

    /** Zero: it gets each checkpoint; else at most one in so long, the newest, and the last of each day. */
    Duration every();

    /**
     * Returns when the checkpoint is where it shall be, durably.
     *
     * @return what is to be kept as a proof of it; null: there is none
     * @throws IOException in words for an operator; the checkpoint will be tried again
     */
    byte @Nullable [] publish(Sealed checkpoint) throws IOException;

    @Override
    default void close() {}
}

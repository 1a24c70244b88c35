package dev.lastro.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The application's clock: weeks go by in seconds, and then it is the time that it is. */
public final class ShownTime implements InstantSource {
    private volatile @Nullable Instant shown;

    @Override
    public Instant instant() {
        Instant now = shown;
        return now == null ? Clock.systemUTC().instant() : now;
    }

    void set(Instant now) {
        shown = now;
    }

    /** From now on, it is the time that it is. */
    void real() {
        shown = null;
    }
}

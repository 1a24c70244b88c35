package dev.lastro.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one channel has fared in this process. Written by one thread at a time, read by any. */
final class Fare {

    private final String channel;
    private volatile long told;
    private volatile long failures;
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable Failure lastFailure;

    Fare(String channel) {
        this.channel = channel;
    }

    /** @param words for an operator */
    record Failure(Instant at, String words) {}

    synchronized void succeeded(Instant now) {
        told++;
        lastSuccess = now;
    }

    synchronized void failed(Instant now, String words) {
        failures++;
        lastFailure = new Failure(now, words);
    }

    String channel() {
        return channel;
    }

    long told() {
        return told;
    }

    long failures() {
        return failures;
    }

    @Nullable
    Instant lastSuccess() {
        return lastSuccess;
    }

    @Nullable
    Failure lastFailure() {
        return lastFailure;
    }
}

package dev.lastro.log;

import java.util.concurrent.CompletableFuture;

/**
 * A delivery that waits for its commit.
 *
 * @param sinceNanos {@link System#nanoTime()} when it came
 */
record Waiting(Submission submission, byte[] salt, CompletableFuture<Long> answer, long sinceNanos) {

    boolean isOverdue() {
        return System.nanoTime() - sinceNanos > LogLimits.PATIENCE.toNanos();
    }

    long bytes() {
        return submission.headers().length + (long) submission.body().length;
    }
}

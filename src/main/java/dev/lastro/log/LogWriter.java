package dev.lastro.log;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The one writer of one log. */
public interface LogWriter extends AutoCloseable {

    String logName();

    /** Whether this process holds the log's lock and can write now. */
    boolean isWriting();

    /** Waits until {@link #isWriting()}, at most so long; the answer is that of {@code isWriting()} then. */
    boolean awaitWriting(Duration patience) throws InterruptedException;

    /**
     * Completes with the position once the delivery is committed; completes exceptionally with
     * {@link LogUnavailableException} when it is not and will not be. Whoever stops waiting completes or cancels the
     * future: a delivery that is not written yet is then dropped.
     */
    CompletableFuture<Long> append(Submission submission);

    /** Finishes what is waiting, then lets the lock go. */
    @Override
    void close();
}

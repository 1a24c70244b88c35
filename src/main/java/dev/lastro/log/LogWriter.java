package dev.lastro.log;

import java.util.concurrent.CompletableFuture;

/** The one writer of one log. */
public interface LogWriter extends AutoCloseable {

    String logName();

    /** Whether this process holds the log's lock and can write now. */
    boolean isWriting();

    /**
     * Completes with the position once the delivery is committed; completes exceptionally with
     * {@link LogUnavailableException} when it is not and will not be.
     */
    CompletableFuture<Long> append(Submission submission);

    /** Finishes what is waiting, then lets the lock go. */
    @Override
    void close();
}

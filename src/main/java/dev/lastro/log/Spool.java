package dev.lastro.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries on the local disk that were acknowledged while the database was away, oldest first. Adding is called by
 * many threads, everything else by the one that drains. One spool belongs to one log and one process.
 */
interface Spool extends AutoCloseable {

    /**
     * Completes once the delivery is fsynced; completes exceptionally with {@link LogUnavailableException} when it is
     * not, and will not be there after a restart either.
     *
     * @param perhapsAt see {@link Spooled}
     */
    CompletableFuture<Void> add(Submission submission, byte[] salt, @Nullable Long perhapsAt);

    /** Those that wait, oldest first; a damaged one is set aside and reported, and is not among them. */
    List<Spooled> oldest(int maxRows, long maxBytes);

    /** Before they are written to the log at these positions, one after the other: fsynced on return. */
    void mark(List<Spooled> deliveries, long firstPosition);

    /** They are in the log. */
    void remove(List<Spooled> deliveries);

    /** The database refuses this one and takes others: kept for a person to look at, no longer among the waiting. */
    void setAside(Spooled delivery, String reason);

    /** How many wait to be drained; costs nothing. */
    long waiting();

    /** Whether the next one would be taken, as far as is known. */
    boolean isWorking();

    @Override
    void close();
}

package dev.lastro.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries on the local disk that were acknowledged while the database was away, oldest first. Adding is called by
 * many threads, everything else by the one that drains; {@link #waiting} and {@link #status} by any. One spool belongs
 * to one log and one process.
 */
interface Spool extends AutoCloseable {

    /**
     * Completes once the delivery is fsynced; completes exceptionally with {@link LogUnavailableException} when it is
     * not, and will not be there after a restart either. One that is completed (cancelled) by its caller before its
     * turn is not written.
     *
     * @param perhapsAt see {@link Spooled}
     */
    CompletableFuture<Void> add(Submission submission, byte[] salt, @Nullable Long perhapsAt);

    /**
     * Those that wait, oldest first, at least one if one waits; a damaged one is set aside and reported, and is not
     * among them.
     *
     * @throws LogUnavailableException if the disk cannot be read now: nothing is lost by it, ask again
     */
    List<Spooled> oldest(int maxRows, long maxBytes);

    /**
     * Before they are written to the log at these positions, one after the other: fsynced on return. Overwrites what an
     * earlier mark said, so the earlier one must have been looked up in the log.
     *
     * @throws LogUnavailableException if it cannot be noted: then they must not be written to the log
     */
    void mark(List<Spooled> deliveries, long firstPosition);

    /**
     * They are in the log. If this cannot be noted on the disk they are gone for this process, and wait again with
     * their mark after a restart.
     */
    void remove(List<Spooled> deliveries);

    /**
     * The database refuses this one and takes others: kept as a file for a person to look at, no longer among the
     * waiting.
     *
     * @throws LogUnavailableException if it cannot be kept: it waits on
     */
    void setAside(Spooled delivery, String reason);

    /** How many wait to be drained; costs nothing. */
    long waiting();

    /** For health and metrics; lists a folder. */
    SpoolStatus status();

    /** Writes what was added, then lets go of the folder. */
    @Override
    void close();
}

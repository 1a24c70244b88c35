package dev.lastro.log;

import java.time.Duration;

/** The limits of the log, in one place. */
final class LogLimits {

    /** Rows of one commit: 512 reach three times what 64 connections do one by one, more only add waiting. */
    static final int BATCH_ROWS = 512;

    /** What a statement has beside bodies and headers: the other columns of a full batch, and room for its form. */
    static final long STATEMENT_BYTES = 1L << 20;

    /** Bodies and headers of one commit, well under MySQL's default max_allowed_packet of 64 MiB. */
    static final long BATCH_BYTES = 8L << 20;

    /** The largest body and headers together that one INSERT can carry when every byte of it is escaped. */
    static final long DELIVERY_BYTES = 24L << 20;

    /** How long a delivery waits for its commit before it goes to the spool; where there is none, to be sent again. */
    static final Duration PATIENCE = Duration.ofMillis(2_500);

    /** Between two tries to get the database, or the lock that another process holds. */
    static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /** A spool that cannot be read or written is left alone for so long. */
    static final Duration SPOOL_PAUSE = Duration.ofSeconds(5);

    /** A writer asks this often whether the lock is still its own. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** A server that is silent for so long inside a statement counts as gone: its outcome is then asked for. */
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    /** A writer that the server has not heard of for so long has lost the lock. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    /** How long one that asks the writer to give way waits for that; more than a heartbeat and a full batch. */
    static final Duration TURN_PATIENCE = Duration.ofSeconds(5);

    /** A commit, or a spool, whose outcome is unknown is waited for: a 503 for what is stored after all makes a double. */
    static final Duration OUTCOME_PATIENCE = Duration.ofSeconds(30);

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private LogLimits() {}
}

package dev.lastro.log;

import java.time.Duration;

/** The limits of the log, in one place. */
final class LogLimits {

    /** Rows of one commit: 500 reach three times what 64 connections do one by one, more only add waiting. */
    static final int BATCH_ROWS = 500;

    /** Bytes of one commit, well under MySQL's default max_allowed_packet of 64 MiB even with every byte escaped. */
    static final long BATCH_BYTES = 8L << 20;

    /** The largest body and headers together that one INSERT can carry when every byte of it is escaped. */
    static final long DELIVERY_BYTES = 24L << 20;

    /** How long a delivery waits for a database that went away before its sender is told to come again. */
    static final Duration PATIENCE = Duration.ofMillis(2_500);

    /** Between two tries to get the database, or the lock that another process holds. */
    static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /** An idle writer asks this often whether the lock is still its own. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** A server that is silent for so long inside a statement counts as gone: its outcome is then asked for. */
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private LogLimits() {}
}

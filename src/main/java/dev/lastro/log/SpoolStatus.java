package dev.lastro.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What health and metrics say of the spool.
 *
 * @param waiting deliveries that were acknowledged and are not in the log yet
 * @param oldestReceivedAt when the oldest of them came in; null: none waits
 * @param bytes on the disk, deliveries already drained included until their file goes
 * @param setAside files in the folder {@code set-aside}: damaged records, and deliveries that the database refused
 * @param lastFailure why the last thing that the spool tried did not work; null: it did
 */
record SpoolStatus(
        long waiting,
        @Nullable Instant oldestReceivedAt,
        long bytes,
        long setAside,
        @Nullable String lastFailure) {}

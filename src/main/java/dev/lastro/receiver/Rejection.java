package dev.lastro.receiver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request that was not let in; nothing of it can be a secret.
 *
 * @param provider its configured name; empty: the path is nobody's
 * @param source the address, canonical
 * @param reason fixed words of ours
 * @param headersSha256 of the header lines as a delivery's would be stored; null for a path that is nobody's
 * @param bodySha256 null where the body was not read to its end
 */
record Rejection(
        Instant at,
        String provider,
        String source,
        int status,
        String reason,
        byte @Nullable [] headersSha256,
        byte @Nullable [] bodySha256) {}

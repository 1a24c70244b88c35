package dev.lastro.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A delivery before it has a position: what is handed to the log.
 *
 * @param receivedAt when its request came in; truncated to microseconds, as it is stored
 * @param headers JSON text as stored, see {@link Delivery}
 */
public record Submission(String provider, String remoteAddress, Instant receivedAt, byte[] headers, byte[] body) {

    public Submission {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }
}

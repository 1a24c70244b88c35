package dev.lastro.log;

import java.time.Instant;

/**
 * One row of the log: one accepted HTTP request, as it came.
 *
 * @param receivedAt microseconds
 * @param headers JSON text as stored: a list of [name, value], credentials as {@code sha256:<hex>}
 * @param salt 16 random bytes of this delivery; zeros: it was erased, and headers and body are empty
 * @param body exactly what was sent
 */
public record Delivery(
        String log,
        long position,
        Instant receivedAt,
        String provider,
        String remoteAddress,
        byte[] headers,
        byte[] salt,
        byte[] body) {

    static Delivery of(String log, long position, Submission submission, byte[] salt) {
        return new Delivery(
                log,
                position,
                submission.receivedAt(),
                submission.provider(),
                submission.remoteAddress(),
                submission.headers(),
                salt,
                submission.body());
    }

    /** The same row, as if it stood somewhere else. */
    public Delivery at(long other) {
        return new Delivery(log, other, receivedAt, provider, remoteAddress, headers, salt, body);
    }

    /** Its entry is then made of the hashes that were kept ({@link Erasures}). */
    public boolean isErased() {
        return Erasures.isMark(salt);
    }
}

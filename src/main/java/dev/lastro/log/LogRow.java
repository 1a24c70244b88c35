package dev.lastro.log;

import java.time.Instant;

/**
 * What jobs need of a delivery: all but how it came.
 *
 * @param receivedAt microseconds
 * @param salt 16 random bytes of this delivery; zeros: it was erased
 * @param body exactly what was sent
 */
public record LogRow(String log, long position, Instant receivedAt, String provider, byte[] salt, byte[] body) {

    /** Its body was erased: what it said is nobody's any more. */
    public boolean isErased() {
        return Erasures.isMark(salt);
    }
}

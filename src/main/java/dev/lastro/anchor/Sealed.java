package dev.lastro.anchor;

import java.time.Instant;
import java.util.Locale;

/**
 * A row of {@code checkpoint}.
 *
 * @param number 0, 1, 2 … in its log
 * @param size deliveries that it covers
 * @param note the signed note, UTF-8, with its last newline
 */
record Sealed(String log, long number, long size, Instant sealedAt, byte[] note) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s/%d (size %d)", log, number, size);
    }
}

package dev.lastro.oracle;

import java.time.Instant;

/** One row of the log: what the oracle may know of a delivery. */
@SuppressWarnings("ArrayRecordComponent") // bytes are what this is about; nothing compares two of them
public record Arrived(String log, long position, Instant receivedAt, String provider, byte[] body) {

    /** {@code log/position}. */
    public String place() {
        return log + "/" + position;
    }
}

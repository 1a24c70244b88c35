package dev.lastro.seal;

import java.time.Instant;

/**
 * One row of {@code checkpoint}: what it says is believed once its note is verified.
 *
 * @param number 0, 1, 2 … in each log
 * @param size deliveries that it covers: positions 0 to size - 1
 * @param root 32 bytes
 * @param sealedAt whole seconds
 * @param note the signed note
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Seal(String log, long number, long size, byte[] root, Instant sealedAt, byte[] note) {}

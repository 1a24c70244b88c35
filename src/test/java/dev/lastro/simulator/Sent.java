package dev.lastro.simulator;

import java.time.Instant;

/**
 * One request as a lender sends it.
 *
 * @param body exactly these bytes
 * @param contentType as sent, right or wrong
 * @param occurredAt virtual time of what it tells of; for junk, of its sending
 * @param sentAt virtual time of the sending; the list that {@link Simulation#generate} gives is in this order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what this is about; nothing compares two of them
public record Sent(String provider, byte[] body, String contentType, Instant occurredAt, Instant sentAt) {}

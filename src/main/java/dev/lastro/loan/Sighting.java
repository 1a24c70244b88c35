package dev.lastro.loan;

import java.time.Instant;

/**
 * One delivery of an event, seen beside the others of the same identity.
 *
 * @param bodySha256 lower-case hex SHA-256 of the body without salt
 * @param content a digest of the mapped event; equal exactly where two deliveries say the same
 */
public record Sighting(Place place, Instant receivedAt, Instant occurredAt, String bodySha256, String content) {}

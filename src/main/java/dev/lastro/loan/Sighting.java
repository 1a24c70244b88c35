package dev.lastro.loan;

import java.time.Instant;

/** One delivery of an event, seen beside the others of the same identity. */
public interface Sighting {

    Place place();

    Instant receivedAt();

    Instant occurredAt();

    Content content();

    /** Lower-case hex SHA-256 of the body without salt; asked for only where nothing else decides. */
    String bodySha256();
}

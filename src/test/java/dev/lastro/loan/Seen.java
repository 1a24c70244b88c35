package dev.lastro.loan;

import java.time.Instant;

/** A sighting of which everything is known. */
public record Seen(Place place, Instant receivedAt, Instant occurredAt, String bodySha256, Content content)
        implements Sighting {

    /** Equal where the words are. */
    static Content content(String words) {
        return new Content(words, null, null, EventType.CREATED, "loan", null, Facts.NONE);
    }
}

package dev.lastro.loan;

import java.util.Collection;
import java.util.Map;

/** Decides which of the deliveries of one identity is the event, and what the others are. */
public final class Sightings {

    private Sightings() {}

    /**
     * The event is the first sight (by received time, then place) of the content that counts: that of the sighting with
     * the smallest (occurred_at, SHA-256 of the body). Same content: DUPLICATE. Other content: CONFLICT.
     *
     * @param sightings all deliveries of one identity, in any order; at least one
     */
    public static Ruling rule(Collection<Sighting> sightings) {
        throw new IllegalStateException("skeleton");
    }

    /**
     * @param event the place of the delivery that is the event
     * @param classes the class of every delivery of the identity
     */
    public record Ruling(Place event, Map<Place, DeliveryClass> classes) {}
}

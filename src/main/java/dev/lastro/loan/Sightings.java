package dev.lastro.loan;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides which of the deliveries of one identity is the event, and what the others are. */
public final class Sightings {

    private static final Comparator<Sighting> FIRST_SIGHT =
            Comparator.comparing(Sighting::receivedAt).thenComparing(Sighting::place);

    private Sightings() {}

    /**
     * The event is the first sight (by received time, then place) of the content that counts: that of the sighting with
     * the smallest (occurred_at, SHA-256 of the body). Same content: DUPLICATE. Other content: CONFLICT. What the provider
     * wrote decides, never when it came: an earlier repeat changes nothing.
     *
     * @param sightings all deliveries of one identity, in any order; at least one, each place once
     * @throws IllegalArgumentException for none, or for two at one place
     */
    public static Ruling rule(Collection<? extends Sighting> sightings) {
        Content content = contentThatCounts(sightings);
        Sighting event = null;
        var classes = new HashMap<Place, DeliveryClass>();
        for (Sighting sighting : sightings) {
            boolean counts = sighting.content().equals(content);
            if (counts && (event == null || FIRST_SIGHT.compare(sighting, event) < 0)) {
                event = sighting;
            }
            DeliveryClass earlier =
                    classes.put(sighting.place(), counts ? DeliveryClass.DUPLICATE : DeliveryClass.CONFLICT);
            if (earlier != null) {
                throw new IllegalArgumentException("two sightings at " + sighting.place());
            }
        }
        if (event == null) {
            throw new IllegalStateException("no sighting has the content " + content);
        }
        classes.put(event.place(), DeliveryClass.EVENT);
        return new Ruling(event.place(), Map.copyOf(classes));
    }

    private static Content contentThatCounts(Collection<? extends Sighting> sightings) {
        if (sightings.isEmpty()) {
            throw new IllegalArgumentException("no sightings: nothing to rule on");
        }
        Instant first = Collections.min(sightings, Comparator.comparing(Sighting::occurredAt))
                .occurredAt();
        List<? extends Sighting> earliest = sightings.stream()
                .filter(sighting -> sighting.occurredAt().equals(first))
                .toList();
        Content content = earliest.getFirst().content();
        boolean tie = earliest.stream().anyMatch(sighting -> !sighting.content().equals(content));
        // A body is looked at only where one identity says two things of one time, which is rare.
        return tie
                ? Collections.min(earliest, Comparator.comparing(Sighting::bodySha256))
                        .content()
                : content;
    }

    /**
     * @param event the place of the delivery that is the event
     * @param classes the class of every delivery of the identity
     */
    public record Ruling(Place event, Map<Place, DeliveryClass> classes) {}
}

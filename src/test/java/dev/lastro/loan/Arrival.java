package dev.lastro.loan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Tellings as they come in: in some order, some of them often, into two logs; and the events that they make. */
final class Arrival {

    private Arrival() {}

    /**
     * Shuffled, each telling one to three times, some repeats in an envelope of their own. Where contents of one time
     * conflict the digests of the bodies decide, so there another envelope would be another story: repeats are exact.
     */
    static List<LoanEvent> shuffled(Collection<Telling> tellings, Random random) {
        var all = new ArrayList<Telling>();
        for (Telling telling : tellings) {
            all.add(telling);
            for (int repeat = random.nextInt(3); repeat > 0; repeat--) {
                boolean exact = random.nextBoolean() || conflictsAtOneTime(telling, tellings);
                all.add(exact ? telling : telling.inEnvelope("retry " + repeat));
            }
        }
        Collections.shuffle(all, random);
        return events(all, random);
    }

    /** Each telling once, in the order given. */
    static List<LoanEvent> asGiven(Collection<Telling> tellings) {
        return events(List.copyOf(tellings), new Random(0));
    }

    private static boolean conflictsAtOneTime(Telling telling, Collection<Telling> all) {
        return all.stream()
                .anyMatch(t -> t.identity().equals(telling.identity())
                        && t.occurredAt().equals(telling.occurredAt())
                        && !t.content().equals(telling.content()));
    }

    private static List<LoanEvent> events(List<Telling> arrivals, Random random) {
        var byIdentity = new LinkedHashMap<String, Map<Place, Telling>>();
        var sightings = new LinkedHashMap<String, List<Sighting>>();
        for (int i = 0; i < arrivals.size(); i++) {
            Telling telling = arrivals.get(i);
            String log = telling.log();
            var place = new Place(log != null ? log : random.nextInt(4) == 0 ? "import" : "main", i);
            // the first of each when it says; some repeats in the same microsecond
            boolean first = arrivals.subList(0, i).stream()
                    .noneMatch(t -> t.identity().equals(telling.identity())
                            && t.content().equals(telling.content()));
            Instant receivedAt = telling.receivedAt().plus(first ? 0 : i / 2, ChronoUnit.MICROS);
            byIdentity
                    .computeIfAbsent(telling.identity(), id -> new LinkedHashMap<>())
                    .put(place, telling);
            sightings
                    .computeIfAbsent(telling.identity(), id -> new ArrayList<>())
                    .add(telling.at(place, receivedAt));
        }
        var events = new ArrayList<LoanEvent>();
        sightings.forEach((identity, seen) -> {
            Sightings.Ruling ruling = Sightings.rule(seen);
            Sighting first = seen.stream()
                    .filter(s -> s.place().equals(ruling.event()))
                    .findFirst()
                    .orElseThrow();
            Telling telling = Objects.requireNonNull(
                    Objects.requireNonNull(byIdentity.get(identity)).get(ruling.event()));
            events.add(telling.toEvent(
                    ruling.event(),
                    first.receivedAt(),
                    count(ruling, DeliveryClass.DUPLICATE),
                    count(ruling, DeliveryClass.CONFLICT)));
        });
        Collections.shuffle(events, random);
        return events;
    }

    private static int count(Sightings.Ruling ruling, DeliveryClass deliveryClass) {
        return Collections.frequency(ruling.classes().values(), deliveryClass);
    }
}

package dev.lastro.derive;

import dev.lastro.loan.Content;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.loan.Sighting;
import dev.lastro.loan.Sightings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives all deliveries of one identity their classes. */
final class Rulings {

    private Rulings() {}

    /**
     * @param same all lines of one identity of one provider, in any order, whatever class they have; at least one
     * @param bodySha256 lower-case hex SHA-256 of the body at a place, without salt; asked for only where one identity
     *     says two things of one time
     * @return the same lines in the same order, ruled
     */
    static List<Line> rule(List<Line> same, Function<Place, String> bodySha256) {
        if (same.size() == 1) {
            return List.of(same.getFirst().ruled(DeliveryClass.EVENT, null, 0, 0));
        }
        var ruling = Sightings.rule(
                same.stream().map(line -> new Seen(line.event(), bodySha256)).toList());
        var duplicates = 0;
        var conflicts = 0;
        for (var deliveryClass : ruling.classes().values()) {
            duplicates += deliveryClass == DeliveryClass.DUPLICATE ? 1 : 0;
            conflicts += deliveryClass == DeliveryClass.CONFLICT ? 1 : 0;
        }
        var ruled = new ArrayList<Line>(same.size());
        for (var line : same) {
            var as = Objects.requireNonNull(ruling.classes().get(line.place()));
            ruled.add(
                    as == DeliveryClass.EVENT
                            ? line.ruled(as, null, duplicates, conflicts)
                            : line.ruled(as, ruling.event(), 0, 0));
        }
        return ruled;
    }

    /** Asks for its body's digest at most once. */
    private static final class Seen implements Sighting {

        private final LoanEvent event;
        private final Function<Place, String> bodySha256;
        private @Nullable String digest;

        Seen(LoanEvent event, Function<Place, String> bodySha256) {
            this.event = event;
            this.bodySha256 = bodySha256;
        }

        @Override
        public Place place() {
            return event.place();
        }

        @Override
        public Instant receivedAt() {
            return event.receivedAt();
        }

        @Override
        public Instant occurredAt() {
            return event.occurredAt();
        }

        @Override
        public Content content() {
            return event.content();
        }

        @Override
        public String bodySha256() {
            var known = digest;
            if (known == null) {
                known = bodySha256.apply(event.place());
                digest = known;
            }
            return known;
        }
    }
}

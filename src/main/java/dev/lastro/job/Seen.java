package dev.lastro.job;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.loan.Sighting;
import dev.lastro.loan.Sightings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of an identity, and what it counts as among the others.
 *
 * @param loanId the loan that this delivery names
 * @param verdict null: not ruled yet
 */
record Seen(Sighting sighting, String loanId, @Nullable Verdict verdict) {

    /**
     * @param event DUPLICATE and CONFLICT: the place of the event
     * @param duplicates EVENT: deliveries of class DUPLICATE of it
     * @param conflicts EVENT: deliveries of class CONFLICT of it
     */
    record Verdict(DeliveryClass deliveryClass, @Nullable Place event, int duplicates, int conflicts) {}

    /** Rules all deliveries of one identity; the same list in the same order, each with its verdict. */
    static List<Seen> rule(List<Seen> group) {
        var ruling = Sightings.rule(group.stream().map(Seen::sighting).toList());
        var counts = new EnumMap<DeliveryClass, Integer>(DeliveryClass.class);
        ruling.classes().values().forEach(each -> counts.merge(each, 1, Integer::sum));
        var ruled = new ArrayList<Seen>(group.size());
        for (var each : group) {
            var place = each.sighting().place();
            var deliveryClass = ruling.classes().get(place);
            if (deliveryClass == null) {
                throw new IllegalStateException("no class for " + place);
            }
            var verdict = deliveryClass == DeliveryClass.EVENT
                    ? new Verdict(
                            deliveryClass,
                            null,
                            counts.getOrDefault(DeliveryClass.DUPLICATE, 0),
                            counts.getOrDefault(DeliveryClass.CONFLICT, 0))
                    : new Verdict(deliveryClass, ruling.event(), 0, 0);
            ruled.add(new Seen(each.sighting(), each.loanId(), verdict));
        }
        return ruled;
    }
}

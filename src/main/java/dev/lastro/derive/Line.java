package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import org.jspecify.annotations.Nullable;

/**
 * One delivery in a loan's story: what it says, and what it counts as among the others of its identity.
 *
 * @param event its counts of duplicates and conflicts are 0 unless the class is EVENT
 * @param identifiedByBody the provider sent no event id: the identity is the body's hash, so all of its deliveries are
 *     the same bytes and name the same loan
 * @param deliveryClass EVENT, DUPLICATE or CONFLICT
 * @param eventPlace DUPLICATE and CONFLICT: the place of the event
 */
public record Line(
        LoanEvent event,
        boolean identifiedByBody,
        DeliveryClass deliveryClass,
        @Nullable Place eventPlace) {

    public Place place() {
        return event.place();
    }

    public LoanKey loan() {
        return new LoanKey(event.provider(), event.loanId());
    }

    Line ruled(DeliveryClass as, @Nullable Place of, int duplicates, int conflicts) {
        if (as == deliveryClass
                && (of == null ? eventPlace == null : of.equals(eventPlace))
                && event.duplicates() == duplicates
                && event.conflicts() == conflicts) {
            return this;
        }
        return new Line(
                new LoanEvent(
                        event.provider(),
                        event.loanId(),
                        event.identity(),
                        event.event(),
                        event.type(),
                        event.status(),
                        event.previousStatus(),
                        event.occurredAt(),
                        event.timeAssumed(),
                        event.facts(),
                        event.place(),
                        event.receivedAt(),
                        duplicates,
                        conflicts),
                identifiedByBody,
                as,
                of);
    }
}

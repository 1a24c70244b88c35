package dev.lastro.loan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A fold's result without what tells of arrival itself: places became the identities of the events that they hold, and
 * the count of duplicates is gone. Two arrivals of the same tellings must be equal here.
 */
record Told(LoanState state, Map<String, String> setBy, List<Finding> findings, List<String> steps) {

    static Told of(Fold.Folded folded, Collection<LoanEvent> events) {
        Map<Place, String> identities =
                events.stream().collect(Collectors.toMap(LoanEvent::place, LoanEvent::identity));
        var setBy = new TreeMap<String, String>();
        folded.state()
                .setBy()
                .forEach((column, place) -> setBy.put(column, Objects.requireNonNull(identities.get(place), column)));
        return new Told(
                withoutArrival(folded.state()),
                setBy,
                folded.findings(),
                folded.steps().stream()
                        .map(s -> s.event().identity() + " " + s.outcome() + " " + s.from() + " " + s.to() + " "
                                + s.inferred())
                        .toList());
    }

    private static LoanState withoutArrival(LoanState s) {
        return new LoanState(
                s.provider(),
                s.loanId(),
                s.lifecycle(),
                s.state(),
                s.inferred(),
                s.contractNumber(),
                s.externalId(),
                s.createdAt(),
                s.signedAt(),
                s.disbursedAt(),
                s.closedAt(),
                s.contractedAmount(),
                s.disbursedAmount(),
                s.iofAmount(),
                s.feesAmount(),
                s.paidAmount(),
                s.installments(),
                s.installmentsPaid(),
                s.overdueSince(),
                s.firstEventAt(),
                s.lastEventAt(),
                s.events(),
                0,
                s.provisional(),
                s.nextLookAt(),
                Map.of());
    }
}

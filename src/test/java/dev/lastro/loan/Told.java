package dev.lastro.loan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
                s.overdueAmount(),
                s.outstandingAmount(),
                s.firstEventAt(),
                s.lastEventAt(),
                s.events(),
                0,
                s.provisional(),
                s.nextLookAt(),
                Map.of());
    }

    /** By column name, "" for none. */
    Map<String, String> fields() {
        LoanState s = state;
        var fields = new TreeMap<String, String>();
        fields.put("state", s.state());
        fields.put("inferred", text(s.inferred()));
        fields.put("contract_number", text(s.contractNumber()));
        fields.put("external_id", text(s.externalId()));
        fields.put("created_at", text(s.createdAt()));
        fields.put("signed_at", text(s.signedAt()));
        fields.put("disbursed_at", text(s.disbursedAt()));
        fields.put("closed_at", text(s.closedAt()));
        fields.put("contracted_amount", text(s.contractedAmount()));
        fields.put("disbursed_amount", text(s.disbursedAmount()));
        fields.put("iof_amount", text(s.iofAmount()));
        fields.put("fees_amount", text(s.feesAmount()));
        fields.put("paid_amount", text(s.paidAmount()));
        fields.put("installments", text(s.installments()));
        fields.put("installments_paid", text(s.installmentsPaid()));
        fields.put("overdue_since", text(s.overdueSince()));
        fields.put("first_event_at", text(s.firstEventAt()));
        fields.put("last_event_at", text(s.lastEventAt()));
        fields.put("events", text(s.events()));
        fields.put("provisional", text(s.provisional()));
        fields.put("next_look_at", text(s.nextLookAt()));
        return fields;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

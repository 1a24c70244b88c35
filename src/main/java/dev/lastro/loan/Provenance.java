package dev.lastro.loan;

import dev.lastro.loan.Step.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where one field of a loan comes from. Repetitions of an event are not named: they say what it says.
 *
 * @param field the report's column
 * @param setBy the delivery that set it
 * @param with deliveries that count in it besides: a sum has several
 * @param lost what others said of it, in the loan's order; then those that contradict an event of their own identity
 */
public record Provenance(String field, Place setBy, List<Place> with, List<Lost> lost) {

    /** @param value what that delivery says */
    public record Lost(Place place, String value, Reason reason) {}

    public enum Reason {
        /** A later event says it again, or otherwise: what a provider may correct the last one sets. */
        SUPERSEDED,
        /** It happens once, and an earlier event said so. */
        NOT_FIRST,
        /** The lifecycle does not allow it where the loan was. */
        NOT_ALLOWED,
        /** That instalment is paid since, or another is overdue for longer. */
        NOT_OLDEST_UNPAID,
        /** It contradicts the event of its own identity. */
        CONFLICT
    }

    private static final Map<String, Function<LoanEvent, @Nullable Object>> SAYS = says();

    /** Facts that the last event sets; dates that the first sets. */
    private static final Set<String> FIRST_WINS =
            Set.of("created_at", "signed_at", "disbursed_at", "installments_paid");

    /** A payment without a number is a payment of its own. */
    private static final Set<String> BY_INSTALMENT = Set.of("paid_amount", "installments_paid");

    private static Map<String, Function<LoanEvent, @Nullable Object>> says() {
        var says = new LinkedHashMap<String, Function<LoanEvent, @Nullable Object>>();
        says.put("contract_number", event -> event.facts().contractNumber());
        says.put("external_id", event -> event.facts().externalId());
        says.put("created_at", event -> at(event, EventType.CREATED));
        says.put("signed_at", event -> at(event, EventType.SIGNED));
        says.put("disbursed_at", event -> at(event, EventType.DISBURSED));
        says.put("contracted_amount", event -> event.facts().contractedAmount());
        says.put("disbursed_amount", event -> event.facts().disbursedAmount());
        says.put("iof_amount", event -> event.facts().iofAmount());
        says.put("fees_amount", event -> event.facts().feesAmount());
        says.put(
                "paid_amount",
                event -> event.event() == EventType.INSTALLMENT_PAID
                        ? event.facts().paidAmount()
                        : null);
        says.put("installments", event -> event.facts().installments());
        says.put("installments_paid", event -> number(event, EventType.INSTALLMENT_PAID));
        says.put("days_past_due", event -> at(event, EventType.INSTALLMENT_OVERDUE));
        return says;
    }

    private static @Nullable Object at(LoanEvent event, EventType type) {
        return event.event() == type ? event.occurredAt() : null;
    }

    private static @Nullable Object number(LoanEvent event, EventType type) {
        var number = event.facts().installmentNumber();
        return event.event() != type ? null : number == null ? "" : number;
    }

    /**
     * Of every field that was set, in the order of the report's columns.
     *
     * @param conflicts deliveries of the loan that contradict an event of their own identity
     */
    public static List<Provenance> of(Fold.Folded folded, Collection<LoanEvent> conflicts) {
        var provenance = new ArrayList<Provenance>();
        folded.state().setBy().forEach((field, setBy) -> {
            var losers = new Losers(field, setBy, folded.steps());
            conflicts.stream().sorted(Comparator.comparing(LoanEvent::place)).forEach(losers::conflict);
            provenance.add(new Provenance(field, setBy, List.copyOf(losers.with), List.copyOf(losers.lost)));
        });
        return provenance;
    }

    private static final class Losers {

        private final Function<LoanEvent, @Nullable Object> says;
        private final String field;
        private final List<Place> with = new ArrayList<>();
        private final List<Lost> lost = new ArrayList<>();

        Losers(String field, Place setBy, List<Step> steps) {
            this.field = field;
            // What is derived of the state or of all events is said by nobody.
            this.says = SAYS.getOrDefault(field, event -> null);
            if (field.equals("state")) {
                steps.stream()
                        .filter(step -> !step.event().place().equals(setBy))
                        .forEach(this::state);
            } else if (BY_INSTALMENT.contains(field)) {
                payments(setBy, steps);
            } else {
                steps.stream()
                        .map(Step::event)
                        .filter(event -> !event.place().equals(setBy))
                        .forEach(event -> lose(event, reason()));
            }
        }

        private Reason reason() {
            return field.equals("days_past_due")
                    ? Reason.NOT_OLDEST_UNPAID
                    : FIRST_WINS.contains(field) ? Reason.NOT_FIRST : Reason.SUPERSEDED;
        }

        private void state(Step step) {
            if (step.outcome() == Outcome.ILLEGAL || step.outcome() == Outcome.AFTER_TERMINAL) {
                lost.add(new Lost(step.event().place(), step.event().event().name(), Reason.NOT_ALLOWED));
            } else if (!step.from().equals(step.to())) {
                lost.add(new Lost(step.event().place(), step.to(), Reason.SUPERSEDED));
            }
        }

        /** Of each instalment one payment counts: the first in their number, the last in their sum. */
        private void payments(Place setBy, List<Step> steps) {
            var events = steps.stream()
                    .map(Step::event)
                    .filter(event -> says.apply(event) != null)
                    .toList();
            var counted = new HashSet<Place>();
            var numbers = new HashSet<Integer>();
            for (var event : FIRST_WINS.contains(field) ? events : events.reversed()) {
                var number = event.facts().installmentNumber();
                if (number == null || numbers.add(number)) {
                    counted.add(event.place());
                }
            }
            for (var event : events) {
                if (!counted.contains(event.place())) {
                    lose(event, reason());
                } else if (!event.place().equals(setBy)) {
                    with.add(event.place());
                }
            }
        }

        void conflict(LoanEvent event) {
            if (field.equals("state")) {
                lost.add(new Lost(event.place(), event.event().name(), Reason.CONFLICT));
            } else {
                lose(event, Reason.CONFLICT);
            }
        }

        private void lose(LoanEvent event, Reason reason) {
            var value = says.apply(event);
            if (value != null) {
                lost.add(new Lost(
                        event.place(),
                        value instanceof BigDecimal amount ? amount.toPlainString() : value.toString(),
                        reason));
            }
        }
    }
}

package dev.lastro.loan;

import dev.lastro.loan.Step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A loan's events walked through its lifecycle in order, up to the cut-off: what the rules look at. */
final class History {

    private static final int NONE_APPLIED = -1;

    final String provider;
    final String loanId;
    final Lifecycle lifecycle;
    final Instant cutOff;
    final Vocabulary vocabulary;
    final List<Step> steps;
    final Ledger ledger = new Ledger();

    /** For each step the index of the last one before it that was applied. */
    private final int[] appliedBefore;

    private Course.State state;
    private @Nullable LoanEvent enteredBy;
    private @Nullable LoanEvent firstInferredBy;
    private @Nullable Unreported unreported;

    /** @param events those before the cut-off, in order */
    History(
            String provider,
            String loanId,
            List<LoanEvent> events,
            Lifecycle lifecycle,
            Instant cutOff,
            Vocabulary vocabulary) {
        this.provider = provider;
        this.loanId = loanId;
        this.lifecycle = lifecycle;
        this.cutOff = cutOff;
        this.vocabulary = vocabulary;
        this.steps = new ArrayList<>(events.size());
        this.appliedBefore = new int[events.size()];
        this.state = lifecycle.course().start();
        int applied = NONE_APPLIED;
        for (int at = 0; at < events.size(); at++) {
            LoanEvent event = events.get(at);
            appliedBefore[at] = applied;
            if (walk(event)) {
                applied = at;
            }
            ledger.take(event, at);
        }
    }

    /** Whether the event was applied. */
    private boolean walk(LoanEvent event) {
        Course.State from = state;
        Course.Move move = from.move(event.event());
        if (move == null) {
            Outcome outcome = from.terminal() ? Outcome.AFTER_TERMINAL : Outcome.ILLEGAL;
            steps.add(new Step(event, outcome, from.name(), from.name(), List.of()));
            return false;
        }
        boolean gap = !move.chain().isEmpty();
        Outcome outcome = gap ? Outcome.APPLIED_AFTER_GAP : Outcome.APPLIED;
        steps.add(new Step(event, outcome, from.name(), move.to().name(), move.chain()));
        state = move.to();
        enteredBy = move.enters() ? event : enteredBy;
        firstInferredBy = gap && firstInferredBy == null ? event : firstInferredBy;
        return true;
    }

    LoanEvent event(int at) {
        return steps.get(at).event();
    }

    /** The last event before this one that the lifecycle allowed. */
    @Nullable
    LoanEvent appliedBefore(int at) {
        int before = appliedBefore[at];
        return before == NONE_APPLIED ? null : event(before);
    }

    /** The event that last entered the state in which the loan is; null where nothing happened yet. */
    @Nullable
    LoanEvent enteredBy() {
        return enteredBy;
    }

    Course.State state() {
        return state;
    }

    /** Received, or inferred from what came later. */
    boolean has(EventType event) {
        for (Step step : steps) {
            if (step.event().event() == event || step.inferred().contains(event)) {
                return true;
            }
        }
        return false;
    }

    /** The money is out, as we heard or must infer, and what it is owed by has not ended. */
    boolean running() {
        return !state.terminal()
                && enteredBy != null
                && enteredBy.event() != EventType.WRITTEN_OFF
                && enteredBy.event() != EventType.RENEGOTIATED
                && has(EventType.DISBURSED);
    }

    /** Worked out once, for the rule and for the next look. */
    Unreported unreported() {
        Unreported known = unreported == null ? Unreported.of(this) : unreported;
        unreported = known;
        return known;
    }

    /** @param nextEventAt the earliest event that does not count yet */
    LoanState toState(@Nullable Instant nextEventAt) {
        Instant nextLookAt = earlier(nextEventAt, unreported().next());
        boolean pending = false;
        if (enteredBy != null) {
            for (Lifecycle.Deadline deadline : state.deadlines()) {
                Instant reported =
                        enteredBy.occurredAt().plus(deadline.within()).plus(lifecycle.grace());
                if (!reported.isBefore(cutOff)) {
                    pending = true;
                    nextLookAt = earlier(nextLookAt, reported);
                }
            }
        }
        Ledger l = ledger;
        Instalments.Overdue overdue = l.instalments.overdue();
        return new LoanState(
                provider,
                loanId,
                lifecycle.name(),
                state.name(),
                firstInferredBy != null,
                fact(l.contractNumber, Facts::contractNumber),
                fact(l.externalId, Facts::externalId),
                at(l.created),
                at(l.signed),
                at(l.disbursed),
                state.terminal() ? at(enteredBy) : null,
                fact(l.contractedAmount, Facts::contractedAmount),
                l.disbursed == null ? null : fact(l.disbursedAmount, Facts::disbursedAmount),
                fact(l.iofAmount, Facts::iofAmount),
                fact(l.feesAmount, Facts::feesAmount),
                l.instalments.paidAmount(),
                fact(l.installments, Facts::installments),
                l.instalments.paid(),
                overdue == null ? null : overdue.since(),
                at(l.first),
                at(l.last),
                steps.size(),
                l.duplicates,
                pending,
                nextLookAt,
                setBy());
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    /** In the order of the report's columns. */
    private Map<String, Place> setBy() {
        var setBy = new LinkedHashMap<String, Place>();
        Ledger l = ledger;
        put(setBy, "contract_number", l.contractNumber);
        put(setBy, "external_id", l.externalId);
        put(setBy, "state", enteredBy);
        put(setBy, "inferred", firstInferredBy);
        put(setBy, "created_at", l.created);
        put(setBy, "signed_at", l.signed);
        put(setBy, "disbursed_at", l.disbursed);
        put(setBy, "closed_at", state.terminal() ? enteredBy : null);
        put(setBy, "contracted_amount", l.contractedAmount);
        put(setBy, "disbursed_amount", l.disbursed == null ? null : l.disbursedAmount);
        put(setBy, "iof_amount", l.iofAmount);
        put(setBy, "fees_amount", l.feesAmount);
        put(setBy, "paid_amount", l.instalments.paidAmountBy());
        put(setBy, "installments", l.installments);
        put(setBy, "installments_paid", l.instalments.paidCountBy());
        Instalments.Overdue overdue = l.instalments.overdue();
        put(setBy, "days_past_due", overdue == null ? null : overdue.by());
        put(setBy, "first_event_at", l.first);
        put(setBy, "last_event_at", l.last);
        return Collections.unmodifiableMap(setBy);
    }

    private static void put(Map<String, Place> setBy, String column, @Nullable LoanEvent by) {
        if (by != null) {
            setBy.put(column, by.place());
        }
    }

    private static <T> @Nullable T fact(@Nullable LoanEvent by, Function<Facts, @Nullable T> fact) {
        return by == null ? null : fact.apply(by.facts());
    }

    private static @Nullable Instant at(@Nullable LoanEvent event) {
        return event == null ? null : event.occurredAt();
    }
}

package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a loan's events say of its instalments, by number. A payment counts once per number; one without a number is a
 * payment of its own, and settles what was reported overdue without a number before it.
 */
final class Instalments {

    private final SortedMap<Integer, Instalment> byNumber = new TreeMap<>();
    private final SortedMap<Integer, LoanEvent> named = new TreeMap<>();
    private int paid;
    private BigDecimal paidWithoutNumber = BigDecimal.ZERO;
    private @Nullable Overdue overdueWithoutNumber;
    private @Nullable LoanEvent paidAmountBy;
    private @Nullable LoanEvent paidCountBy;

    /** @param at the event's place in the loan's order, from 0; calls come in that order */
    void paid(LoanEvent event, int at) {
        BigDecimal amount = event.facts().paidAmount();
        Integer number = event.facts().installmentNumber();
        if (amount != null) {
            paidAmountBy = event;
        }
        if (number == null) {
            paid++;
            paidCountBy = event;
            paidWithoutNumber = amount == null ? paidWithoutNumber : paidWithoutNumber.add(amount);
            overdueWithoutNumber = null;
            return;
        }
        Instalment instalment = byNumber.computeIfAbsent(number, n -> new Instalment());
        if (instalment.payments.isEmpty()) {
            paid++;
            paidCountBy = event;
        }
        instalment.payments.add(at);
        instalment.paidAmount = amount == null ? instalment.paidAmount : amount;
    }

    void overdue(LoanEvent event) {
        LocalDate named = event.facts().dueDate();
        var overdue = new Overdue(named == null ? BusinessDates.of(event.occurredAt()) : named, event);
        Integer number = event.facts().installmentNumber();
        if (number == null) {
            overdueWithoutNumber = older(overdueWithoutNumber, overdue);
            return;
        }
        Instalment instalment = byNumber.computeIfAbsent(number, n -> new Instalment());
        // a date that the provider names beats one that we derive, and a later word beats an earlier
        if (named != null || instalment.overdue == null) {
            instalment.overdue = overdue;
        }
    }

    /** What is no word of payment or delay may still say when an instalment is due. */
    void named(LoanEvent event) {
        Integer number = event.facts().installmentNumber();
        if (number != null && event.facts().dueDate() != null) {
            named.put(number, event);
        }
    }

    /** The events that last named an instalment's due date, by its number. */
    SortedMap<Integer, LoanEvent> named() {
        return named;
    }

    SortedMap<Integer, Instalment> byNumber() {
        return byNumber;
    }

    int paid() {
        return paid;
    }

    BigDecimal paidAmount() {
        BigDecimal sum = paidWithoutNumber;
        for (Instalment instalment : byNumber.values()) {
            sum = sum.add(instalment.paidAmount);
        }
        return sum;
    }

    /** The payment that last changed or confirmed the sum. */
    @Nullable
    LoanEvent paidAmountBy() {
        return paidAmountBy;
    }

    @Nullable
    LoanEvent paidCountBy() {
        return paidCountBy;
    }

    /** The oldest instalment that is reported overdue and not paid. */
    @Nullable
    Overdue overdue() {
        Overdue oldest = overdueWithoutNumber;
        for (Instalment instalment : byNumber.values()) {
            if (instalment.overdue != null && instalment.payments.isEmpty()) {
                oldest = older(oldest, instalment.overdue);
            }
        }
        return oldest;
    }

    private static Overdue older(@Nullable Overdue a, Overdue b) {
        return a == null || b.since().isBefore(a.since()) ? b : a;
    }

    /** @param since the due date */
    record Overdue(LocalDate since, LoanEvent by) {}

    static final class Instalment {
        private final List<Integer> payments = new ArrayList<>(1);
        private BigDecimal paidAmount = BigDecimal.ZERO;
        private @Nullable Overdue overdue;

        /** The paying events' places in the loan's order. */
        List<Integer> payments() {
            return payments;
        }
    }
}

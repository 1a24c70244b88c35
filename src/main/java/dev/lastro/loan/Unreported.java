package dev.lastro.loan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The instalments of a running loan of which neither payment nor delay was heard. Each is due by the end of its due date in
 * São Paulo, and is reported once three whole days more have passed: one that is due on the 10th from the 14th's report on.
 *
 * @param passed those of which it is time to report, by number
 * @param next the earliest instant, not before the cut-off, after which one more is; null: none
 */
record Unreported(List<One> passed, @Nullable Instant next) {

    private static final Unreported NONE = new Unreported(List.of(), null);
    private static final int DAYS = 3;

    /** A date beyond it is a provider's way to say never, or a slip. */
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** @param named the event that says when the instalment is due */
    record One(int number, LocalDate due, LoanEvent named) {

        Instant dueAt() {
            return BusinessDates.cutOff(due);
        }

        /** Strictly before a cut-off: it is a finding there. */
        Instant reportedAt() {
            return BusinessDates.cutOff(due.plusDays(DAYS));
        }

        /** Where the date is told only after it has passed, the day on which it is told. */
        LocalDate since() {
            LocalDate told = BusinessDates.of(named.occurredAt());
            LocalDate passed = due.plusDays(DAYS + 1L);
            return told.isAfter(passed) ? told : passed;
        }
    }

    static Unreported of(History history) {
        return history.running() ? among(dues(history.ledger), history.cutOff) : NONE;
    }

    private static Unreported among(List<One> dues, Instant cutOff) {
        LocalDate day = BusinessDates.of(cutOff);
        boolean begun = cutOff.isAfter(day.atStartOfDay(BusinessDates.ZONE).toInstant());
        LocalDate lastDue = (begun ? day : day.minusDays(1)).minusDays(DAYS + 1);
        var passed = new ArrayList<One>();
        One next = null;
        for (One one : dues) {
            if (!one.due().isAfter(lastDue)) {
                passed.add(one);
            } else if (next == null || one.due().isBefore(next.due())) {
                next = one;
            }
        }
        return new Unreported(passed, next == null ? null : next.reportedAt());
    }

    /** By number: the schedule's date, else the last that an event names, else the first due date and months. */
    private static List<One> dues(Ledger ledger) {
        var dues = new ArrayList<One>();
        var taken = new TreeSet<>(ledger.instalments.byNumber().keySet());
        LoanEvent schedule = ledger.schedule;
        if (schedule != null) {
            for (Facts.Due due : schedule.facts().schedule()) {
                add(dues, taken, due.number(), due.dueDate(), schedule);
            }
        }
        ledger.instalments
                .named()
                .forEach((number, event) ->
                        add(dues, taken, number, event.facts().dueDate(), event));
        addMonths(dues, taken, ledger);
        dues.sort(Comparator.comparingInt(One::number));
        return dues;
    }

    private static void addMonths(List<One> dues, TreeSet<Integer> taken, Ledger ledger) {
        LoanEvent firstDue = ledger.firstDueDate;
        LocalDate first = firstDue == null ? null : firstDue.facts().firstDueDate();
        Integer installments =
                ledger.installments == null ? null : ledger.installments.facts().installments();
        if (firstDue == null || first == null || installments == null || first.isAfter(LATEST)) {
            return;
        }
        for (int number = 1; number <= Math.min(installments, Rule.INSTALLMENTS_MAX); number++) {
            if (!taken.contains(number)) {
                add(dues, taken, number, first.plusMonths(number - 1L), firstDue);
            }
        }
    }

    private static void add(
            List<One> dues, TreeSet<Integer> taken, int number, @Nullable LocalDate due, LoanEvent named) {
        if (due == null || due.isAfter(LATEST) || number < 1 || number > Rule.INSTALLMENTS_MAX) {
            return;
        }
        if (taken.add(number)) {
            dues.add(new One(number, due, named));
        }
    }
}

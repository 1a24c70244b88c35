package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import dev.lastro.loan.Instalments.Instalment;
import dev.lastro.loan.Step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * One rule of spec section 6: looks at a loan's history and tells what it finds. Words and evidence are made of the
 * events alone, never of how often or in which order they were delivered.
 */
@FunctionalInterface
interface Rule {

    void check(History history, Consumer<Finding> found);

    /** No loan has more instalments: a higher number is a provider's slip, and would make as many findings. */
    int INSTALLMENTS_MAX = 1000;

    Rule MISSING_STEP = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            for (EventType expected : history.steps.get(at).inferred()) {
                if (history.lifecycle.course().required(expected)) {
                    LoanEvent proof = history.event(at);
                    boolean paidOutUnsigned = expected == EventType.SIGNED && history.has(EventType.DISBURSED);
                    found.accept(Findings.of(
                            history,
                            at,
                            FindingCode.MISSING_STEP,
                            paidOutUnsigned ? Severity.CRITICAL : Severity.HIGH,
                            expected,
                            proof.identity(),
                            List.of(proof.identity()),
                            "Ask " + history.provider + " to resend " + expected + " of loan " + history.loanId
                                    + ": it should have come before " + said(proof) + "."));
                }
            }
        }
    };

    Rule OVERDUE_STEP = (history, found) -> {
        LoanEvent entered = history.enteredBy();
        if (entered == null) {
            return;
        }
        for (Lifecycle.Deadline deadline : history.state().deadlines()) {
            Instant due = entered.occurredAt().plus(deadline.within());
            Instant reported = due.plus(history.lifecycle.grace());
            if (reported.isBefore(history.cutOff)) {
                EventType expected = deadline.expects().getFirst();
                found.accept(Findings.of(
                        history,
                        FindingCode.OVERDUE_STEP,
                        Severity.HIGH,
                        expected,
                        history.state().name(),
                        entered,
                        due,
                        BusinessDates.of(reported),
                        List.of(entered.identity()),
                        "Ask " + history.provider + " what became of loan " + history.loanId + ": it is in "
                                + history.state().name() + " since " + said(entered) + ", and by " + due + " one of "
                                + deadline.expects() + " was due."));
            }
        }
    };

    Rule ILLEGAL_TRANSITION = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            Step step = history.steps.get(at);
            if (step.outcome() == Outcome.ILLEGAL) {
                found.accept(faultOf(
                        history,
                        at,
                        FindingCode.ILLEGAL_TRANSITION,
                        Severity.HIGH,
                        "Ask " + history.provider + " how loan " + history.loanId + " came to " + said(step.event())
                                + " while it was in " + step.from() + ": no course of " + history.lifecycle.name()
                                + " leads there."));
            }
        }
    };

    Rule EVENT_AFTER_TERMINAL = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            Step step = history.steps.get(at);
            if (step.outcome() == Outcome.AFTER_TERMINAL) {
                found.accept(faultOf(
                        history,
                        at,
                        FindingCode.EVENT_AFTER_TERMINAL,
                        Severity.HIGH,
                        "Ask " + history.provider + " whether loan " + history.loanId + " is still open: it ended in "
                                + step.from() + ", and then came " + said(step.event()) + "."));
            }
        }
    };

    Rule CONFLICTING_DUPLICATE = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            if (event.conflicts() > 0) {
                found.accept(faultOf(
                        history,
                        at,
                        FindingCode.CONFLICTING_DUPLICATE,
                        Severity.HIGH,
                        "Ask " + history.provider + " which content of event " + event.identity() + " of loan "
                                + history.loanId
                                + " is right: it was delivered with different ones, and what counts is "
                                + said(event) + "."));
            }
        }
    };

    Rule DOUBLE_DISBURSEMENT = (history, found) -> {
        LoanEvent first = history.ledger.disbursed;
        for (int at = 0; first != null && at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            if (event.event() == EventType.DISBURSED && !event.identity().equals(first.identity())) {
                found.accept(Findings.of(
                        history,
                        at,
                        FindingCode.DOUBLE_DISBURSEMENT,
                        Severity.CRITICAL,
                        null,
                        event.identity(),
                        List.of(first.identity(), event.identity()),
                        "Look in the bank statement whether loan " + history.loanId + " was paid out twice: "
                                + history.provider + " reported " + said(first) + ", and again " + said(event) + "."));
            }
        }
    };

    Rule PAYMENT_DUPLICATED = (history, found) -> {
        for (Map.Entry<Integer, Instalment> entry :
                history.ledger.instalments.byNumber().entrySet()) {
            List<Integer> payments = entry.getValue().payments();
            if (payments.size() > 1) {
                var evidence = new ArrayList<String>();
                payments.forEach(at -> evidence.add(history.event(at).identity()));
                found.accept(Findings.of(
                        history,
                        payments.get(1),
                        FindingCode.PAYMENT_DUPLICATED,
                        Severity.HIGH,
                        null,
                        entry.getKey().toString(),
                        evidence,
                        "Ask " + history.provider + " which payment of instalment " + entry.getKey() + " of loan "
                                + history.loanId + " is real: " + said(history.event(payments.get(0)))
                                + " paid it, and then "
                                + said(history.event(payments.get(1))) + "; it counts once."));
            }
        }
    };

    Rule INSTALLMENT_GAP = (history, found) -> {
        SortedMap<Integer, Instalment> byNumber = history.ledger.instalments.byNumber();
        int highest = byNumber.isEmpty() ? 0 : Math.min(byNumber.lastKey(), INSTALLMENTS_MAX);
        var gaps = new ArrayList<Finding>();
        // the first payment in order of a higher instalment: from then on the gap could be seen
        int proof = Integer.MAX_VALUE;
        for (int number = highest; number >= 1; number--) {
            Instalment instalment = byNumber.get(number);
            if (instalment == null && proof < Integer.MAX_VALUE) {
                gaps.add(gap(history, proof, number));
            } else if (instalment != null && !instalment.payments().isEmpty()) {
                proof = Math.min(proof, instalment.payments().getFirst());
            }
        }
        gaps.reversed().forEach(found);
    };

    Rule SETTLED_WITH_OPEN_INSTALLMENTS = (history, found) -> {
        LoanEvent by = history.ledger.installments;
        Integer installments = by == null ? null : by.facts().installments();
        int paid = history.ledger.instalments.paid();
        for (int at = 0; installments != null && paid < installments && at < history.steps.size(); at++) {
            Outcome outcome = history.steps.get(at).outcome();
            boolean applied = outcome == Outcome.APPLIED || outcome == Outcome.APPLIED_AFTER_GAP;
            if (applied && history.event(at).event() == EventType.SETTLED) {
                found.accept(faultOf(
                        history,
                        at,
                        FindingCode.SETTLED_WITH_OPEN_INSTALLMENTS,
                        Severity.HIGH,
                        "Ask " + history.provider + " for the missing payments of loan " + history.loanId + ": "
                                + said(history.event(at)) + " closed it, and " + paid + " of " + installments
                                + " instalments are reported paid."));
            }
        }
    };

    /** All of them, in the order in which their findings are told. */
    List<Rule> ALL = List.of(
            MISSING_STEP,
            OVERDUE_STEP,
            ILLEGAL_TRANSITION,
            EVENT_AFTER_TERMINAL,
            CONFLICTING_DUPLICATE,
            DOUBLE_DISBURSEMENT,
            PAYMENT_DUPLICATED,
            INSTALLMENT_GAP,
            SETTLED_WITH_OPEN_INSTALLMENTS);

    private static Finding faultOf(History history, int at, FindingCode code, Severity severity, String action) {
        String identity = history.event(at).identity();
        return Findings.of(history, at, code, severity, null, identity, List.of(identity), action);
    }

    private static Finding gap(History history, int proof, int missing) {
        LoanEvent payment = history.event(proof);
        return Findings.of(
                history,
                proof,
                FindingCode.INSTALLMENT_GAP,
                Severity.MEDIUM,
                null,
                String.valueOf(missing),
                List.of(payment.identity()),
                "Ask " + history.provider + " for instalment " + missing + " of loan " + history.loanId
                        + ": it is neither paid nor overdue, and a later one is paid by " + said(payment) + ".");
    }

    /** {@code DISBURSED of 2026-11-20T12:00:00Z (event evt-1)}. */
    private static String said(LoanEvent event) {
        return event.event() + " of " + event.occurredAt() + " (event " + event.identity() + ")";
    }
}

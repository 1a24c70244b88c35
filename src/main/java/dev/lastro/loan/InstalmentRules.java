package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import dev.lastro.loan.Instalments.Instalment;
import dev.lastro.loan.Step.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Rules about a loan's instalments and its money. */
final class InstalmentRules {

    private InstalmentRules() {}

    static final Rule PAYMENT_DUPLICATED = (history, found) -> {
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
                        new Text(
                                "Ask " + history.provider + " which payment of instalment " + entry.getKey()
                                        + " of loan " + history.loanId + " is real: "
                                        + Words.en(history.event(payments.get(0))) + " paid it, and then "
                                        + Words.en(history.event(payments.get(1))) + "; it counts once.",
                                "Pergunte ao provedor " + history.provider + " qual pagamento da parcela "
                                        + entry.getKey() + " do empréstimo " + history.loanId + " é o verdadeiro: "
                                        + Words.pt(history.event(payments.get(0))) + " a quitou, e depois veio "
                                        + Words.pt(history.event(payments.get(1)))
                                        + "; a parcela conta uma só vez.")));
            }
        }
    };

    static final Rule INSTALLMENT_GAP = (history, found) -> {
        SortedMap<Integer, Instalment> byNumber = history.ledger.instalments.byNumber();
        int highest = byNumber.isEmpty() ? 0 : Math.min(byNumber.lastKey(), Rule.INSTALLMENTS_MAX);
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

    static final Rule SETTLED_WITH_OPEN_INSTALLMENTS = (history, found) -> {
        LoanEvent by = history.ledger.installments;
        Integer installments = by == null ? null : by.facts().installments();
        int paid = history.ledger.instalments.paid();
        for (int at = 0; installments != null && paid < installments && at < history.steps.size(); at++) {
            Outcome outcome = history.steps.get(at).outcome();
            boolean applied = outcome == Outcome.APPLIED || outcome == Outcome.APPLIED_AFTER_GAP;
            if (applied && history.event(at).event() == EventType.SETTLED) {
                found.accept(Findings.fault(
                        history,
                        at,
                        FindingCode.SETTLED_WITH_OPEN_INSTALLMENTS,
                        Severity.HIGH,
                        new Text(
                                "Ask " + history.provider + " for the missing payments of loan " + history.loanId
                                        + ": " + Words.en(history.event(at)) + " closed it, and " + paid + " of "
                                        + installments + " instalments are reported paid.",
                                "Peça ao provedor " + history.provider + " os pagamentos que faltam do empréstimo "
                                        + history.loanId + ": " + Words.pt(history.event(at)) + " o encerrou, e só "
                                        + paid + " de " + installments + " parcelas constam como pagas.")));
            }
        }
    };

    static final Rule INSTALLMENT_UNREPORTED = (history, found) -> {
        for (Unreported.One one : history.unreported().passed()) {
            found.accept(Findings.of(
                    history,
                    FindingCode.INSTALLMENT_UNREPORTED,
                    Severity.MEDIUM,
                    null,
                    String.valueOf(one.number()),
                    history.ledger.disbursed,
                    one.dueAt(),
                    one.since(),
                    List.of(one.named().identity()),
                    new Text(
                            "Ask " + history.provider + " what became of instalment " + one.number() + " of loan "
                                    + history.loanId + ": it was due on " + one.due() + " by "
                                    + Words.en(one.named()) + ", and neither payment nor delay was reported.",
                            "Pergunte ao provedor " + history.provider + " o que houve com a parcela " + one.number()
                                    + " do empréstimo " + history.loanId + ": venceu em " + Words.pt(one.due())
                                    + ", segundo " + Words.pt(one.named())
                                    + ", e não foi informado nem pagamento nem atraso.")));
        }
    };

    static final Rule AMOUNT_MISMATCH = (history, found) -> {
        for (Money.Mismatch mismatch : Money.mismatches(history)) {
            LoanEvent event = history.event(mismatch.at());
            found.accept(Findings.of(
                    history,
                    FindingCode.AMOUNT_MISMATCH,
                    Severity.HIGH,
                    null,
                    event.identity(),
                    history.appliedBefore(mismatch.at()),
                    null,
                    mismatch.since(),
                    mismatch.evidence(),
                    new Text(
                            "Ask " + history.provider + " which amounts of loan " + history.loanId + " are right: at "
                                    + Words.en(event) + " " + mismatch.en() + ".",
                            "Pergunte ao provedor " + history.provider + " quais valores do empréstimo "
                                    + history.loanId + " estão certos: em " + Words.pt(event) + " " + mismatch.pt()
                                    + ".")));
        }
    };

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
                new Text(
                        "Ask " + history.provider + " for instalment " + missing + " of loan " + history.loanId
                                + ": it is neither paid nor overdue, and a later one is paid by " + Words.en(payment)
                                + ".",
                        "Peça ao provedor " + history.provider + " notícia da parcela " + missing + " do empréstimo "
                                + history.loanId + ": não consta paga nem em atraso, e uma posterior foi paga por "
                                + Words.pt(payment) + "."));
    }
}

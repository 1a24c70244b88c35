package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import dev.lastro.loan.Instalments.Instalment;
import dev.lastro.loan.Step.Outcome;
import java.time.Duration;
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

    /** The log of what `import` brings: history, which is late by its nature. */
    String IMPORT = "import";

    Duration LATE = Duration.ofDays(2);
    Duration SKEW = Duration.ofMinutes(5);

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
                            new Text(
                                    "Ask " + history.provider + " to resend " + expected + " of loan " + history.loanId
                                            + ": it should have come before " + Words.en(proof) + ".",
                                    "Peça ao provedor " + history.provider + " que reenvie " + Words.pt(expected)
                                            + " do empréstimo " + history.loanId + ": deveria ter vindo antes de "
                                            + Words.pt(proof) + ".")));
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
                        new Text(
                                "Ask " + history.provider + " what became of loan " + history.loanId + ": it is in "
                                        + history.state().name() + " since " + Words.en(entered) + ", and by " + due
                                        + " one of " + deadline.expects() + " was due.",
                                "Pergunte ao provedor " + history.provider + " o que houve com o empréstimo "
                                        + history.loanId + ": está em "
                                        + history.state().name() + " desde "
                                        + Words.pt(entered) + ", e até " + Words.pt(due)
                                        + " era esperado um destes eventos: " + Words.pt(deadline.expects()) + ".")));
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
                        new Text(
                                "Ask " + history.provider + " how loan " + history.loanId + " came to "
                                        + Words.en(step.event()) + " while it was in " + step.from()
                                        + ": no course of " + history.lifecycle.name() + " leads there.",
                                "Pergunte ao provedor " + history.provider + " como o empréstimo " + history.loanId
                                        + " chegou a " + Words.pt(step.event()) + " estando em " + step.from()
                                        + ": nenhum caminho de " + history.lifecycle.name() + " leva até lá.")));
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
                        new Text(
                                "Ask " + history.provider + " whether loan " + history.loanId
                                        + " is still open: it ended in " + step.from() + ", and then came "
                                        + Words.en(step.event()) + ".",
                                "Confirme com o provedor " + history.provider + " se o empréstimo " + history.loanId
                                        + " ainda está aberto: foi encerrado em " + step.from() + ", e depois veio "
                                        + Words.pt(step.event()) + ".")));
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
                        new Text(
                                "Ask " + history.provider + " which content of event " + event.identity() + " of loan "
                                        + history.loanId
                                        + " is right: it was delivered with different ones, and what counts is "
                                        + Words.en(event) + ".",
                                "Pergunte ao provedor " + history.provider + " qual conteúdo do evento "
                                        + event.identity() + " do empréstimo " + history.loanId
                                        + " está certo: foi entregue com conteúdos diferentes, e vale "
                                        + Words.pt(event) + ".")));
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
                        new Text(
                                "Look in the bank statement whether loan " + history.loanId + " was paid out twice: "
                                        + history.provider + " reported " + Words.en(first) + ", and again "
                                        + Words.en(event) + ".",
                                "Confira no extrato bancário se o empréstimo " + history.loanId
                                        + " foi desembolsado duas vezes: o provedor " + history.provider + " informou "
                                        + Words.pt(first) + " e, de novo, " + Words.pt(event) + ".")));
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

    Rule INSTALLMENT_UNREPORTED = (history, found) -> {
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

    Rule AMOUNT_MISMATCH = (history, found) -> {
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

    /** What proves a lost webhook even where no step is missing; see {@link Sequence}. */
    Rule SEQUENCE_BREAK = (history, found) -> {
        for (Sequence.Break gap : Sequence.breaks(history)) {
            LoanEvent event = history.event(gap.at());
            LoanEvent before = gap.before();
            String previous = event.previousStatus();
            found.accept(Findings.of(
                    history,
                    gap.at(),
                    FindingCode.SEQUENCE_BREAK,
                    Severity.MEDIUM,
                    null,
                    event.identity(),
                    before == null ? List.of(event.identity()) : List.of(before.identity(), event.identity()),
                    new Text(
                            "Ask " + history.provider + " to resend what it reported of loan " + history.loanId
                                    + " before " + Words.en(event) + ": that says that the status before it was \""
                                    + previous + "\", and "
                                    + (before == null
                                            ? "nothing came before it."
                                            : "what came before it is " + Words.en(before) + " with status \""
                                                    + before.status() + "\"."),
                            "Peça ao provedor " + history.provider + " que reenvie o que informou do empréstimo "
                                    + history.loanId + " antes de " + Words.pt(event)
                                    + ": ele diz que o status anterior era \"" + previous + "\", e "
                                    + (before == null
                                            ? "nada chegou antes dele."
                                            : "o que chegou antes foi " + Words.pt(before) + " com status \""
                                                    + before.status() + "\"."))));
        }
    };

    /** The delay itself is in events.csv: told here, it would differ from one order of delivery to another. */
    Rule LATE_DELIVERY = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            boolean late = event.receivedAt().isAfter(event.occurredAt().plus(LATE));
            if (late && !event.timeAssumed() && !event.place().log().equals(IMPORT)) {
                found.accept(faultOf(
                        history,
                        at,
                        FindingCode.LATE_DELIVERY,
                        Severity.INFO,
                        new Text(
                                "Nothing is missing: " + Words.en(event) + " of loan " + history.loanId
                                        + " was first received more than 48 hours after it occurred. Ask "
                                        + history.provider + " why, if it goes on.",
                                "Nada falta: " + Words.pt(event) + " do empréstimo " + history.loanId
                                        + " só foi recebido mais de 48 horas depois de ocorrer. Se continuar, pergunte"
                                        + " o motivo ao provedor " + history.provider + ".")));
            }
        }
    };

    Rule CLOCK_SKEW = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            boolean ahead = event.occurredAt().isAfter(event.receivedAt().plus(SKEW));
            if (ahead && !event.timeAssumed()) {
                found.accept(faultOf(
                        history,
                        at,
                        FindingCode.CLOCK_SKEW,
                        Severity.MEDIUM,
                        new Text(
                                "Ask " + history.provider + " to set its clock, or whose time it sends: "
                                        + Words.en(event)
                                        + " of loan " + history.loanId
                                        + " was received more than 5 minutes before it says that it occurred.",
                                "Peça ao provedor " + history.provider
                                        + " que acerte o relógio, ou que diga de que fuso é a hora que envia: "
                                        + Words.pt(event) + " do empréstimo " + history.loanId
                                        + " foi recebido mais de 5 minutos antes da hora em que diz ter ocorrido.")));
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
            INSTALLMENT_UNREPORTED,
            SETTLED_WITH_OPEN_INSTALLMENTS,
            AMOUNT_MISMATCH,
            SEQUENCE_BREAK,
            LATE_DELIVERY,
            CLOCK_SKEW);

    private static Finding faultOf(History history, int at, FindingCode code, Severity severity, Text action) {
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
                new Text(
                        "Ask " + history.provider + " for instalment " + missing + " of loan " + history.loanId
                                + ": it is neither paid nor overdue, and a later one is paid by " + Words.en(payment)
                                + ".",
                        "Peça ao provedor " + history.provider + " notícia da parcela " + missing + " do empréstimo "
                                + history.loanId + ": não consta paga nem em atraso, e uma posterior foi paga por "
                                + Words.pt(payment) + "."));
    }
}

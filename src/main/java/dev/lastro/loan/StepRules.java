package dev.lastro.loan;

import dev.lastro.loan.Finding.Severity;
import dev.lastro.loan.Step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rules about the steps of a loan: which are missing or late, which do not fit, and how their deliveries came. */
final class StepRules {

    /** The log of what `import` brings: history, which is late by its nature. */
    private static final String IMPORT = "import";

    private static final Duration LATE = Duration.ofDays(2);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private StepRules() {}

    static final Rule MISSING_STEP = (history, found) -> {
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

    static final Rule OVERDUE_STEP = (history, found) -> {
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

    static final Rule ILLEGAL_TRANSITION = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            Step step = history.steps.get(at);
            if (step.outcome() == Outcome.ILLEGAL) {
                found.accept(Findings.fault(
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

    static final Rule EVENT_AFTER_TERMINAL = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            Step step = history.steps.get(at);
            if (step.outcome() == Outcome.AFTER_TERMINAL) {
                found.accept(Findings.fault(
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

    static final Rule CONFLICTING_DUPLICATE = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            if (event.conflicts() > 0) {
                found.accept(Findings.fault(
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

    static final Rule DOUBLE_DISBURSEMENT = (history, found) -> {
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

    /** What proves a lost webhook even where no step is missing; see {@link Sequence}. */
    static final Rule SEQUENCE_BREAK = (history, found) -> {
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
    static final Rule LATE_DELIVERY = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            boolean late = event.receivedAt().isAfter(event.occurredAt().plus(LATE));
            if (late && !event.timeAssumed() && !event.place().log().equals(IMPORT)) {
                found.accept(Findings.fault(
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

    static final Rule CLOCK_SKEW = (history, found) -> {
        for (int at = 0; at < history.steps.size(); at++) {
            LoanEvent event = history.event(at);
            boolean ahead = event.occurredAt().isAfter(event.receivedAt().plus(SKEW));
            if (ahead && !event.timeAssumed()) {
                found.accept(Findings.fault(
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
}

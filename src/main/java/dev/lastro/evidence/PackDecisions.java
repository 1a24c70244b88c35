package dev.lastro.evidence;

import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.Kind;
import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.FindingStatus;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import dev.lastro.loan.Standings;
import dev.lastro.page.Html;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page's part about what people decided of the loan's findings: who, when, why, and who approved it. */
final class PackDecisions {

    private final Standings standings = new Standings();
    private final Map<FindingKey, String> codes = new HashMap<>();
    private final LoanState loan;
    private final List<Line> lines;

    /** @param delivery that is in the pack; null: it names other loans too, and is not */
    record Line(Place place, Decision decision, Pack.@Nullable Delivery delivery) {}

    /** @param lines in the order of their log */
    PackDecisions(Fold.Folded folded, List<Line> lines) {
        this.loan = folded.state();
        this.lines = lines;
        lines.forEach(line -> standings.add(line.place(), line.decision()));
        folded.findings()
                .forEach(finding ->
                        codes.put(FindingKey.of(finding), finding.code().name()));
    }

    /** With the decision that gave it. */
    String status(Finding finding) {
        var standing = standings.of(FindingKey.of(finding));
        var by = standing.by();
        return both(standing.status())
                + (by == null
                        ? ""
                        : "<br><code>%s</code>".formatted(Html.safe(by.place().toString())));
    }

    private static String both(FindingStatus status) {
        return switch (status) {
            case OPEN -> "aberta / open";
            case ACKNOWLEDGED -> "reconhecida / acknowledged";
            case WAIVED -> "dispensada / waived";
        };
    }

    void write(Html page) {
        page.heading("O que foi decidido das pendências", "What was decided of the findings");
        if (lines.isEmpty()) {
            page.paragraph("Nada.", "Nothing.");
            return;
        }
        page.append("<table>\n<tr><th>Quando / When</th><th>Quem / Who</th><th>Decisão / Decision</th>"
                + "<th>Pendência / Finding</th><th>Motivo / Reason</th><th>Prova / Proof</th></tr>\n");
        for (var line : lines) {
            var decision = line.decision();
            page.append("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(
                            Html.time(decision.at()),
                            who(decision),
                            what(decision),
                            findings(decision),
                            Html.safe(decision.because()),
                            proof(line)));
        }
        page.append("</table>\n");
        page.paragraph(
                "O nome de quem decidiu é o que a própria pessoa deu; provado é que a decisão, com esse nome, está no registro desde o momento da selagem.",
                "The name of who decided is as that person gave it; what is proved is that the decision, with that name, is in the log since it was sealed.");
    }

    private static String who(Decision decision) {
        var by = Html.safe(decision.by());
        return decision.enteredBy().equals(decision.by())
                ? by
                : "%s<br>digitado por / entered by %s".formatted(by, Html.safe(decision.enteredBy()));
    }

    private static String what(Decision decision) {
        return switch (decision.kind()) {
            case ACKNOWLEDGED -> "reconhece / acknowledges";
            case WAIVED -> "pede dispensa / asks for a waiver";
            case WAIVER_APPROVED -> "aprova a dispensa / approves the waiver";
            case WAIVER_REFUSED -> "recusa a dispensa / refuses the waiver";
            case REOPENED -> "reabre / reopens";
            case COMMENTED -> "comenta / comments";
            case ASSIGNED -> "atribui a / assigns to " + Html.safe(String.valueOf(decision.to()));
        };
    }

    /** Of this loan alone; an approval with what it approves. */
    private String findings(Decision decision) {
        var told = new ArrayList<String>();
        for (var each : decision.about()) {
            var code = codes.get(each.finding());
            if (each.finding().isOf(loan.provider(), loan.loanId())) {
                told.add("%s<code>%s</code>%s"
                        .formatted(
                                code == null ? "não consta mais / stands no more " : code + " ",
                                Html.safe(each.finding().id()),
                                decision.kind() == Kind.WAIVER_APPROVED
                                        ? " (%s)".formatted(Html.safe(String.valueOf(each.waiver())))
                                        : ""));
            }
        }
        return String.join("<br>", told);
    }

    private static String proof(Line line) {
        var delivery = line.delivery();
        if (delivery == null) {
            return "<code>%s</code><br>trata também de outros empréstimos, por isso não está neste pacote nem é provada aqui / is about other loans too, so it is not in this pack, and not proved here"
                    .formatted(Html.safe(line.place().toString()));
        }
        return "%s<br><code>%s</code>"
                .formatted(
                        delivery.sealed() ? "selada / sealed" : "ainda não selada / not sealed yet",
                        Html.safe(delivery.file("")));
    }
}

package dev.lastro.evidence;

import dev.lastro.job.LoanHistory.Told;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Words;
import dev.lastro.page.Html;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The page that a lawyer reads: Portuguese, then English, in one file that asks the network for nothing. Whatever a provider
 * sent is a stranger's text here.
 */
final class PackPage {

    static final String README = """
            LASTRO - PACOTE DE EVIDÊNCIAS / EVIDENCE PACK

            Abra index.html. / Open index.html.

            Para verificar sem confiar em quem fez o pacote, obtenha a chave pública por outro caminho (ela não vem aqui):
            To verify it without trusting whoever made it, get the public key from elsewhere (it is not in here):

                java -jar lastro.jar verify pack FILE.zip --key=lastro.key.pub
                python3 verify.py pack FILE.zip --key lastro.key.pub

            deliveries/LOG-POSITION/   body, headers, salt: os bytes recebidos / the bytes as they were received
                                       (decisions-…: o que pessoas decidiram / what people decided)
                                       entry: o registro no log, com os hashes deles / the log's entry, with their hashes
                                       inclusion.tlog-proof: prova de inclusão / proof of inclusion (c2sp.org/tlog-proof)
            checkpoints/LOG            a raiz assinada / the signed root (c2sp.org/tlog-checkpoint)
            timeline.json              a história do empréstimo, derivada / the loan's story, derived
            definitions/               as regras com que foi derivada / the rules by which it was derived
            pack.json                  a lista de tudo / the list of it all
            """;

    /** Of a body: what a person may want to see at once; the rest is in its file. */
    private static final int SHOWN = 4_000;

    private final Fold.Folded folded;
    private final PackDecisions decisions;
    private final List<Line> lines;
    private final SortedMap<String, Pack.Checkpoint> checkpoints;

    /**
     * @param told null: an act of the receiver's own, or what it erased
     * @param body its beginning, as text
     */
    record Line(Pack.Delivery delivery, @Nullable Told told, String body, boolean isCut) {

        static Line of(Pack.Delivery delivery, @Nullable Told told, byte[] body) {
            var shown = new String(body, 0, Math.min(SHOWN, body.length), StandardCharsets.UTF_8);
            return new Line(delivery, told, shown, body.length > SHOWN);
        }
    }

    PackPage(
            Fold.Folded folded,
            List<PackDecisions.Line> decided,
            List<Line> lines,
            SortedMap<String, Pack.Checkpoint> checkpoints) {
        this.folded = folded;
        this.decisions = new PackDecisions(folded, decided);
        this.lines = lines;
        this.checkpoints = checkpoints;
    }

    String html() {
        var state = folded.state();
        var page = new Html("Evidências do empréstimo %s (%s)".formatted(state.loanId(), state.provider()), "");
        page.paragraph(
                "Este pacote contém as mensagens (webhooks) que a plataforma %s enviou sobre este empréstimo, byte por byte como foram recebidas, e as provas de que cada uma está no registro do recebedor, a que só se acrescenta."
                        .formatted(state.provider()),
                "This pack has the messages (webhooks) that the platform %s sent about this loan, byte for byte as they were received, and the proofs that each of them is in the receiver's append-only log."
                        .formatted(state.provider()));
        loan(page, state);
        deliveries(page);
        findings(page);
        decisions.write(page);
        proof(page);
        return page.end();
    }

    private static void loan(Html page, LoanState state) {
        page.heading("O empréstimo", "The loan");
        page.append("<table>\n");
        page.row(
                "Situação / State", state.state() + (state.inferred() ? " (inferida em parte / partly inferred)" : ""));
        page.row("Contrato / Contract", state.contractNumber());
        page.row("Criado em / Created", Html.time(state.createdAt()));
        page.row("Assinado em / Signed", Html.time(state.signedAt()));
        page.row("Desembolsado em / Disbursed", Html.time(state.disbursedAt()));
        page.row("Encerrado em / Closed", Html.time(state.closedAt()));
        page.row("Valor contratado / Contracted", Html.money(state.contractedAmount()));
        page.row("Valor desembolsado / Disbursed amount", Html.money(state.disbursedAmount()));
        page.row("IOF", Html.money(state.iofAmount()));
        page.row("Tarifas / Fees", Html.money(state.feesAmount()));
        page.row("Valor pago / Paid", Html.money(state.paidAmount()));
        page.append("</table>\n");
    }

    private void deliveries(Html page) {
        page.heading("O que foi recebido, na ordem do recebimento", "What was received, in the order of receipt");
        page.append("<table>\n<tr><th>Recebido / Received</th><th>Ocorrido / Occurred</th>"
                + "<th>O que diz / What it says</th><th>Como conta / How it counts</th><th>Prova / Proof</th></tr>\n");
        for (var line : lines) {
            var delivery = line.delivery();
            var told = line.told();
            page.append("<tr><td>%s</td><td>%s</td><td>%s%s</td><td>%s</td><td>%s<br><code>%s</code></td></tr>\n"
                    .formatted(
                            Html.time(delivery.receivedAt()),
                            occurred(told),
                            Html.safe(said(told)),
                            body(line),
                            counts(line),
                            delivery.sealed() ? "selada / sealed" : "ainda não selada / not sealed yet",
                            Html.safe(delivery.file(""))));
        }
        page.append("</table>\n");
    }

    private static String occurred(@Nullable Told told) {
        return told == null ? "" : told.timeAssumed() ? "não diz / does not say" : Html.time(told.occurredAt());
    }

    private static String said(@Nullable Told told) {
        if (told == null) {
            return "";
        }
        var words =
                String.join(" ", told.type() == null ? "" : told.type(), told.status() == null ? "" : told.status());
        var event = told.event();
        return event == null ? words : "%s: %s".formatted(Words.portuguese(event), words);
    }

    private static String body(Line line) {
        return line.delivery().erased()
                ? ""
                : "<details><summary>conteúdo / content</summary><pre>%s%s</pre></details>"
                        .formatted(Html.safe(line.body()), line.isCut() ? "…" : "");
    }

    private static String counts(Line line) {
        var event = line.told() == null ? null : line.told().eventPlace();
        return switch (line.delivery().deliveryClass()) {
            case "EVENT" -> "evento / event";
            case "DUPLICATE" -> "repetição de / repeats %s".formatted(Html.safe(String.valueOf(event)));
            case "CONFLICT" -> "contradiz / contradicts %s".formatted(Html.safe(String.valueOf(event)));
            case "UNKNOWN" -> "não reconhecida / not understood";
            case "QUARANTINED" -> "ilegível / unreadable";
            case "ERASED" -> "conteúdo apagado por lei (LGPD) / content erased by law";
            case "NOT_LOAN" -> "ato do próprio recebedor / an act of the receiver's own";
            default -> Html.safe(line.delivery().deliveryClass());
        };
    }

    private void findings(Html page) {
        page.heading("Pendências", "Findings");
        if (folded.findings().isEmpty()) {
            page.paragraph("Nenhuma.", "None.");
            return;
        }
        page.append(
                "<table>\n<tr><th>Código / Code</th><th>Situação / Status</th><th>Falta / Missing</th><th>Desde / Since</th>"
                        + "<th>O que fazer / What to do</th></tr>\n");
        for (var finding : folded.findings()) {
            page.append(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s <span class=\"en\" lang=\"en\">%s</span></td></tr>\n"
                            .formatted(
                                    finding.code(),
                                    decisions.status(finding),
                                    finding.expected() == null ? "" : Words.portuguese(finding.expected()),
                                    Html.day(finding.since()),
                                    Html.safe(finding.suggestedAction().pt()),
                                    Html.safe(finding.suggestedAction().en())));
        }
        page.append("</table>\n");
    }

    private void proof(Html page) {
        page.heading("O que prova o quê", "What proves what");
        page.paragraph(
                "Os arquivos body, headers e salt de cada entrega dão os hashes SHA-256 do seu registro (entry). A prova de inclusão leva do registro à raiz de uma árvore de Merkle (RFC 6962), e essa raiz, com data e hora, foi assinada (Ed25519) nos checkpoints abaixo. Quem tem a chave pública, obtida por outro caminho, confere tudo sem o recebedor; mudar um só byte rompe a cadeia.",
                "The files body, headers and salt of each delivery make the SHA-256 hashes of its entry. The proof of inclusion leads from the entry to the root of a Merkle tree (RFC 6962), and that root, with its time, was signed (Ed25519) in the checkpoints below. Who has the public key, got from elsewhere, verifies all of it without the receiver; one changed byte breaks the chain.");
        page.append("<ul>\n");
        checkpoints.forEach((log, checkpoint) -> page.append("<li><code>%s</code>: %d entregas / deliveries</li>\n"
                .formatted(Html.safe(checkpoint.file()), checkpoint.size())));
        page.append("</ul>\n");
        page.paragraph(
                "O que não é provado: que não haja outras entregas sobre este empréstimo; que o que a plataforma disse seja verdade; e esta página, a linha do tempo e as regras, que foram derivadas das entregas e apenas as acompanham.",
                "What is not proved: that there are no other deliveries about this loan; that what the platform said is true; and this page, the timeline and the rules, which were derived from the deliveries and only accompany them.");
        page.paragraph("Para verificar:", "To verify:");
        page.append("""
                <pre>java -jar lastro.jar verify pack FILE.zip --key=lastro.key.pub
                python3 verify.py pack FILE.zip --key lastro.key.pub</pre>
                """);
    }
}

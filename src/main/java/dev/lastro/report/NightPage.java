package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Words;
import dev.lastro.page.Html;
import dev.lastro.page.Table;
import dev.lastro.report.NightFacts.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.html}: the night on a few sheets of paper, for whoever closes the day. What it says is in the night's other
 * files too; nothing in it is a person's.
 */
final class NightPage {

    static final String FILE = "report.html";

    private static final String STYLES = """
            body { max-width: 60em; font-family: Arial, Helvetica, "Liberation Sans", sans-serif; font-size: 14px }
            h1 { margin-bottom: 0 } h2 { border-top: 2px solid #17375e; padding-top: .5em; break-after: avoid }
            .sub { margin-top: .2em } .en { font-size: .88em } th .en { display: block; font-weight: normal }
            .n { text-align: right } td.n { white-space: nowrap; font-variant-numeric: tabular-nums }
            td:first-child { min-width: 8em }
            tr.all td { font-weight: bold; border-top: 2px solid #17375e }
            tr { break-inside: avoid } thead { display: table-header-group } th { vertical-align: bottom }
            figcaption { font-size: .85em; color: #555 } figure { margin: 1em 0; break-inside: avoid } svg { width: 100%; height: auto; display: block }
            svg text { font-family: Arial, Helvetica, "Liberation Sans", sans-serif }
            dl { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6em; margin: 1em 0 }
            dl div { border: 1px solid #999; border-top: 4px solid #17375e; padding: .5em .7em; break-inside: avoid }
            dl div.bad { border-top-color: #b3261e } dt { font-size: .85em } dd { margin: .1em 0 0; font-size: 1.35em;
            font-weight: bold; white-space: nowrap; font-variant-numeric: tabular-nums }
            .CRITICAL { font-weight: bold; color: #8c1d18 } .HIGH { font-weight: bold }
            @page { size: A4; margin: 14mm } @media print { body { font-size: 9.5pt; margin: 0; padding: 0; max-width: none }
            td, th { padding: .2em .4em } h2 { margin-top: 1.2em } }
            """;

    private final Manifest manifest;
    private final NightFacts facts;
    private final NightWindow window;
    private final NightMovement movement;
    private final Html page;

    /** @param manifest of all files but this one */
    NightPage(Manifest manifest, NightFacts facts, NightWindow window, NightMovement movement) {
        this.manifest = manifest;
        this.facts = facts;
        this.window = window;
        this.movement = movement;
        this.page = new Html("Fechamento de %s".formatted(Html.day(manifest.businessDate())), STYLES);
    }

    String html() {
        var revision = manifest.revision();
        page.append("<p class=\"sub\">%s</p>\n"
                .formatted(Html.both(
                        revision == 0 ? "como se conhecia então" : "revisão r%s".formatted(revision),
                        "Daily closing of %s, %s"
                                .formatted(
                                        manifest.businessDate(),
                                        revision == 0 ? "as it was known then" : "revision r" + revision))));
        atAGlance();
        tasks();
        movement.write(page);
        day();
        states();
        new NightFindings(page, facts).write();
        new NightDeliveries(page, window, facts.outages()).write();
        equation();
        new NightProof(page, manifest).write();
        return page.end();
    }

    private void atAGlance() {
        var exposure = facts.exposure();
        page.append("<dl>\n");
        tile("Empréstimos", "loans", Html.count(sum(State::loans)), false);
        tile("Pendências", "findings", Html.count(facts.findingsCount()), false);
        tile("Críticas", "critical", Html.count(facts.findingsCount("CRITICAL")), facts.findingsCount("CRITICAL") > 0);
        tile(
                "Valor em risco",
                "money at risk",
                Html.money(exposure.amount()),
                exposure.amount().signum() > 0);
        tile("Desembolsado no dia", "disbursed on the day", Html.money(amount(State::disbursedAmountOnDay)), false);
        tile(
                "Novas / resolvidas",
                "new / resolved",
                "%s / %s".formatted(Html.count(movement.fresh()), Html.count(movement.resolved())),
                false);
        tile("Entregas desde ontem", "deliveries since the last night", Html.count(window.count()), false);
        tile(
                "Com mais de 48 h",
                "later than 48 h",
                Html.count(window.count(NightWindow.Delay.LATER)),
                window.count(NightWindow.Delay.LATER) > 0);
        page.append("</dl>\n");
    }

    private void tile(String portuguese, String english, String figure, boolean isBad) {
        page.append("<div%s><dt>%s</dt><dd>%s</dd></div>\n"
                .formatted(isBad ? " class=\"bad\"" : "", Html.both(portuguese, english), Html.safe(figure)));
    }

    private void tasks() {
        page.heading("O que fazer primeiro", "What to do first");
        if (facts.tasks().isEmpty()) {
            page.paragraph("Nenhuma pendência.", "There are no findings.");
            return;
        }
        var table = new Table()
                .text("Quem", "Who")
                .text("O quê", "What")
                .text("Plataforma", "Provider")
                .number("Pendências", "Findings")
                .number("Em risco", "At risk")
                .text("Desde", "Since")
                .text("Maiores empréstimos", "Largest loans");
        for (var task : facts.tasks()) {
            var words = FindingWords.of(task.code());
            var expected = task.expectedEvent();
            table.row(
                    Html.both(words.who(), words.whoEnglish()),
                    "<span class=\"%s\">%s%s</span><br>%s"
                            .formatted(
                                    Html.safe(task.severity()),
                                    Html.both(words.name(), words.nameEnglish()),
                                    expected == null ? "" : ": " + event(expected),
                                    Html.both(words.what(), words.whatEnglish())),
                    Html.safe(task.provider()),
                    Html.count(task.findings()),
                    Html.money(task.exposure()),
                    Html.day(task.since()),
                    task.dearest().stream()
                            .map(loan -> "<code>%s</code>".formatted(Html.safe(loan)))
                            .collect(Collectors.joining("<br>")));
        }
        page.append(table.html());
    }

    private static String event(String name) {
        return Arrays.stream(EventType.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> Html.both(Words.portuguese(each), name))
                .orElse(Html.safe(name));
    }

    private void day() {
        page.heading("O que mudou no dia", "What changed on the day");
        var table = new Table()
                .text("Plataforma", "Provider")
                .number("Criados", "Created")
                .number("Assinados", "Signed")
                .number("Desembolsados", "Disbursed")
                .number("Valor desembolsado", "Amount disbursed")
                .number("Encerrados", "Closed");
        for (var provider : providers()) {
            dayRow(table, provider);
        }
        dayRow(table, null);
        page.append(table.html());
    }

    private void dayRow(Table table, @Nullable String provider) {
        var row = new String[] {
            provider == null ? Html.both("Todas", "All") : Html.safe(provider),
            Html.count(sum(provider, State::created)),
            Html.count(sum(provider, State::signed)),
            Html.count(sum(provider, State::disbursedOnDay)),
            Html.money(amount(provider, State::disbursedAmountOnDay)),
            Html.count(sum(provider, State::closed))
        };
        if (provider == null) {
            table.total(row);
        } else {
            table.row(row);
        }
    }

    private void states() {
        page.heading("Empréstimos por situação", "Loans by state");
        page.append(NightCharts.states(facts));
        var table = new Table()
                .text("Plataforma", "Provider")
                .text("Situação", "State")
                .number("Empréstimos", "Loans")
                .number("Contratado", "Contracted")
                .number("Desembolsado", "Disbursed")
                .number("Pago", "Paid");
        for (var each :
                facts.states().stream().sorted(StateOrder.PROVIDER_FIRST).toList()) {
            table.row(
                    Html.safe(each.provider()),
                    StateOrder.both(each.state()),
                    Html.count(each.loans()),
                    Html.money(each.contracted()),
                    Html.money(each.disbursed()),
                    Html.money(each.paid()));
        }
        table.total(
                Html.both("Todas", "All"),
                "",
                Html.count(sum(State::loans)),
                Html.money(amount(State::contracted)),
                Html.money(amount(State::disbursed)),
                Html.money(amount(State::paid)));
        page.append(table.html());
    }

    private void equation() {
        page.heading("A conta fecha", "The equation balances");
        page.paragraph(
                "Cada entrega recebida tem exatamente uma classe: entregas = soma das classes. A noite não é publicada se não fechar.",
                "Each delivery has exactly one class: deliveries = the classes together. A night that does not balance is not published.");
        var table = new Table().text("Plataforma", "Provider").number("Entregas", "Deliveries");
        for (var each : DeliveryClass.values()) {
            table.number(DeliveryWords.portuguese(each), each.name());
        }
        var totals = manifest.controlTotals();
        for (var provider : totals.providers()) {
            table.row(equationRow(Html.safe(provider), measure -> totals.count(measure, provider)));
        }
        table.total(equationRow(Html.both("Todas", "All"), totals::count));
        page.append(table.html());
    }

    private static List<String> equationRow(String name, Function<String, Long> count) {
        var row = new ArrayList<String>();
        row.add(name);
        row.add(Html.count(count.apply(ControlTotals.DELIVERIES)));
        for (var each : DeliveryClass.values()) {
            row.add(Html.count(count.apply(each.name())));
        }
        return row;
    }

    private SortedSet<String> providers() {
        return facts.states().stream().map(State::provider).collect(Collectors.toCollection(TreeSet::new));
    }

    private long sum(Function<State, Long> of) {
        return sum(null, of);
    }

    /** @param provider null: all */
    private long sum(@Nullable String provider, Function<State, Long> of) {
        return facts.states().stream()
                .filter(each -> provider == null || each.provider().equals(provider))
                .mapToLong(of::apply)
                .sum();
    }

    private BigDecimal amount(Function<State, BigDecimal> of) {
        return amount(null, of);
    }

    /** @param provider null: all */
    private BigDecimal amount(@Nullable String provider, Function<State, BigDecimal> of) {
        return facts.states().stream()
                .filter(each -> provider == null || each.provider().equals(provider))
                .map(of)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

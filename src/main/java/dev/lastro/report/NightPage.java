package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Words;
import dev.lastro.page.Html;
import dev.lastro.page.Table;
import dev.lastro.report.NightFacts.Dear;
import dev.lastro.report.NightFacts.State;
import dev.lastro.report.NightFacts.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** More kinds of findings nobody reads before these are done; the others are in the other tables. */
    private static final int TASKS_MAX = 10;

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
        var title = "Fechamento de %s".formatted(Html.day(manifest.businessDate()));
        this.page = new Html(title, styles(title + (manifest.revision() == 0 ? "" : ", r" + manifest.revision())));
    }

    /**
     * @param foot of each sheet, beside its number, where the browser knows of margins (Chromium); it has no quotes
     */
    private static String styles(String foot) {
        return """
            body { max-width: 60em; font-family: Arial, Helvetica, "Liberation Sans", sans-serif; font-size: 14px }
            h1 { margin-bottom: 0 } h2 { border-top: 2px solid #17375e; padding-top: .5em }
            h2, h2 + p, h2 + p + p, thead { break-after: avoid }
            .sub { margin: .2em 0 } .en { font-size: .88em } th .en, td .en { display: block } th .en { font-weight: normal }
            .n { text-align: right } td.n { white-space: nowrap; font-variant-numeric: tabular-nums }
            td:first-child { min-width: 8em } .code { display: block; font-size: 11px; color: #555; overflow-wrap: normal }
            .flat .en, .all .en { display: inline } .group td { background: #f8f7f3 } .wide td:first-child { min-width: 14em } .tasks td:nth-child(2) { width: 38%% } .dense td { padding: .05em .5em }
            tr.all td { font-weight: bold; border-top: 2px solid #17375e } tr.all .en { font-weight: normal }
            tr.aside td { color: #555 }
            tr.over, tr.group { break-after: avoid } tr.group .en { display: inline } tr.over td { border-bottom: none; padding-bottom: 0 }
            tr.under td { font-size: .85em; padding-top: .2em } .loan { display: inline-block; max-width: 100%%; margin-right: 1.2em }
            tr { break-inside: avoid } tr.all { break-before: avoid } thead { display: table-header-group } th { vertical-align: bottom }
            figcaption { font-size: .85em; color: #555 } figure { margin: 1em 0; break-inside: avoid } svg { width: 100%%; height: auto; display: block }
            svg text { font-family: Arial, Helvetica, "Liberation Sans", sans-serif }
            dl { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6em; margin: 1em 0 }
            dl div { border: 1px solid #999; border-top: 4px solid #17375e; padding: .5em .7em; break-inside: avoid }
            dl div.bad { border-top-color: #b3261e } dt { font-size: .85em } dt .en { display: block } dd { margin: .1em 0 0;
            font-size: 1.35em; font-weight: bold; white-space: nowrap; font-variant-numeric: tabular-nums }
            dd.note { font-size: .8em; font-weight: normal; white-space: normal; color: #555 }
            .CRITICAL { font-weight: bold; color: #8c1d18 } .HIGH { font-weight: bold } .CRITICAL .en, .HIGH .en { font-weight: normal }
            @page { size: A4; margin: 14mm 14mm 16mm; @bottom-left { content: "Lastro · %s"; font: 8pt Arial, sans-serif; color: #555 }
            @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Arial, sans-serif; color: #555 } }
            @media print { body { font-size: 9.5pt; margin: 0; padding: 0; max-width: none }
            td, th { padding: .2em .4em } h2 { margin-top: 1.2em } }
            """.formatted(foot);
    }

    String html() {
        subtitle();
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

    private void subtitle() {
        var revision = manifest.revision();
        var portuguese = switch (revision) {
            case 0 -> "como se conhecia então";
            case 1 -> "primeira versão (r1)";
            default -> "revisão r%s, no lugar da r%s".formatted(revision, revision - 1);
        };
        var english = switch (revision) {
            case 0 -> "as it was known then";
            case 1 -> "first version (r1)";
            default -> "revision r%s, in place of r%s".formatted(revision, revision - 1);
        };
        page.append("<p class=\"sub\">%s</p>\n"
                .formatted(
                        Html.both(portuguese, "Daily closing of %s, %s".formatted(manifest.businessDate(), english))));
        var because = manifest.parameters().get("because");
        if (because != null) {
            page.append("<p class=\"sub\">%s: %s</p>\n"
                    .formatted(Html.both("Motivo", "Reason"), Html.safe(Mask.everywhere(because))));
        }
    }

    private void atAGlance() {
        var exposure = facts.exposure();
        var late = window.count(NightWindow.Delay.LATER);
        page.append("<dl>\n");
        tile("Empréstimos", "loans", Html.count(sum(State::loans)), "", false);
        tile(
                "Pendências a tratar",
                "findings to act on",
                Html.count(facts.toDo()),
                facts.onlyInformation() == 0
                        ? ""
                        : "e " + Html.count(facts.onlyInformation(), "só informativa", "só informativas"),
                false);
        tile("Críticas", "critical", Html.count(facts.critical()), "", facts.critical() > 0);
        tile(
                "Valor em risco",
                "money at risk",
                exposure.loans() == 0 ? Html.money(BigDecimal.ZERO) : Html.moneyIfKnown(exposure.amount()),
                exposure.loans() == 0
                        ? ""
                        : Html.count(exposure.loans(), "empréstimo", "empréstimos")
                                + (exposure.unknown() == 0
                                        ? ""
                                        : "; de %s não se sabe o valor".formatted(Html.count(exposure.unknown()))),
                exposure.loans() > 0);
        tile(
                "Desembolsado no dia",
                "disbursed on the day",
                Html.moneyIfKnown(amount(State::disbursedAmountOnDay)),
                Html.count(sum(State::disbursedOnDay), "desembolso", "desembolsos"),
                false);
        tile(
                "Novas / resolvidas",
                "new / resolved",
                "%s / %s".formatted(Html.count(movement.fresh()), Html.count(movement.resolved())),
                "pendências a tratar",
                false);
        tile("Entregas", "deliveries", Html.count(window.count()), "desde a noite anterior", false);
        tile("Eventos com mais de 48 h", "events later than 48 h", Html.count(late), "desde a noite anterior", false);
        page.append("</dl>\n");
    }

    /** @param note Portuguese; empty: none */
    private void tile(String portuguese, String english, String figure, String note, boolean isBad) {
        page.append("<div%s><dt>%s</dt><dd>%s</dd>%s</div>\n"
                .formatted(
                        isBad ? " class=\"bad\"" : "",
                        Html.both(portuguese, english),
                        Html.safe(figure),
                        note.isEmpty() ? "" : "<dd class=\"note\">%s</dd>".formatted(Html.safe(note))));
    }

    private void tasks() {
        page.heading("O que fazer primeiro", "What to do first");
        if (facts.tasks().isEmpty()) {
            page.paragraph("Nada a fazer.", "Nothing to do.");
            return;
        }
        var table = new Table("tasks")
                .text("Quem", "Who")
                .text("O quê", "What")
                .text("Plataforma", "Provider")
                .number("Pendências", "Findings")
                .number("Em risco", "At risk")
                .text("Desde", "Since");
        facts.tasks().stream().limit(TASKS_MAX).forEach(task -> add(task, table));
        page.append(table.html());
        var others = facts.tasks().stream().skip(TASKS_MAX).toList();
        if (!others.isEmpty()) {
            var findings = others.stream().mapToLong(Task::findings).sum();
            page.paragraph(
                    "Depois destas: %s de %s, no arquivo pendencias."
                            .formatted(
                                    Html.count(findings, "pendência", "pendências"),
                                    Html.count(others.size(), "outro tipo", "outros tipos")),
                    "After these: %s of %s, in the file findings."
                            .formatted(
                                    Html.count(findings, "finding", "findings"),
                                    Html.count(others.size(), "other kind", "other kinds")));
        }
    }

    private static void add(Task task, Table table) {
        var words = FindingWords.of(task.code());
        var expected = task.expectedEvent();
        var cells = List.of(
                Html.both(words.who(), words.whoEnglish()),
                "<span class=\"%s\">%s</span>%s"
                        .formatted(
                                Html.safe(task.severity()),
                                expected == null
                                        ? Html.both(words.name(), words.nameEnglish())
                                        : Html.both(
                                                words.name() + ": " + event(expected),
                                                words.nameEnglish() + ": " + expected),
                                Html.both(words.what(), words.whatEnglish())),
                Html.safe(task.provider()),
                Html.count(task.findings()),
                task.loans() == 0 ? "" : Html.moneyIfKnown(task.exposure()),
                Html.day(task.since()));
        if (task.dearest().isEmpty()) {
            table.row(cells);
        } else {
            table.over(cells).under(dearest(task));
        }
    }

    private static String dearest(Task task) {
        var loans = task.dearest();
        var many = task.exposure() == null ? "%s de %s empréstimos: " : "Os %s maiores de %s empréstimos: ";
        return Html.safe(
                        task.loans() > loans.size()
                                ? many.formatted(loans.size(), Html.count(task.loans()))
                                : loans.size() == 1 ? "Empréstimo: " : "Empréstimos: ")
                + loans.stream().map(NightPage::loan).collect(Collectors.joining(" "));
    }

    private static String loan(Dear loan) {
        return "<span class=\"loan\"><code>%s</code>%s</span>"
                .formatted(
                        Html.safe(loan.loanId()),
                        loan.contract() == null ? "" : " (%s)".formatted(Html.safe(loan.contract())));
    }

    private static String event(String name) {
        return Arrays.stream(EventType.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(Words::portuguese)
                .orElse(name);
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
            Html.moneyIfKnown(amount(provider, State::disbursedAmountOnDay)),
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
                    Html.moneyIfKnown(each.contracted()),
                    Html.moneyIfKnown(each.disbursed()),
                    Html.moneyIfKnown(each.paid()));
        }
        table.total(
                Html.both("Todas", "All"),
                "",
                Html.count(sum(State::loans)),
                Html.moneyIfKnown(amount(State::contracted)),
                Html.moneyIfKnown(amount(State::disbursed)),
                Html.moneyIfKnown(amount(State::paid)));
        page.append(table.html());
        if (facts.states().stream().anyMatch(each -> each.contracted() == null || each.disbursed() == null)) {
            page.paragraph(
                    "—: a plataforma não informa o valor; os totais somam o que é informado.",
                    "—: the platform does not tell the amount; the totals are of what is told.");
        }
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

    private @Nullable BigDecimal amount(Function<State, @Nullable BigDecimal> of) {
        return amount(null, of);
    }

    /**
     * Of those that are known; null: there are some, and of none it is.
     *
     * @param provider null: all
     */
    private @Nullable BigDecimal amount(@Nullable String provider, Function<State, @Nullable BigDecimal> of) {
        var all = facts.states().stream()
                .filter(each -> provider == null || each.provider().equals(provider))
                .map(each -> Optional.ofNullable(of.apply(each)))
                .toList();
        var known = all.stream().flatMap(Optional::stream).reduce(BigDecimal.ZERO, BigDecimal::add);
        return known.signum() == 0 && all.stream().anyMatch(Optional::isEmpty) ? null : known;
    }
}

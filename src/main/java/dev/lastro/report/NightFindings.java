package dev.lastro.report;

import dev.lastro.page.Html;
import dev.lastro.page.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The page's part about what is wrong, for how long, and how much money stands behind it. */
record NightFindings(Html page, NightFacts facts) {

    void write() {
        page.heading("Pendências por código, gravidade e idade", "Findings by code, severity and age");
        if (facts.findings().isEmpty()) {
            page.paragraph("Nenhuma.", "None.");
            return;
        }
        if (facts.toDo() > 0) {
            page.append(NightCharts.findings(facts));
        }
        page.append(byAge());
        atRisk();
    }

    private void atRisk() {
        page.heading("Valor em risco", "Money at risk");
        page.paragraph(
                "O valor desembolsado (antes do desembolso, o contratado) dos empréstimos que têm pendências a tratar. Um empréstimo com pendências de vários códigos conta em cada um, e uma só vez no total.",
                "What was disbursed (before that, what was contracted) of the loans that have findings to act on. A loan with findings of several codes counts in each, and once in the total.");
        var byCode = facts.exposures().stream()
                .sorted(Comparator.comparing(NightFindings::known).reversed().thenComparing(NightFacts.Exposure::code))
                .toList();
        if (byCode.isEmpty()) {
            page.paragraph("Nenhum empréstimo.", "No loan.");
            return;
        }
        var inMoney = byCode.stream().filter(each -> known(each).signum() > 0).toList();
        if (!inMoney.isEmpty()) {
            page.append(NightCharts.exposure(inMoney));
        }
        var table = new Table()
                .text("Pendência", "Finding")
                .number("Empréstimos", "Loans")
                .number("Sem valor informado", "Amount not told")
                .number("Valor", "Amount");
        byCode.forEach(each -> table.row(row(FindingWords.html(each.code()), each)));
        table.total(row(Html.both("Todos, uma vez cada", "All, once each"), facts.exposure()));
        page.append(table.html());
    }

    private static List<String> row(String name, NightFacts.Exposure of) {
        return List.of(name, Html.count(of.loans()), Html.count(of.unknown()), Html.moneyIfKnown(of.amount()));
    }

    private static BigDecimal known(NightFacts.Exposure exposure) {
        return exposure.amount() == null ? BigDecimal.ZERO : exposure.amount();
    }

    private String byAge() {
        var table = new Table().text("Pendência", "Finding").text("Gravidade", "Severity");
        for (var age : Age.values()) {
            table.number(age.portuguese, age.english);
        }
        table.number("Todas", "All");
        var kinds = facts.findings().stream()
                .map(each -> new Kind(each.code(), each.severity()))
                .distinct()
                .toList();
        kinds.stream().filter(kind -> !kind.isInfo()).forEach(kind -> table.row(row(kind)));
        table.total(row(Html.both("A tratar", "To act on"), "", each -> !each.isInfo()));
        kinds.stream().filter(Kind::isInfo).forEach(kind -> table.aside(row(kind)));
        return table.html();
    }

    private record Kind(String code, String severity) {
        boolean isInfo() {
            return severity.equals(SeverityWords.INFO);
        }
    }

    private List<String> row(Kind kind) {
        return row(
                FindingWords.html(kind.code()),
                SeverityWords.html(kind.severity()),
                each -> each.code().equals(kind.code()) && each.severity().equals(kind.severity()));
    }

    private List<String> row(String name, String severity, Predicate<NightFacts.Standing> which) {
        var row = new ArrayList<>(List.of(name, severity));
        for (var age : Age.values()) {
            row.add(Html.count(facts.count(which.and(each -> each.age() == age))));
        }
        row.add(Html.count(facts.count(which)));
        return row;
    }
}

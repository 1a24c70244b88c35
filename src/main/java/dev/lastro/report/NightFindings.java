package dev.lastro.report;

import dev.lastro.page.Html;
import dev.lastro.page.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The page's part about what is wrong, for how long, and how much money stands behind it. */
record NightFindings(Html page, NightFacts facts) {

    void write() {
        page.heading("Pendências por código, gravidade e idade", "Findings by code, severity and age");
        if (facts.findings().isEmpty()) {
            page.paragraph("Nenhuma.", "None.");
            return;
        }
        page.append(NightCharts.findings(facts));
        page.append(byAge());
        page.heading("Valor em risco", "Money at risk");
        page.paragraph(
                "O valor desembolsado (antes do desembolso, o contratado) dos empréstimos que têm pendências. Um empréstimo com pendências de vários códigos conta em cada um, e uma só vez no total.",
                "What was disbursed (before that, what was contracted) of the loans that have findings. A loan with findings of several codes counts in each, and once in the total.");
        var byCode = facts.exposures().stream()
                .filter(each -> !each.code().isEmpty())
                .sorted(Comparator.comparing(NightFacts.Exposure::amount)
                        .reversed()
                        .thenComparing(NightFacts.Exposure::code))
                .toList();
        if (byCode.isEmpty()) {
            page.paragraph("Nenhum empréstimo.", "No loan.");
            return;
        }
        page.append(NightCharts.exposure(byCode));
        var table = new Table()
                .text("Pendência", "Finding")
                .number("Empréstimos", "Loans")
                .number("Valor", "Amount");
        for (var each : byCode) {
            table.row(FindingWords.html(each.code()), Html.count(each.loans()), Html.money(each.amount()));
        }
        var all = facts.exposure();
        table.total(Html.both("Todas", "All"), Html.count(all.loans()), Html.money(all.amount()));
        page.append(table.html());
    }

    private String byAge() {
        var table = new Table().text("Pendência", "Finding").text("Gravidade", "Severity");
        for (var age : Age.values()) {
            table.number(age.portuguese, age.english);
        }
        table.number("Todas", "All");
        facts.findings().stream()
                .map(each -> new Kind(each.code(), each.severity()))
                .distinct()
                .sorted(Comparator.comparingInt((Kind kind) -> SeverityWords.ORDER.indexOf(kind.severity()))
                        .thenComparing(Kind::code))
                .forEach(kind -> table.row(row(kind)));
        table.total(allRow());
        return table.html();
    }

    private record Kind(String code, String severity) {}

    private List<String> row(Kind kind) {
        var row = new ArrayList<String>();
        row.add(FindingWords.html(kind.code()));
        row.add(SeverityWords.html(kind.severity()));
        var all = 0L;
        for (var age : Age.values()) {
            var count = age.count(facts, kind.code(), kind.severity());
            row.add(Html.count(count));
            all += count;
        }
        row.add(Html.count(all));
        return row;
    }

    private List<String> allRow() {
        var row = new ArrayList<>(List.of(Html.both("Todas", "All"), ""));
        for (var age : Age.values()) {
            row.add(Html.count(age.count(facts)));
        }
        row.add(Html.count(facts.findingsCount()));
        return row;
    }
}

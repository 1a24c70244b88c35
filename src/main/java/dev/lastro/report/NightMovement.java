package dev.lastro.report;

import dev.lastro.page.Html;
import dev.lastro.page.Table;
import java.math.BigDecimal;
import java.util.List;

/**
 * The page's part about the findings that came and went since the night before, as the roll-forward's files have them.
 *
 * @param counts rows of {@link RollForward#COLUMNS}
 * @param amounts rows of {@link RollForward#AMOUNT_COLUMNS}, in the same order
 */
record NightMovement(List<String[]> counts, List<String[]> amounts) {

    private static final int CODE = 1;
    private static final int SEVERITY = 2;
    private static final int OPENING = 3;
    private static final int NEW = 4;
    private static final int RESOLVED = 5;
    private static final int WAIVED = 6;
    private static final int CLOSING = 7;
    private static final int CLOSING_AMOUNT = 8;

    long fresh() {
        return sum(NEW);
    }

    long resolved() {
        return sum(RESOLVED);
    }

    void write(Html page) {
        page.heading("Pendências desde a noite anterior", "Findings since the previous night");
        if (counts.isEmpty()) {
            page.paragraph("Nenhuma, nem antes nem agora.", "None, before or now.");
            return;
        }
        page.paragraph(
                "Abertura + novas − resolvidas − dispensadas = fechamento, por código; a noite não é publicada se não fechar com a anterior.",
                "Opening + new − resolved − waived = closing, by code; a night that does not tie to the one before is not published.");
        var table = new Table()
                .text("Pendência", "Finding")
                .text("Gravidade", "Severity")
                .number("Abertura", "Opening")
                .number("Novas", "New")
                .number("Resolvidas", "Resolved")
                .number("Dispensadas", "Waived")
                .number("Fechamento", "Closing")
                .number("Risco na abertura", "At risk, opening")
                .number("Risco no fechamento", "At risk, closing");
        var opening = BigDecimal.ZERO;
        var closing = BigDecimal.ZERO;
        for (var i = 0; i < counts.size(); i++) {
            var row = counts.get(i);
            var before = new BigDecimal(amounts.get(i)[OPENING]);
            var after = new BigDecimal(amounts.get(i)[CLOSING_AMOUNT]);
            opening = opening.add(before);
            closing = closing.add(after);
            table.row(
                    FindingWords.html(row[CODE]),
                    SeverityWords.html(row[SEVERITY]),
                    count(row, OPENING),
                    count(row, NEW),
                    count(row, RESOLVED),
                    count(row, WAIVED),
                    count(row, CLOSING),
                    Html.money(before),
                    Html.money(after));
        }
        table.total(
                Html.both("Todas", "All"),
                "",
                Html.count(sum(OPENING)),
                Html.count(sum(NEW)),
                Html.count(sum(RESOLVED)),
                Html.count(sum(WAIVED)),
                Html.count(sum(CLOSING)),
                Html.money(opening),
                Html.money(closing));
        page.append(table.html());
    }

    private static String count(String[] row, int column) {
        return Html.count(Long.parseLong(row[column]));
    }

    private long sum(int column) {
        return counts.stream().mapToLong(row -> Long.parseLong(row[column])).sum();
    }
}

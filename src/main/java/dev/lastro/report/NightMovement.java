package dev.lastro.report;

import dev.lastro.page.Html;
import dev.lastro.page.Table;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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

    /** Of those that somebody has to act on; likewise below. */
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
                "Abertura + novas − resolvidas − dispensadas = fechamento, por código; a noite não é publicada se não fechar com a anterior. O valor é o dos empréstimos: quem tem duas pendências conta nas duas (em “Valor em risco”, uma só vez).",
                "Opening + new − resolved − waived = closing, by code; a night that does not tie to the one before is not published. The amount is that of the loans: one with two findings counts in both (under “Money at risk”, once).");
        var table = new Table("wide")
                .text("Pendência", "Finding")
                .number("Abertura", "Opening")
                .number("Novas", "New")
                .number("Resolvidas", "Resolved")
                .number("Dispensadas", "Waived")
                .number("Fechamento", "Closing")
                .number("Valor na abertura", "Amount, opening")
                .number("Valor no fechamento", "Amount, closing");
        var rows = worstFirst();
        for (var severity : SeverityWords.ORDER) {
            var of = rows.stream()
                    .filter(row -> !isInfo(row) && severity(row).equals(severity))
                    .toList();
            if (!of.isEmpty()) {
                table.group("Gravidade: " + SeverityWords.html(severity));
                of.forEach(row -> table.row(cells(row, true)));
            }
        }
        table.total(
                Html.both("A tratar", "To act on"),
                Html.count(sum(OPENING)),
                Html.count(sum(NEW)),
                Html.count(sum(RESOLVED)),
                Html.count(sum(WAIVED)),
                Html.count(sum(CLOSING)),
                Html.money(amount(OPENING)),
                Html.money(amount(CLOSING_AMOUNT)));
        var info = rows.stream().filter(this::isInfo).toList();
        if (!info.isEmpty()) {
            table.group("Gravidade: " + SeverityWords.html(SeverityWords.INFO));
            info.forEach(row -> table.aside(cells(row, false)));
        }
        page.append(table.html());
    }

    /** Rows by their number: the same in both files. */
    private List<Integer> worstFirst() {
        return IntStream.range(0, counts.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer row) -> SeverityWords.ORDER.indexOf(severity(row)))
                        .thenComparing(row -> counts.get(row)[CODE]))
                .toList();
    }

    private String severity(int row) {
        return counts.get(row)[SEVERITY].toUpperCase(Locale.ROOT);
    }

    private boolean isInfo(int row) {
        return severity(row).equals(SeverityWords.INFO);
    }

    /** @param isAtRisk else the money of the loans says nothing */
    private List<String> cells(int number, boolean isAtRisk) {
        var row = counts.get(number);
        return List.of(
                FindingWords.html(row[CODE]),
                count(row, OPENING),
                count(row, NEW),
                count(row, RESOLVED),
                count(row, WAIVED),
                count(row, CLOSING),
                isAtRisk ? amount(row[OPENING], amounts.get(number)[OPENING]) : "",
                isAtRisk ? amount(row[CLOSING], amounts.get(number)[CLOSING_AMOUNT]) : "");
    }

    /** The files have 0 for what nobody has told. */
    private static String amount(String count, String amount) {
        var money = new BigDecimal(amount);
        return Html.moneyIfKnown(money.signum() == 0 && !count.equals("0") ? null : money);
    }

    private static String count(String[] row, int column) {
        return Html.count(Long.parseLong(row[column]));
    }

    private long sum(int column) {
        return toActOn()
                .mapToLong(row -> Long.parseLong(counts.get(row)[column]))
                .sum();
    }

    private BigDecimal amount(int column) {
        return toActOn()
                .mapToObj(row -> new BigDecimal(amounts.get(row)[column]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private IntStream toActOn() {
        return IntStream.range(0, counts.size()).filter(row -> !isInfo(row));
    }
}

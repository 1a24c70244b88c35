package dev.lastro.page;

import java.util.ArrayList;
import java.util.List;

/** A table with both languages in its head. Cells are HTML already. */
public final class Table {

    private final List<String> heads = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();

    /** A column of words. */
    public Table text(String portuguese, String english) {
        return column(portuguese, english, false);
    }

    /** A column of figures. */
    public Table number(String portuguese, String english) {
        return column(portuguese, english, true);
    }

    private Table column(String portuguese, String english, boolean isNumber) {
        heads.add(Html.both(portuguese, english));
        numbers.add(isNumber);
        return this;
    }

    public Table row(String... cells) {
        return row(List.of(cells));
    }

    public Table row(List<String> cells) {
        return add("<tr>", cells);
    }

    /** What the rows add up to. */
    public Table total(String... cells) {
        return total(List.of(cells));
    }

    public Table total(List<String> cells) {
        return add("<tr class=\"all\">", cells);
    }

    private Table add(String begin, List<String> cells) {
        if (cells.size() != heads.size()) {
            throw new IllegalArgumentException("%s cells for %s columns".formatted(cells.size(), heads.size()));
        }
        rows.append(begin);
        for (var i = 0; i < cells.size(); i++) {
            rows.append(numbers.get(i) ? "<td class=\"n\">" : "<td>")
                    .append(cells.get(i))
                    .append("</td>");
        }
        rows.append("</tr>\n");
        return this;
    }

    public String html() {
        var html = new StringBuilder("<table>\n<thead><tr>");
        for (var i = 0; i < heads.size(); i++) {
            html.append(numbers.get(i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .append(heads.get(i))
                    .append("</th>");
        }
        return html.append("</tr></thead>\n<tbody>\n")
                .append(rows)
                .append("</tbody>\n</table>\n")
                .toString();
    }
}

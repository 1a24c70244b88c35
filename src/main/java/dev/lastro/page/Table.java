package dev.lastro.page;

import java.util.ArrayList;
import java.util.List;

/** A table with both languages in its head. Cells are HTML already. */
public final class Table {

    private final List<String> heads = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();

    private final String styleClass;

    public Table() {
        this("");
    }

    /** @param styleClass of the page's styles */
    public Table(String styleClass) {
        this.styleClass = styleClass;
    }

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

    /** A row that counts in no total. */
    public Table aside(List<String> cells) {
        return add("<tr class=\"aside\">", cells);
    }

    /** A row that is followed by what belongs to it. */
    public Table over(List<String> cells) {
        return add("<tr class=\"over\">", cells);
    }

    /** What belongs to the row before, across all columns. */
    public Table under(String html) {
        return across("under", html);
    }

    /** What the rows after it have in common, across all columns. */
    public Table group(String html) {
        return across("group", html);
    }

    private Table across(String styleClass, String html) {
        rows.append("<tr class=\"%s\"><td colspan=\"%s\">%s</td></tr>\n".formatted(styleClass, heads.size(), html));
        return this;
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
        var html = new StringBuilder(
                styleClass.isEmpty()
                        ? "<table>\n<thead><tr>"
                        : "<table class=\"%s\">\n<thead><tr>".formatted(styleClass));
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

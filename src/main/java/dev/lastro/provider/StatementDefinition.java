package dev.lastro.provider;

import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListTerms;
import dev.lastro.loan.ListTerms.LoanKeyField;
import dev.lastro.loan.ListTerms.PartKeyField;
import dev.lastro.loan.ListTerms.Term;
import dev.lastro.loan.ListedField;
import dev.lastro.provider.ListFormat.Cell;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's own list of loans or payments is read: {@code jobs/statements/<provider>-<kind>.yaml}.
 *
 * @param name {@code base39-loans}
 * @param sha256 lower-case hex, of the file
 * @param separator of CSV
 * @param rows of JSON: the names on the way to the list of rows; empty: the document itself is the list, or one row
 * @param counted which rows count; null: all
 * @param states in which a loan here has to be in the list; empty: in any
 */
public record StatementDefinition(
        String name,
        String sha256,
        String provider,
        ListTerms.Kind kind,
        Format format,
        Charset charset,
        char separator,
        List<String> rows,
        Column loan,
        LoanKeyField loanKey,
        @Nullable Column part,
        @Nullable PartKeyField partKey,
        @Nullable Counted counted,
        SortedMap<ListedField, Listed> fields,
        SortedSet<String> states,
        ListFormat values) {

    /** What a list is written in. */
    public enum Format {
        CSV,
        JSON,
        NDJSON
    }

    /**
     * Where a value stands.
     *
     * @param names of a CSV's columns, or JSON Pointers into the row: the first that says something counts
     */
    public record Column(List<String> names) {

        String shown() {
            return String.join(", ", names);
        }
    }

    /** @param words that the column must have, or must not have */
    public record Counted(Column at, Set<String> words, boolean only) {}

    /**
     * @param words of states: the list's word to canonical states, {@code |} between them; else empty
     */
    public record Listed(Column at, Map<String, String> words, Term term) {}

    public ListTerms terms(LocalDate asOf, @Nullable LocalDate from) {
        var terms = new TreeMap<ListedField, Term>();
        fields.forEach((field, listed) -> terms.put(field, listed.term()));
        return new ListTerms(asOf, from, loanKey, partKey, terms, states);
    }

    /** Every name that is looked for, to be missed at once where a file does not have it. */
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        columns.add(loan);
        if (part != null) {
            columns.add(part);
        }
        if (counted != null) {
            columns.add(counted.at());
        }
        fields.values().forEach(listed -> columns.add(listed.at()));
        return columns;
    }

    /**
     * One row.
     *
     * @param cells by name; null or blank: it says nothing
     * @return null: it does not count
     * @throws ListProblemException if a value cannot be used
     */
    public @Nullable ListRow row(Function<String, @Nullable Cell> cells, long number) {
        if (counted != null) {
            var cell = cell(counted.at(), cells);
            if (counted.only() != (cell != null && counted.words().contains(cell.text()))) {
                return null;
            }
        }
        var key = key(loan, cells);
        var loanId = loanKey == LoanKeyField.LOAN_ID ? key : "";
        if (part != null) {
            key += ListRow.SEPARATOR + partKey(part, cells);
        }
        var row = new TreeMap<ListedField, String>();
        fields.forEach((field, listed) -> {
            var cell = cell(listed.at(), cells);
            if (cell != null) {
                row.put(field, value(field, listed, cell));
            }
        });
        return new ListRow(key, loanId, row, number, false);
    }

    private static String key(Column column, Function<String, @Nullable Cell> cells) {
        var cell = cell(column, cells);
        if (cell == null) {
            throw new ListProblemException(column.shown(), "", "is empty, and every row needs its key");
        }
        return ListFormat.text(column.shown(), cell);
    }

    private String partKey(Column column, Function<String, @Nullable Cell> cells) {
        var text = key(column, cells);
        return partKey == PartKeyField.INSTALLMENT_NUMBER
                ? values.value(ListedField.Kind.COUNT, column.shown(), new Cell(text, false))
                : text;
    }

    private String value(ListedField field, Listed listed, Cell cell) {
        if (field.kind() != ListedField.Kind.STATES) {
            return values.value(field.kind(), listed.at().shown(), cell);
        }
        var states = listed.words().get(cell.text());
        if (states == null) {
            throw new ListProblemException(
                    listed.at().shown(),
                    cell.text(),
                    "is none of the words that the definition knows: %s; say in fields.%s.words what it means"
                            .formatted(String.join(", ", new TreeMap<>(listed.words()).keySet()), field.key()));
        }
        return states;
    }

    private static @Nullable Cell cell(Column column, Function<String, @Nullable Cell> cells) {
        for (var name : column.names()) {
            var cell = cells.apply(name);
            if (cell != null && !cell.text().isBlank()) {
                return new Cell(cell.text().strip(), cell.isNumber());
            }
        }
        return null;
    }
}

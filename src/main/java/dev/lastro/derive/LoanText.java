package dev.lastro.derive;

import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code loan} as texts by column, as an act of erasure keeps it: what reports show of it and no person can be
 * known by. Contract number and external id are not in it.
 */
final class LoanText {

    /** How a column is written: true and false, ISO 8601 in UTC, exact amounts without trailing zeros. */
    private enum Kind {
        TEXT,
        FLAG,
        COUNT,
        AMOUNT,
        TIME,
        DATE
    }

    private static final SequencedMap<String, Kind> COLUMNS = columns();

    private final Map<String, String> texts;

    private LoanText(Map<String, String> texts) {
        this.texts = texts;
    }

    private static SequencedMap<String, Kind> columns() {
        var columns = new LinkedHashMap<String, Kind>();
        columns.put("lifecycle", Kind.TEXT);
        columns.put("state", Kind.TEXT);
        columns.put("inferred", Kind.FLAG);
        columns.put("created_at", Kind.TIME);
        columns.put("signed_at", Kind.TIME);
        columns.put("disbursed_at", Kind.TIME);
        columns.put("closed_at", Kind.TIME);
        columns.put("contracted_amount", Kind.AMOUNT);
        columns.put("disbursed_amount", Kind.AMOUNT);
        columns.put("iof_amount", Kind.AMOUNT);
        columns.put("fees_amount", Kind.AMOUNT);
        columns.put("paid_amount", Kind.AMOUNT);
        columns.put("installments", Kind.COUNT);
        columns.put("installments_paid", Kind.COUNT);
        columns.put("overdue_since", Kind.DATE);
        columns.put("overdue_amount", Kind.AMOUNT);
        columns.put("outstanding_amount", Kind.AMOUNT);
        columns.put("first_event_at", Kind.TIME);
        columns.put("last_event_at", Kind.TIME);
        columns.put("events", Kind.COUNT);
        columns.put("duplicates", Kind.COUNT);
        columns.put("provisional", Kind.FLAG);
        return columns;
    }

    /** {@code lifecycle, state, …} */
    static String names() {
        return String.join(", ", COLUMNS.keySet());
    }

    static SortedMap<String, String> of(ResultSet row) throws SQLException {
        var texts = new TreeMap<String, String>();
        for (var column : COLUMNS.entrySet()) {
            var text = text(row, column.getKey(), column.getValue());
            if (text != null) {
                texts.put(column.getKey(), text);
            }
        }
        return texts;
    }

    private static @Nullable String text(ResultSet row, String column, Kind kind) throws SQLException {
        if (row.getObject(column) == null) {
            return null;
        }
        return switch (kind) {
            case TEXT, COUNT -> row.getString(column);
            case FLAG -> String.valueOf(row.getBoolean(column));
            case AMOUNT -> row.getBigDecimal(column).stripTrailingZeros().toPlainString();
            case TIME -> SqlTime.get(row, column).toString();
            case DATE -> row.getObject(column, LocalDate.class).toString();
        };
    }

    /**
     * @param setBy the act's place, which stands for every field
     * @throws IllegalArgumentException if a column is not there, or not as it is written
     */
    static LoanState read(LoanKey loan, Map<String, String> texts, Place setBy) {
        try {
            return new LoanText(texts).read(loan, setBy);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "act %s: its loan cannot be read: %s".formatted(setBy, e.getMessage()), e);
        }
    }

    private LoanState read(LoanKey loan, Place act) {
        var setBy = new TreeMap<String, Place>();
        texts.keySet().forEach(column -> setBy.put(column, act));
        return new LoanState(
                loan.provider(),
                loan.loanId(),
                get("lifecycle"),
                get("state"),
                flag("inferred"),
                null,
                null,
                time("created_at"),
                time("signed_at"),
                time("disbursed_at"),
                time("closed_at"),
                amount("contracted_amount"),
                amount("disbursed_amount"),
                amount("iof_amount"),
                amount("fees_amount"),
                new BigDecimal(get("paid_amount")),
                texts.containsKey("installments") ? Integer.valueOf(get("installments")) : null,
                Integer.parseInt(get("installments_paid")),
                texts.containsKey("overdue_since") ? LocalDate.parse(get("overdue_since")) : null,
                amount("overdue_amount"),
                amount("outstanding_amount"),
                time("first_event_at"),
                time("last_event_at"),
                Integer.parseInt(get("events")),
                Integer.parseInt(get("duplicates")),
                flag("provisional"),
                null,
                setBy);
    }

    private String get(String column) {
        var text = texts.get(column);
        if (text == null) {
            throw new IllegalArgumentException("an act's loan has no " + column);
        }
        return text;
    }

    private boolean flag(String column) {
        return get(column).equals("true");
    }

    private @Nullable Instant time(String column) {
        return texts.containsKey(column) ? Instant.parse(get(column)) : null;
    }

    private @Nullable BigDecimal amount(String column) {
        return texts.containsKey(column) ? new BigDecimal(get(column)) : null;
    }
}

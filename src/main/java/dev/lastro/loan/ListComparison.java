package dev.lastro.loan;

import dev.lastro.loan.ListTerms.Term;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Lastro says of a loan and its payments in the terms of a provider's list, and what differs: pure functions. */
public final class ListComparison {

    private ListComparison() {}

    /** How a row of the list and a row of ours compare. */
    public enum Result {
        MATCHED,
        DIFFERS,
        /** The list has it, Lastro does not. */
        MISSING_HERE,
        /** Lastro has it, the list does not. */
        MISSING_THERE
    }

    /**
     * @param field a column's name
     * @param difference here − there, in BRL, pieces or days; empty for texts and where one side says nothing
     */
    public record Difference(String field, String here, String there, String difference) {}

    /**
     * The rows that a list can have of this loan.
     *
     * @param folded at {@link ListTerms#cutOff}
     */
    public static List<ListRow> rows(Fold.Folded folded, ListTerms terms) {
        LoanState loan = folded.state();
        if (loan.events() == 0) {
            return List.of();
        }
        String key = key(loan, terms);
        return terms.kind() == ListTerms.Kind.LOANS ? loanRow(loan, key, terms) : paymentRows(folded, key, terms);
    }

    /** What the list calls the loan by; {@code (loan id)} where it is not known here, so that no list names it. */
    private static String key(LoanState loan, ListTerms terms) {
        String key = switch (terms.loanKey()) {
            case LOAN_ID -> loan.loanId();
            case CONTRACT_NUMBER -> loan.contractNumber();
            case EXTERNAL_ID -> loan.externalId();
        };
        return key == null ? "(" + loan.loanId() + ")" : key;
    }

    private static List<ListRow> loanRow(LoanState loan, String key, ListTerms terms) {
        Instant began = loan.createdAt() == null ? loan.firstEventAt() : loan.createdAt();
        return List.of(new ListRow(key, loan.loanId(), values(loan), 0, isExpected(loan, began, terms)));
    }

    private static boolean isExpected(LoanState loan, @Nullable Instant at, ListTerms terms) {
        boolean isCovered =
                terms.from() == null || at == null || !BusinessDates.of(at).isBefore(terms.from());
        return isCovered && (terms.states().isEmpty() || terms.states().contains(loan.state()));
    }

    private static SortedMap<ListedField, String> values(LoanState loan) {
        var values = new TreeMap<ListedField, String>();
        values.put(ListedField.STATE, loan.state());
        put(values, ListedField.CONTRACT_NUMBER, loan.contractNumber());
        put(values, ListedField.EXTERNAL_ID, loan.externalId());
        put(values, ListedField.CONTRACTED_AMOUNT, amount(loan.contractedAmount()));
        put(values, ListedField.DISBURSED_AMOUNT, amount(loan.disbursedAmount()));
        put(values, ListedField.IOF_AMOUNT, amount(loan.iofAmount()));
        put(values, ListedField.FEES_AMOUNT, amount(loan.feesAmount()));
        put(values, ListedField.PAID_AMOUNT, amount(loan.paidAmount()));
        put(values, ListedField.INSTALLMENTS, loan.installments());
        put(values, ListedField.INSTALLMENTS_PAID, loan.installmentsPaid());
        put(values, ListedField.CREATED_AT, day(loan.createdAt()));
        put(values, ListedField.SIGNED_AT, day(loan.signedAt()));
        put(values, ListedField.DISBURSED_AT, day(loan.disbursedAt()));
        put(values, ListedField.CLOSED_AT, day(loan.closedAt()));
        put(values, ListedField.OVERDUE_SINCE, loan.overdueSince());
        return values;
    }

    /** One for each instalment number that was paid, as the loan counts them; or one for each event. */
    private static List<ListRow> paymentRows(Fold.Folded folded, String loanKey, ListTerms terms) {
        var payments = new LinkedHashMap<String, List<LoanEvent>>();
        for (Step step : folded.steps()) {
            LoanEvent event = step.event();
            if (event.event() == EventType.INSTALLMENT_PAID) {
                payments.computeIfAbsent(part(event, terms), part -> new ArrayList<>())
                        .add(event);
            }
        }
        var rows = new ArrayList<ListRow>();
        payments.forEach((part, events) -> {
            Instant paidAt = events.getFirst().occurredAt();
            var values = new TreeMap<ListedField, String>();
            put(values, ListedField.PAID_AT, day(paidAt));
            for (LoanEvent event : events) {
                put(values, ListedField.PAID_AMOUNT, amount(event.facts().paidAmount()));
            }
            rows.add(new ListRow(
                    loanKey + ListRow.SEPARATOR + part,
                    folded.state().loanId(),
                    values,
                    0,
                    isExpected(folded.state(), paidAt, terms)));
        });
        return rows;
    }

    private static String part(LoanEvent event, ListTerms terms) {
        Integer number = event.facts().installmentNumber();
        // A payment without a number is one of its own, which no list that goes by numbers can name.
        return terms.partKey() == ListTerms.PartKeyField.INSTALLMENT_NUMBER && number != null
                ? number.toString()
                : event.identity();
    }

    private static void put(SortedMap<ListedField, String> values, ListedField field, @Nullable Object value) {
        if (value != null) {
            values.put(field, value.toString());
        }
    }

    /** The one way in which an amount is written. */
    public static @Nullable String amount(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }

    private static @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : BusinessDates.of(at);
    }

    /** In the order of the fields; empty: they match. */
    public static List<Difference> differences(ListTerms terms, ListRow here, ListRow there) {
        var differences = new ArrayList<Difference>();
        terms.fields().forEach((field, term) -> {
            String ours = here.values().getOrDefault(field, "");
            String theirs = there.values().getOrDefault(field, "");
            boolean isOneSided = ours.isEmpty() || theirs.isEmpty();
            if (isOneSided ? term.required() && !ours.equals(theirs) : !areSame(field, term, ours, theirs)) {
                differences.add(new Difference(
                        field.column(), ours, theirs, isOneSided ? "" : difference(field.kind(), ours, theirs)));
            }
        });
        return differences;
    }

    private static boolean areSame(ListedField field, Term term, String here, String there) {
        return switch (field.kind()) {
            case STATES -> Arrays.asList(there.split("\\|", -1)).contains(here);
            case TEXT -> here.equals(there);
            case AMOUNT, COUNT, DAY ->
                new BigDecimal(difference(field.kind(), here, there)).abs().compareTo(term.tolerance()) <= 0;
        };
    }

    private static String difference(ListedField.Kind kind, String here, String there) {
        return switch (kind) {
            case STATES, TEXT -> "";
            case AMOUNT, COUNT ->
                new BigDecimal(here)
                        .subtract(new BigDecimal(there))
                        .stripTrailingZeros()
                        .toPlainString();
            case DAY -> Long.toString(ChronoUnit.DAYS.between(LocalDate.parse(there), LocalDate.parse(here)));
        };
    }
}

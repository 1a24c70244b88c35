package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's list is compared with what Lastro knows: all that the comparison depends on beside the two.
 *
 * @param asOf the business date at whose end the list was true
 * @param from the first day that the list covers, by when a loan was created or an instalment paid; null: all before
 * @param loanKey what the list calls a loan by
 * @param partKey what it calls a payment by, beside its loan; null: it is a list of loans
 * @param fields to compare, each with its terms
 * @param states in which a loan here has to be in the list; empty: whatever its state
 */
public record ListTerms(
        LocalDate asOf,
        @Nullable LocalDate from,
        LoanKeyField loanKey,
        @Nullable PartKeyField partKey,
        SortedMap<ListedField, Term> fields,
        SortedSet<String> states) {

    /** What a loan is called by. */
    public enum LoanKeyField {
        LOAN_ID,
        CONTRACT_NUMBER,
        EXTERNAL_ID
    }

    /** What a payment is called by within its loan. */
    public enum PartKeyField {
        INSTALLMENT_NUMBER,
        EVENT_ID
    }

    /** Two lists: of loans, of payments. */
    public enum Kind {
        LOANS,
        PAYMENTS
    }

    /** The fields that say something of a payment. */
    public static final List<ListedField> OF_PAYMENTS = List.of(ListedField.PAID_AMOUNT, ListedField.PAID_AT);

    /** Those that say something of a loan. */
    public static final List<ListedField> OF_LOANS = List.of(ListedField.values()).stream()
            .filter(field -> field != ListedField.PAID_AT)
            .toList();

    /**
     * @param tolerance how far two values may be apart and still be the same: BRL, pieces or days; not negative
     * @param required where only one side says something, that is a difference; else it contradicts nothing
     */
    public record Term(BigDecimal tolerance, boolean required) {

        /** @throws IllegalArgumentException for a negative tolerance */
        public Term {
            if (tolerance.signum() < 0) {
                throw new IllegalArgumentException("a tolerance is not negative: " + tolerance);
            }
        }
    }

    public ListTerms {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        states = Collections.unmodifiableSortedSet(new TreeSet<>(states));
    }

    public Kind kind() {
        return partKey == null ? Kind.LOANS : Kind.PAYMENTS;
    }

    /** Events that occurred at or after it were not yet when the list was true. */
    public Instant cutOff() {
        return BusinessDates.cutOff(asOf);
    }
}

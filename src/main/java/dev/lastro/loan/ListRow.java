package dev.lastro.loan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One loan or payment, as a list or Lastro tells of it.
 *
 * @param key what both sides call it by
 * @param loanId empty where the list calls the loan by something else
 * @param values as {@link ListedField} says; what is absent is not said
 * @param number from 1, the row of the list; 0: it is of Lastro's own side
 * @param expected of Lastro's own side: a list that does not have it is wrong; else it may have it
 */
public record ListRow(String key, String loanId, SortedMap<ListedField, String> values, long number, boolean expected) {

    /** Between a loan's key and a payment's. */
    public static final String SEPARATOR = "|";

    public ListRow {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}

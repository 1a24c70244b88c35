package dev.lastro.derive;

import dev.lastro.loan.ListComparison.Result;
import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListTerms;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What came of comparing a provider's own list with what was known, as it is kept in the log {@link #LOG}: the rows that
 * did not match, and on which terms. Rows that did are counted, and no longer looked at.
 *
 * @param fileSha256 lower-case hex, of the list as it was given
 * @param mappingSha256 lower-case hex, of the file that says how the list is read
 * @param at microseconds
 * @param known by log how many deliveries the loans were made of
 * @param totals as the run told them
 */
public record Statement(
        String provider,
        ListTerms terms,
        String fileSha256,
        String mappingSha256,
        String by,
        String because,
        Instant at,
        SortedMap<String, Long> known,
        SortedMap<String, String> totals,
        List<Entry> entries) {

    /** The log that statements stand in; it has one writer, the job {@code reconcile}. */
    public static final String LOG = "statements";

    /** Rows that are kept, the first by key: who has more needs no list of them, but another list. */
    public static final int ENTRIES_MAX = 100_000;

    /**
     * A row that did not match.
     *
     * @param row as the list has it; of MISSING_THERE what it is called here, without values
     * @param readings how many rows of the list have this key and say different things; 1 unless it contradicts itself
     */
    public record Entry(Result result, ListRow row, int readings) {}
}

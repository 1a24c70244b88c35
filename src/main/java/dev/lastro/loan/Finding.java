package dev.lastro.loan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something missing, impossible, late or contradictory, with a stable id and its evidence (spec section 6).
 *
 * @param id first 16 hex of SHA-256({@code provider|loan_id|code|expected event|key})
 * @param loanId empty where the finding is of no single loan
 * @param expected the event that is missing, where one is
 * @param after the event before the gap, where there is one
 * @param dueAt when the expected event should have been here (without grace), where a deadline says so
 * @param until where the interval that it tells of ends, which begins {@link #afterAt}; of most: null
 * @param since the first business date whose report could have had it, from the events' own times alone
 * @param evidence event identities, sorted
 * @param suggestedAction whom to ask for what, at most {@link Findings#ACTION_MAX} characters in each language
 */
public record Finding(
        String id,
        FindingCode code,
        Severity severity,
        String provider,
        String loanId,
        @Nullable EventType expected,
        @Nullable EventType after,
        @Nullable Instant afterAt,
        @Nullable Instant until,
        @Nullable Instant dueAt,
        @Nullable LocalDate since,
        List<String> evidence,
        Text suggestedAction) {

    /** Of no interval. */
    public Finding(
            String id,
            FindingCode code,
            Severity severity,
            String provider,
            String loanId,
            @Nullable EventType expected,
            @Nullable EventType after,
            @Nullable Instant afterAt,
            @Nullable Instant dueAt,
            @Nullable LocalDate since,
            List<String> evidence,
            Text suggestedAction) {
        this(
                id,
                code,
                severity,
                provider,
                loanId,
                expected,
                after,
                afterAt,
                null,
                dueAt,
                since,
                evidence,
                suggestedAction);
    }

    public enum Severity {
        INFO,
        MEDIUM,
        HIGH,
        CRITICAL
    }
}

package dev.lastro.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page tells of loans and findings; every list in the order in which it is shown. */
record NightFacts(
        List<State> states, List<Standing> findings, List<Exposure> exposures, List<Task> tasks, List<Outage> outages) {

    /**
     * The loans of a provider in one state.
     *
     * @param created how many of them were created on the business date, and so on
     */
    record State(
            String provider,
            String state,
            long loans,
            BigDecimal contracted,
            BigDecimal disbursed,
            BigDecimal paid,
            long created,
            long signed,
            long disbursedOnDay,
            BigDecimal disbursedAmountOnDay,
            long closed) {}

    /** @param ageDays the least of its bucket; -1: nobody can say since when */
    record Standing(String code, String severity, int ageDays, long findings) {}

    /** @param code empty: of all codes, each loan once */
    record Exposure(String code, long loans, BigDecimal amount) {}

    /**
     * Findings of one kind.
     *
     * @param loans how many different ones
     * @param dearest at most three of them
     */
    record Task(
            String provider,
            String code,
            String severity,
            @Nullable String expectedEvent,
            long findings,
            long loans,
            BigDecimal exposure,
            @Nullable LocalDate since,
            List<String> dearest) {}

    /**
     * A provider that seems to have been away.
     *
     * @param from null: nobody can say since when
     */
    record Outage(String provider, String code, @Nullable Instant from, String portuguese, String english) {}

    long findingsCount() {
        return findings.stream().mapToLong(Standing::findings).sum();
    }

    long findingsCount(String severity) {
        return findings.stream()
                .filter(each -> each.severity().equals(severity))
                .mapToLong(Standing::findings)
                .sum();
    }

    Exposure exposure() {
        return exposures.stream()
                .filter(each -> each.code().isEmpty())
                .findFirst()
                .orElse(new Exposure("", 0, BigDecimal.ZERO));
    }
}

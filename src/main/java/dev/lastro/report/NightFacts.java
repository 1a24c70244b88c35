package dev.lastro.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the page tells of loans and findings; every list in the order in which it is shown. An amount is null where no
 * platform has told it of any of the loans: that is not zero.
 *
 * @param exposure of all loans that have findings, each once
 * @param exposures of each code
 */
record NightFacts(
        List<State> states,
        List<Standing> findings,
        Exposure exposure,
        List<Exposure> exposures,
        List<Task> tasks,
        List<Outage> outages) {

    /**
     * The loans of a provider in one state.
     *
     * @param created how many of them were created on the business date, and so on
     */
    record State(
            String provider,
            String state,
            long loans,
            @Nullable BigDecimal contracted,
            @Nullable BigDecimal disbursed,
            @Nullable BigDecimal paid,
            long created,
            long signed,
            long disbursedOnDay,
            @Nullable BigDecimal disbursedAmountOnDay,
            long closed) {}

    record Standing(String code, String severity, Age age, long findings) {

        /** Nobody has to act on it. */
        boolean isInfo() {
            return severity.equals(SeverityWords.INFO);
        }
    }

    /** @param unknown how many of the loans nobody has told the amount of */
    record Exposure(String code, long loans, @Nullable BigDecimal amount, long unknown) {}

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
            @Nullable BigDecimal exposure,
            @Nullable LocalDate since,
            List<Dear> dearest) {}

    /** A loan, by the names that people look it up by. */
    record Dear(
            String loanId,
            @Nullable String contract,
            @Nullable BigDecimal amount) {

        boolean isDearer(Dear other) {
            return amount != null && (other.amount == null || amount.compareTo(other.amount) > 0);
        }

        Dear masked() {
            return new Dear(Mask.everywhere(loanId), contract == null ? null : Mask.everywhere(contract), amount);
        }
    }

    /**
     * A provider that seems to have been away.
     *
     * @param from null: nobody can say since when
     * @param until null: it may last
     */
    record Outage(
            String provider,
            String code,
            @Nullable Instant from,
            @Nullable Instant until,
            String portuguese,
            String english) {

        static final String SUSPECTED = "OUTAGE_SUSPECTED";
        static final Set<String> CODES = Set.of(SUSPECTED, "PROVIDER_SILENCE");
    }

    /** That somebody has to act on. */
    long toDo() {
        return count(each -> !each.isInfo());
    }

    long onlyInformation() {
        return count(Standing::isInfo);
    }

    long critical() {
        return count(each -> each.severity().equals(SeverityWords.CRITICAL));
    }

    long count(Predicate<Standing> which) {
        return findings.stream().filter(which).mapToLong(Standing::findings).sum();
    }
}

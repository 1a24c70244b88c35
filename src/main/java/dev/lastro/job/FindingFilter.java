package dev.lastro.job;

import dev.lastro.loan.Finding.Severity;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.FindingStatus;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are meant: those that fit all of it. An empty set and null fit everything.
 *
 * @param ids 16 lower-case hex each
 * @param since the first business date that could have had the finding, or a later one
 * @param statuses as decided by now
 * @param assignedTo the last assignment says so
 * @param waits for the approval of a waiver
 */
public record FindingFilter(
        Set<String> ids,
        Set<FindingCode> codes,
        Set<Severity> severities,
        Set<FindingStatus> statuses,
        @Nullable String provider,
        @Nullable String loanId,
        @Nullable LocalDate since,
        @Nullable String assignedTo,
        boolean waits) {

    public FindingFilter {
        ids = Set.copyOf(ids);
        codes = Set.copyOf(codes);
        severities = Set.copyOf(severities);
        statuses = Set.copyOf(statuses);
    }

    public static FindingFilter ofIds(Set<String> ids) {
        return new FindingFilter(ids, Set.of(), Set.of(), Set.of(), null, null, null, null, false);
    }

    /** Whether it fits everything. */
    public boolean isNone() {
        return equals(ofIds(Set.of()));
    }
}

package dev.lastro.oracle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one delivery says by itself, before any other is looked at.
 *
 * @param kind QUARANTINED, NOT_LOAN, UNKNOWN or LOAN
 * @param event canonical, for LOAN only
 * @param timeAssumed {@code occurredAt} is the time of receipt
 * @param identity event id or hash of the body, for LOAN only
 * @param bodyHash hex, unsalted
 */
record Read(
        Arrived arrived,
        String kind,
        @Nullable String type,
        @Nullable String status,
        @Nullable String previousStatus,
        @Nullable String event,
        @Nullable String loanId,
        Instant occurredAt,
        boolean timeAssumed,
        String identity,
        String bodyHash,
        Facts facts) {

    /** Two sightings of one identity say the same if this is the same. */
    String content() {
        return String.join("\u0001", type + "", status + "", previousStatus + "", event + "", loanId + "")
                + (timeAssumed ? "" : occurredAt)
                + facts;
    }
}

package dev.lastro.provider;

import dev.lastro.loan.Content;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a definition makes of a delivery's bytes. Each text is at most {@link #TEXT_MAX} characters. */
public sealed interface Mapped {

    /** Longest text that is taken from a delivery: it must fit the columns and keys of the derived tables. */
    int TEXT_MAX = 255;

    /** @param eventId the provider's id, where it sent one */
    record Event(
            @Nullable String eventId,
            String type,
            @Nullable String status,
            @Nullable String previousStatus,
            EventType event,
            String loanId,
            Instant occurredAt,
            boolean timeAssumed,
            Facts facts)
            implements Mapped {

        public Content content() {
            return new Content(type, status, previousStatus, event, loanId, timeAssumed ? null : occurredAt, facts);
        }
    }

    record NotLoan(
            @Nullable String eventId, String type, @Nullable String status) implements Mapped {}

    /** @param occurredAt the provider's time where it could be read, never assumed */
    record Unknown(
            @Nullable String eventId,
            String type,
            @Nullable String status,
            @Nullable String loanId,
            @Nullable Instant occurredAt)
            implements Mapped {}

    /** @param reason for a person: what could not be used and where, at most {@link #TEXT_MAX} characters, never the payload itself */
    record Quarantined(String reason) implements Mapped {}
}

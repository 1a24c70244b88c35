package dev.lastro.loan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a loan, after removing duplicates.
 *
 * @param identity the provider's event id, else the lower-case hex SHA-256 of the body (without salt)
 * @param type the provider's own word
 * @param status the provider's own word, where the delivery has one
 * @param previousStatus the status that the provider says came before, where it says so
 * @param occurredAt the provider's time, microseconds
 * @param timeAssumed the delivery named no time, {@code occurredAt} is when we received it
 * @param place the delivery that counts for this event
 * @param receivedAt when that delivery was received
 * @param duplicates deliveries of class DUPLICATE of this identity
 * @param conflicts deliveries of class CONFLICT of this identity
 */
public record LoanEvent(
        String provider,
        String loanId,
        String identity,
        EventType event,
        String type,
        @Nullable String status,
        @Nullable String previousStatus,
        Instant occurredAt,
        boolean timeAssumed,
        Facts facts,
        Place place,
        Instant receivedAt,
        int duplicates,
        int conflicts) {

    public Content content() {
        return new Content(type, status, previousStatus, event, loanId, timeAssumed ? null : occurredAt, facts);
    }
}

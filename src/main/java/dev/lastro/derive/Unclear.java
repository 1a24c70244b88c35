package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that could not be understood yet: a row of {@code unclear}.
 *
 * @param deliveryClass UNKNOWN or QUARANTINED
 * @param reason for a person, never the payload itself
 * @param occurredAt the provider's time where it could be read, never assumed
 * @param bodySha256 lower-case hex, without salt
 * @param entryBodySha256 lower-case hex, with salt: the one that leaves the building
 */
public record Unclear(
        Place place,
        Instant receivedAt,
        String provider,
        DeliveryClass deliveryClass,
        String reason,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String status,
        @Nullable String loanId,
        @Nullable Instant occurredAt,
        String bodySha256,
        String entryBodySha256) {}

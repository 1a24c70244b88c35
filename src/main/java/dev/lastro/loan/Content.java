package dev.lastro.loan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery says: every mapped field but its id. Two deliveries of one identity with equal contents are repeats of
 * one another, whatever their envelopes (spec section 4).
 *
 * @param named the time that the delivery names; null where it names none: when we received it is not content
 */
public record Content(
        String type,
        @Nullable String status,
        @Nullable String previousStatus,
        EventType event,
        String loanId,
        @Nullable Instant named,
        Facts facts) {}

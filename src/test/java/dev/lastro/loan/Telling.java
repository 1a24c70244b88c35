package dev.lastro.loan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells once or often: the content of a delivery, before it has a place in a log.
 *
 * @param envelope differs where only the wrapping of a repeat differs
 * @param words the provider's own
 * @param receivedAt when it first comes in
 * @param log where it comes in; null: in any
 */
record Telling(
        String provider,
        String loanId,
        String identity,
        EventType event,
        Instant occurredAt,
        Facts facts,
        String envelope,
        Words words,
        Instant receivedAt,
        @Nullable String log) {

    /** What a definition translates. */
    record Words(
            String type, @Nullable String status, @Nullable String previousStatus) {}

    Telling(
            String provider,
            String loanId,
            String identity,
            EventType event,
            Instant occurredAt,
            Facts facts,
            String envelope) {
        this(
                provider,
                loanId,
                identity,
                event,
                occurredAt,
                facts,
                envelope,
                new Words(event.name(), null, null),
                occurredAt,
                null);
    }

    Telling with(Words others) {
        return new Telling(provider, loanId, identity, event, occurredAt, facts, envelope, others, receivedAt, log);
    }

    Telling received(Instant at, @Nullable String in) {
        return new Telling(provider, loanId, identity, event, occurredAt, facts, envelope, words, at, in);
    }

    static Telling of(String loanId, String identity, EventType event, Instant occurredAt, Facts facts) {
        return new Telling("base39", loanId, identity, event, occurredAt, facts, "");
    }

    Telling inEnvelope(String other) {
        return new Telling(provider, loanId, identity, event, occurredAt, facts, other, words, receivedAt, log);
    }

    String content() {
        return sha256(loanId + "|" + event + "|" + occurredAt + "|" + facts + "|" + words);
    }

    Sighting at(Place place, Instant receivedAt) {
        return new Seen(place, receivedAt, occurredAt, sha256(content() + envelope), Seen.content(content()));
    }

    LoanEvent toEvent(Place place, Instant receivedAt, int duplicates, int conflicts) {
        return new LoanEvent(
                provider,
                loanId,
                identity,
                event,
                words.type(),
                words.status(),
                words.previousStatus(),
                occurredAt,
                false,
                facts,
                place,
                receivedAt,
                duplicates,
                conflicts);
    }

    LoanEvent toEvent() {
        return toEvent(new Place("main", Math.floorMod(identity.hashCode(), 1000)), occurredAt, 0, 0);
    }

    static String sha256(@Nullable String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(String.valueOf(text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

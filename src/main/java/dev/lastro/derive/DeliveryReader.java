package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.log.ErasureAct;
import dev.lastro.log.LogRow;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes to what they mean, by the definitions given. Not thread-safe. */
public final class DeliveryReader {

    private static final HexFormat HEX = HexFormat.of();

    private final Definitions definitions;
    private final MessageDigest sha256;

    public DeliveryReader(Definitions definitions) {
        this.definitions = definitions;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Reading read(LogRow row) {
        var place = new Place(row.log(), row.position());
        if (row.isErased()) {
            return new Reading.Erased(place, row.provider());
        }
        return switch (map(row)) {
            case Mapped.Event event -> new Reading.OfLoan(line(row, place, event));
            case Mapped.NotLoan _ -> new Reading.NotLoan(place, row.provider());
            case Mapped.Unknown unknown ->
                new Reading.NotUnderstood(unclear(
                        row,
                        place,
                        DeliveryClass.UNKNOWN,
                        reason(unknown),
                        unknown.eventId(),
                        unknown.type(),
                        unknown.status(),
                        unknown));
            case Mapped.Quarantined quarantined ->
                new Reading.NotUnderstood(
                        unclear(row, place, DeliveryClass.QUARANTINED, quarantined.reason(), null, null, null, null));
        };
    }

    /**
     * What the definition of its provider says; a provider without one has its deliveries QUARANTINED. Lastro's own acts
     * are about no loan's course.
     *
     * @throws IllegalArgumentException if its body was erased: no definition says anything of that
     */
    public Mapped map(LogRow row) {
        if (row.isErased()) {
            throw new IllegalArgumentException("delivery %s/%d is erased".formatted(row.log(), row.position()));
        }
        if (row.provider().equals(ErasureAct.PROVIDER)) {
            return mapOurOwn(row.body());
        }
        var provider = definitions.providers().get(row.provider());
        if (provider == null) {
            return new Mapped.Quarantined(
                    "no definition of provider %s: jobs/providers/%1$s.yaml".formatted(row.provider()));
        }
        return provider.map(row.body(), row.receivedAt());
    }

    /** Of a decision that cannot be read a person must hear: somebody believes that it counts. */
    private static Mapped mapOurOwn(byte[] body) {
        var decision = DecisionText.typeOf(body);
        if (decision.isEmpty()) {
            return new Mapped.NotLoan(null, ErasureAct.nameOf(body), null);
        }
        try {
            DecisionText.read(body);
            return new Mapped.NotLoan(null, decision, null);
        } catch (IllegalArgumentException e) {
            return new Mapped.Quarantined(clip(String.valueOf(e.getMessage())));
        }
    }

    String bodySha256(LogRow row) {
        return HEX.formatHex(sha256.digest(row.body()));
    }

    private Line line(LogRow row, Place place, Mapped.Event event) {
        var eventId = event.eventId();
        return new Line(
                new LoanEvent(
                        row.provider(),
                        event.loanId(),
                        eventId == null ? bodySha256(row) : eventId,
                        event.event(),
                        event.type(),
                        event.status(),
                        event.previousStatus(),
                        event.occurredAt(),
                        event.timeAssumed(),
                        event.facts(),
                        place,
                        row.receivedAt(),
                        0,
                        0),
                eventId == null,
                DeliveryClass.EVENT,
                null);
    }

    private Unclear unclear(
            LogRow row,
            Place place,
            DeliveryClass deliveryClass,
            String reason,
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String status,
            Mapped.@Nullable Unknown unknown) {
        var plain = bodySha256(row);
        sha256.update(row.salt());
        return new Unclear(
                place,
                row.receivedAt(),
                row.provider(),
                deliveryClass,
                reason,
                eventId,
                type,
                status,
                unknown == null ? null : unknown.loanId(),
                unknown == null ? null : unknown.occurredAt(),
                plain,
                HEX.formatHex(sha256.digest(row.body())));
    }

    /** For a person; the words are the sender's and may be long. */
    private static String reason(Mapped.Unknown unknown) {
        var status = unknown.status() == null ? "no status" : "status " + unknown.status();
        var reason = "no rule of the definition has " + status + " with type " + unknown.type();
        return clip(reason);
    }

    private static String clip(String reason) {
        var end = Math.min(Mapped.TEXT_MAX, reason.length());
        return reason.substring(0, Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end);
    }
}

package dev.lastro.job;

import dev.lastro.loan.Place;
import dev.lastro.loan.Sighting;
import dev.lastro.log.Delivery;
import dev.lastro.log.Entry;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Bytes to what they mean, by today's definitions. */
@Component
class Mapper {

    private final Definitions definitions;

    Mapper(Definitions definitions) {
        this.definitions = definitions;
    }

    Classified map(Delivery delivery) {
        return new Classified(
                new Place(delivery.log(), delivery.position()),
                delivery.receivedAt(),
                delivery.provider(),
                mapped(delivery),
                sha256(delivery.body()),
                Entry.bodyHash(delivery),
                Entry.leafHash(delivery));
    }

    private Mapped mapped(Delivery delivery) {
        var provider = definitions.providers().get(delivery.provider());
        if (provider == null) {
            return new Mapped.Quarantined(
                    "no definition of provider %s: jobs/providers/%1$s.yaml".formatted(delivery.provider()));
        }
        return provider.map(delivery.body(), delivery.receivedAt());
    }

    /** The provider's event id, or the body's hash where it sends none (spec section 4). */
    static String identity(Classified delivery, Mapped.Event event) {
        return event.eventId() == null ? HexFormat.of().formatHex(delivery.bodySha256()) : event.eventId();
    }

    static Seen seen(Classified delivery, Mapped.Event event) {
        var sighting = new Sighting(
                delivery.place(),
                delivery.receivedAt(),
                event.occurredAt(),
                HexFormat.of().formatHex(delivery.bodySha256()),
                event.content());
        return new Seen(sighting, event.loanId(), null);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

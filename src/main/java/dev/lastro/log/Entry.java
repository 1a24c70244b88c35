package dev.lastro.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoField;
import java.util.HexFormat;

/** A delivery's entry in the Merkle tree: the text of spec section 3, and the hashes made of it. */
public final class Entry {

    private static final HexFormat HEX = HexFormat.of();

    private Entry() {}

    /** {@code lastro-entry/1} and its seven fields, UTF-8, each line ended by a line feed. */
    public static byte[] encode(Delivery delivery) {
        return encode(delivery, sha256().digest(delivery.headers()), bodyHash(delivery));
    }

    /** The same of a delivery that is erased, by what was kept of it ({@link Erasures}). */
    private static byte[] encode(Delivery delivery, byte[] headersSha256, byte[] bodySha256) {
        var receivedAt = delivery.receivedAt();
        if (receivedAt.getLong(ChronoField.NANO_OF_SECOND) % 1_000 != 0) {
            throw new IllegalArgumentException("received at " + receivedAt + ", which is finer than a microsecond");
        }
        var micros = Math.addExact(
                Math.multiplyExact(receivedAt.getEpochSecond(), 1_000_000L), receivedAt.getNano() / 1_000);
        return """
                lastro-entry/1
                log: %s
                position: %d
                received-at: %d
                provider: %s
                remote-address: %s
                headers-sha256: %s
                body-sha256: %s
                """.formatted(
                        delivery.log(),
                        delivery.position(),
                        micros,
                        delivery.provider(),
                        delivery.remoteAddress(),
                        HEX.formatHex(headersSha256),
                        HEX.formatHex(bodySha256))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256(salt || body): the body's hash that leaves the building. */
    public static byte[] bodyHash(Delivery delivery) {
        var digest = sha256();
        digest.update(delivery.salt());
        return digest.digest(delivery.body());
    }

    /** SHA-256(0x00 || entry): RFC 6962, section 2.1. */
    public static byte[] leafHash(Delivery delivery) {
        var digest = sha256();
        digest.update((byte) 0);
        return digest.digest(encode(delivery));
    }

    /** The same of a delivery that is erased, by what was kept of it. */
    public static byte[] leafHash(Delivery delivery, Erasures.Hashes kept) {
        var digest = sha256();
        digest.update((byte) 0);
        return digest.digest(encode(delivery, kept.headersSha256(), kept.bodySha256()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

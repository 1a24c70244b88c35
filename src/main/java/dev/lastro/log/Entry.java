package dev.lastro.log;

import dev.lastro.proof.TreeHash;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A delivery's entry in the Merkle tree: the text of spec section 3, and the hashes made of it. The one place that writes
 * it, for a single delivery and for millions. Not thread-safe.
 */
public final class Entry {

    /** The longest of all: names of 32 characters, an address of 45, numbers of 20, two hashes, and the words. */
    private static final int BYTES_MAX = 512;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] LOG = bytes("lastro-entry/1\nlog: ");
    private static final byte[] POSITION = bytes("\nposition: ");
    private static final byte[] RECEIVED_AT = bytes("\nreceived-at: ");
    private static final byte[] PROVIDER = bytes("\nprovider: ");
    private static final byte[] REMOTE_ADDRESS = bytes("\nremote-address: ");
    private static final byte[] HEADERS = bytes("\nheaders-sha256: ");
    private static final byte[] BODY = bytes("\nbody-sha256: ");

    private final MessageDigest sha256 = sha256();
    private final TreeHash tree = new TreeHash();
    private final byte[] hash = new byte[TreeHash.BYTES];
    private byte[] entry = new byte[BYTES_MAX];
    private int length;

    /** {@code lastro-entry/1} and its seven fields, UTF-8, each line ended by a line feed. */
    public static byte[] encode(Delivery delivery) {
        var entry = new Entry();
        entry.take(delivery);
        return Arrays.copyOf(entry.entry, entry.length);
    }

    /** The same of a delivery that is erased, by what was kept of it. */
    public static byte[] encode(Delivery delivery, Erasures.Hashes kept) {
        var entry = new Entry();
        entry.take(delivery, kept);
        return Arrays.copyOf(entry.entry, entry.length);
    }

    /** SHA-256(salt || body): the body's hash that leaves the building. */
    public static byte[] bodyHash(Delivery delivery) {
        var digest = sha256();
        digest.update(delivery.salt());
        return digest.digest(delivery.body());
    }

    /** SHA-256(0x00 || entry): RFC 6962, section 2.1. */
    public static byte[] leafHash(Delivery delivery) {
        var entry = new Entry();
        entry.take(delivery);
        var leaf = new byte[TreeHash.BYTES];
        entry.leaf(leaf, 0);
        return leaf;
    }

    /** The same of a delivery that is erased, by what was kept of it. */
    public static byte[] leafHash(Delivery delivery, Erasures.Hashes kept) {
        var entry = new Entry();
        entry.take(delivery, kept);
        var leaf = new byte[TreeHash.BYTES];
        entry.leaf(leaf, 0);
        return leaf;
    }

    private void take(Delivery delivery) {
        take(
                bytes(delivery.log()),
                delivery.position(),
                micros(delivery.receivedAt()),
                bytes(delivery.provider()),
                bytes(delivery.remoteAddress()),
                delivery.headers(),
                delivery.salt(),
                delivery.body());
    }

    private void take(Delivery delivery, Erasures.Hashes kept) {
        take(
                bytes(delivery.log()),
                delivery.position(),
                micros(delivery.receivedAt()),
                bytes(delivery.provider()),
                bytes(delivery.remoteAddress()),
                kept);
    }

    /** Takes a row that is erased. */
    void take(
            byte[] log,
            long position,
            long receivedAtMicros,
            byte[] provider,
            byte[] remoteAddress,
            Erasures.Hashes kept) {
        begin(log, position, receivedAtMicros, provider, remoteAddress);
        append(HEADERS);
        appendHex(kept.headersSha256());
        append(BODY);
        appendHex(kept.bodySha256());
        append((byte) '\n');
    }

    /** Takes a row as it stands in the table. */
    void take(
            byte[] log,
            long position,
            long receivedAtMicros,
            byte[] provider,
            byte[] remoteAddress,
            byte[] headers,
            byte[] salt,
            byte[] body) {
        begin(log, position, receivedAtMicros, provider, remoteAddress);
        append(HEADERS);
        sha256.update(headers);
        appendHash();
        append(BODY);
        sha256.update(salt);
        sha256.update(body);
        appendHash();
        append((byte) '\n');
    }

    private void begin(byte[] log, long position, long receivedAtMicros, byte[] provider, byte[] remoteAddress) {
        length = 0;
        append(LOG);
        append(log);
        append(POSITION);
        append(position);
        append(RECEIVED_AT);
        append(receivedAtMicros);
        append(PROVIDER);
        append(provider);
        append(REMOTE_ADDRESS);
        append(remoteAddress);
    }

    /** The leaf of what was taken. */
    void leaf(byte[] into, int at) {
        tree.leaf(entry, length, into, at);
    }

    private void append(byte[] bytes) {
        // What somebody else wrote into the table can be longer than what we do.
        if (length + bytes.length + BYTES_MAX > entry.length) {
            entry = Arrays.copyOf(entry, length + bytes.length + 2 * BYTES_MAX);
        }
        System.arraycopy(bytes, 0, entry, length, bytes.length);
        length += bytes.length;
    }

    private void append(byte each) {
        entry[length++] = each;
    }

    private void append(long number) {
        append(bytes(Long.toString(number)));
    }

    /** In lower-case hex. */
    private void appendHash() {
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("there is room for a hash", e);
        }
        appendHex(hash);
    }

    private void appendHex(byte[] bytes) {
        for (var each : bytes) {
            entry[length++] = HEX[(each >> 4) & 15];
            entry[length++] = HEX[each & 15];
        }
    }

    private static long micros(Instant instant) {
        if (instant.getNano() % 1_000 != 0) {
            throw new IllegalArgumentException("received at " + instant + ", which is finer than a microsecond");
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

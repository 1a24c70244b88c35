package dev.lastro.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** A body that is found again: its number in the first line, then any bytes. */
record Delivery(long number, byte[] body) {

    /** Every body begins with it; the proxy before MySQL knows by it what carries deliveries. */
    static final String MARK = "lastro-loss-check ";

    private static final int MAX_NOISE_BYTES = 4096;

    static Delivery random(long number, Random random) {
        var head = (MARK + number + "\n").getBytes(StandardCharsets.US_ASCII);
        var noise = new byte[random.nextInt(MAX_NOISE_BYTES)];
        random.nextBytes(noise);
        var body = Arrays.copyOf(head, head.length + noise.length);
        System.arraycopy(noise, 0, body, head.length, noise.length);
        return new Delivery(number, body);
    }

    /** @return -1 if it is none of ours */
    static long numberOf(byte[] body) {
        var line = new String(body, 0, Math.min(body.length, 40), StandardCharsets.ISO_8859_1);
        var end = line.indexOf('\n');
        return line.startsWith(MARK) && end > 0 ? Long.parseLong(line.substring(MARK.length(), end)) : -1;
    }

    static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

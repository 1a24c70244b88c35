package dev.lastro.receiver;

import dev.lastro.provider.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * The JSON text under which header lines are stored: {@code [["Content-Type","application/json"],…]}, in their order.
 * Written straight into bytes: it is made for every delivery.
 */
final class StoredHeaders {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** No character becomes more than this: {@code \}{@code u001F}. */
    private static final int MOST_PER_CHARACTER = 6;

    /** {@code ["","" ],}. */
    private static final int AROUND_A_LINE = 8;

    private byte[] bytes = new byte[512];
    private int length;

    private StoredHeaders() {}

    /**
     * @param secret names of the headers that carry credentials, compared as the set compares; of those only
     *     {@code sha256:<hex of the value's bytes>} is stored
     */
    static byte[] encode(RequestHeaders headers, Set<String> secret) {
        var json = new StoredHeaders();
        json.add('[');
        var lines = headers.lines();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var value = secret.contains(line.name()) ? digest(line.value()) : line.value();
            json.line(i > 0, line.name(), value);
        }
        json.makeRoom(1);
        json.add(']');
        return Arrays.copyOf(json.bytes, json.length);
    }

    private void line(boolean isFurther, String name, String value) {
        makeRoom(AROUND_A_LINE + MOST_PER_CHARACTER * (name.length() + value.length()));
        if (isFurther) {
            add(',');
        }
        add('[');
        text(name);
        add(',');
        text(value);
        add(']');
    }

    /** RFC 8259 section 7, with the short forms where there are any. */
    private void text(String text) {
        add('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= ' ' && c < 0x80) {
                if (c == '"' || c == '\\') {
                    add('\\');
                }
                add(c);
            } else if (c >= 0x80) {
                // ISO-8859-1, so there is nothing above 0xFF
                add(0xC0 | (c >> 6));
                add(0x80 | (c & 0x3F));
            } else {
                control(c);
            }
        }
        add('"');
    }

    private void control(char c) {
        add('\\');
        switch (c) {
            case '\b' -> add('b');
            case '\t' -> add('t');
            case '\n' -> add('n');
            case '\f' -> add('f');
            case '\r' -> add('r');
            default -> {
                add('u');
                add('0');
                add('0');
                add(HEX[c >> 4]);
                add(HEX[c & 0xF]);
            }
        }
    }

    private void add(int b) {
        bytes[length++] = (byte) b;
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static String digest(String value) {
        return "sha256:" + HexFormat.of().formatHex(sha256(value.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

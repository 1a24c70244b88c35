package dev.lastro.derive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link ByteSink} took. */
final class ByteSource {

    private final byte[] bytes;
    private final int end;
    private int at;

    ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    ByteSource(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    boolean isAtEnd() {
        return at == end;
    }

    int one() {
        return bytes[at++] & 0xFF;
    }

    long number() {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    int count() {
        return Math.toIntExact(number());
    }

    long signed() {
        var value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    long eight() {
        var value = 0L;
        for (var i = 0; i < 8; i++) {
            value = value << 8 | (bytes[at++] & 0xFF);
        }
        return value;
    }

    byte[] bytes(int count) {
        var copy = Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return copy;
    }

    /** The index of the next byte. */
    int at() {
        return at;
    }

    void skip(int count) {
        at += count;
    }

    String text() {
        var length = count();
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}

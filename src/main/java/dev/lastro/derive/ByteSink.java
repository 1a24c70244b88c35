package dev.lastro.derive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows, and takes numbers in as few bytes as they need (seven bits a byte, least first). */
final class ByteSink {

    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** What is behind {@link #length()} is garbage; valid until the next call. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void one(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /** 1 byte below 128, up to 10 bytes; a negative number takes 10. */
    void number(long value) {
        room(10);
        var rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Small numbers of either sign take few bytes. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** Two bytes, the higher first. */
    void two(int value) {
        one(value >>> 8);
        one(value);
    }

    /** Eight bytes, the highest first. */
    void eight(long value) {
        room(8);
        for (var shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    void all(byte[] more, int from, int count) {
        room(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
    }

    /** Room for so many bytes more, to be written into {@link #array} by the caller; the index of the first of them. */
    int reserve(int count) {
        room(count);
        var from = length;
        length += count;
        return from;
    }

    /** Takes back the last of what was reserved. */
    void unreserve(int count) {
        length -= count;
    }

    /** @param text of ASCII alone */
    @SuppressWarnings("deprecation") // copies the lower bytes, which is what is wanted
    void ascii(String text) {
        var from = reserve(text.length());
        text.getBytes(0, text.length(), bytes, from);
    }

    /** Its length in bytes, then UTF-8. */
    void text(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        all(utf8, 0, utf8.length);
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}

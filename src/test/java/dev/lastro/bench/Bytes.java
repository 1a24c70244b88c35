package dev.lastro.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text put together as bytes, in a buffer that is used again and again. */
final class Bytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long DAYS_TO_1970 = 719_468;
    private static final int DAYS_OF_400_YEARS = 146_097;

    private byte[] bytes;
    private int length;

    Bytes() {
        this(4096);
    }

    /** @param room what it will have to hold, roughly */
    Bytes(int room) {
        this.bytes = new byte[room];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    Bytes clear() {
        length = 0;
        return this;
    }

    Bytes add(byte[] other, int count) {
        room(count);
        System.arraycopy(other, 0, bytes, length, count);
        length += count;
        return this;
    }

    Bytes add(byte[] other) {
        return add(other, other.length);
    }

    Bytes add(int oneByte) {
        room(1);
        bytes[length++] = (byte) oneByte;
        return this;
    }

    /** In ASCII. */
    Bytes number(long value) {
        if (value < 0) {
            return add('-').number(-value);
        }
        var digits = 1;
        for (var rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits(value, digits);
    }

    /** With zeros before it. */
    Bytes digits(long value, int digits) {
        room(digits);
        var rest = value;
        for (var at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Hundredths as an amount: {@code 1234.50}. */
    Bytes cents(long cents) {
        return number(cents / 100).add('.').digits(cents % 100, 2);
    }

    Bytes hex(long value, int digits) {
        room(digits);
        for (var i = digits - 1; i >= 0; i--) {
            bytes[length++] = HEX[(int) (value >>> (4 * i)) & 15];
        }
        return this;
    }

    /** {@code 2026-11-21}, by the calendar that is valid for all days (H. Hinnant, days to civil). */
    Bytes date(long daysSince1970) {
        var days = daysSince1970 + DAYS_TO_1970;
        var era = Math.floorDiv(days, DAYS_OF_400_YEARS);
        var dayOfEra = days - era * DAYS_OF_400_YEARS;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var shifted = (5 * dayOfYear + 2) / 153;
        var month = shifted < 10 ? shifted + 3 : shifted - 9;
        return digits(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)
                .add('-')
                .digits(month, 2)
                .add('-')
                .digits(dayOfYear - (153 * shifted + 2) / 5 + 1, 2);
    }

    /** {@code 2026-11-21T14:03:07.123}, or with another letter than T. */
    Bytes time(long epochMillis, char between) {
        var millis = Math.floorMod(epochMillis, MILLIS_PER_DAY);
        return date(Math.floorDiv(epochMillis, MILLIS_PER_DAY))
                .add(between)
                .digits(millis / 3_600_000, 2)
                .add(':')
                .digits(millis / 60_000 % 60, 2)
                .add(':')
                .digits(millis / 1000 % 60, 2)
                .add('.')
                .digits(millis % 1000, 3);
    }

    Bytes utc(long epochMillis) {
        return time(epochMillis, 'T').add('Z');
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

package dev.lastro.derive;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Rows as LOAD DATA reads them by default: fields end with a tab, rows with a line feed, NULL is {@code \N}, and a
 * backslash stands before what would mean something else. Bytes are as they are, text is UTF-8.
 */
final class DelimitedFields implements Fields {

    private static final int NANOS_A_MICRO = 1_000;

    private final ByteSink out;
    private boolean inRow;

    DelimitedFields(ByteSink out) {
        this.out = out;
    }

    void endRow() {
        out.one('\n');
        inRow = false;
    }

    @Override
    public void text(@Nullable String text) {
        begin();
        if (text == null) {
            none();
            return;
        }
        var length = text.length();
        var from = out.reserve(length);
        var array = out.array();
        for (var i = 0; i < length; i++) {
            var letter = text.charAt(i);
            if (letter < ' ' || letter == '\\' || letter >= 0x7F) {
                out.unreserve(length);
                escaped(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            array[from + i] = (byte) letter;
        }
    }

    @Override
    public void number(long number) {
        begin();
        out.ascii(Long.toString(number));
    }

    @Override
    public void count(@Nullable Integer count) {
        begin();
        if (count == null) {
            none();
        } else {
            out.ascii(Integer.toString(count));
        }
    }

    @Override
    public void amount(@Nullable BigDecimal amount) {
        begin();
        if (amount == null) {
            none();
        } else {
            out.ascii(amount.toPlainString());
        }
    }

    @Override
    public void time(@Nullable Instant time) {
        begin();
        if (time == null) {
            none();
            return;
        }
        var utc = time.atOffset(ZoneOffset.UTC);
        date(utc.getYear(), utc.getMonthValue(), utc.getDayOfMonth());
        out.one(' ');
        digits(utc.getHour(), 2);
        out.one(':');
        digits(utc.getMinute(), 2);
        out.one(':');
        digits(utc.getSecond(), 2);
        out.one('.');
        digits(utc.getNano() / NANOS_A_MICRO, 6);
    }

    @Override
    public void date(@Nullable LocalDate date) {
        begin();
        if (date == null) {
            none();
        } else {
            date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        }
    }

    @Override
    public void bytes(byte[] bytes) {
        begin();
        escaped(bytes);
    }

    private void begin() {
        if (inRow) {
            out.one('\t');
        }
        inRow = true;
    }

    private void none() {
        out.one('\\');
        out.one('N');
    }

    private void date(int year, int month, int day) {
        digits(year, 4);
        out.one('-');
        digits(month, 2);
        out.one('-');
        digits(day, 2);
    }

    private void digits(int number, int count) {
        var at = out.reserve(count) + count;
        var rest = number;
        for (var i = 0; i < count; i++) {
            out.array()[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void escaped(byte[] bytes) {
        // no more than twice as many; what is left over is given back
        var from = out.reserve(2 * bytes.length);
        var array = out.array();
        var at = from;
        for (var each : bytes) {
            if (each == 0 || each == '\t' || each == '\n' || each == '\\') {
                array[at++] = '\\';
                array[at++] = each == 0 ? (byte) '0' : each;
            } else {
                array[at++] = each;
            }
        }
        out.unreserve(from + 2 * bytes.length - at);
    }
}

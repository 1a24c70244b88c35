package dev.lastro.provider;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a provider writes its times: ISO 8601 (extended, {@code 2026-11-21T10:00:00.123-03:00}, seconds and fraction
 * optional), or a pattern of {@link DateTimeFormatter}. A local time counts only where the definition names its zone; one
 * that a clock change skips or repeats is read as {@link java.time.ZonedDateTime#of} does.
 *
 * @param formatter null for ISO 8601, which is read by hand: it stands in every delivery
 * @param zone of times without an offset; null: such a time cannot be used
 */
record TimeFormat(
        @Nullable DateTimeFormatter formatter, @Nullable ZoneId zone) {

    static final TimeFormat ISO = new TimeFormat(null, null);

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END =
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999).toInstant(ZoneOffset.UTC);

    /** @throws IllegalArgumentException for a pattern that is wrong or gives no full time */
    static TimeFormat pattern(String pattern, @Nullable ZoneId zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ROOT)
                // lenient enough would turn 31 February into another day
                .withResolverStyle(ResolverStyle.STRICT);
        // tried in UTC where there is no zone, so that only a pattern that misses a part fails
        ZoneId tried = zone == null ? ZoneOffset.UTC : zone;
        String sample = formatter.format(Instant.parse("2026-11-21T13:00:00Z").atZone(tried));
        if (new TimeFormat(formatter, tried).read(sample) == null) {
            throw new IllegalArgumentException("it gives no full date and time");
        }
        return new TimeFormat(formatter, zone);
    }

    /** Whether a pattern's times name their own zone or offset. */
    static boolean hasOffset(String pattern) {
        return pattern.replaceAll("'[^']*'", "").matches(".*[VvzOXx].*");
    }

    /** @return microseconds, truncated; null for what cannot be read or is not within the years 1970 to 9999 */
    @Nullable
    Instant read(String text) {
        Instant instant = formatter == null ? iso(text) : formatted(formatter, text);
        if (instant == null || instant.isBefore(FIRST) || instant.isAfter(END)) {
            return null;
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private @Nullable Instant formatted(DateTimeFormatter format, String text) {
        try {
            TemporalAccessor parsed = format.parse(text);
            ZoneId offset = parsed.query(TemporalQueries.zone());
            ZoneId used = offset == null ? zone : offset;
            return used == null ? null : LocalDateTime.from(parsed).atZone(used).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable Instant iso(String text) {
        int length = text.length();
        if (length < 16 || "tT".indexOf(text.charAt(10)) < 0 || text.charAt(13) != ':') {
            return null;
        }
        LocalDate date = isoDate(text);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int at = 16;
        int second = 0;
        int nano = 0;
        if (at < length && text.charAt(at) == ':') {
            second = digits(text, 17, 19);
            at = 19;
            if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                int end = endOfDigits(text, at + 1);
                nano = nanos(text, at + 1, end);
                at = end;
            }
        }
        if (date == null || !within(hour, 23) || !within(minute, 59) || !within(second, 59) || nano < 0) {
            return null;
        }
        LocalDateTime local = date.atTime(hour, minute, second, nano);
        if (at == length) {
            return zone == null ? null : local.atZone(zone).toInstant();
        }
        ZoneOffset offset = offset(text, at);
        return offset == null ? null : local.toInstant(offset);
    }

    /** The first ten characters, as in {@code 2026-11-21}; null for anything else. */
    static @Nullable LocalDate isoDate(String text) {
        if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        boolean exists = year >= 0
                && within(month, 12)
                && month > 0
                && day > 0
                && day <= Month.of(month).length(Year.isLeap(year));
        return exists ? LocalDate.of(year, month, day) : null;
    }

    /** {@code Z}, {@code ±hh}, {@code ±hhmm} or {@code ±hh:mm} up to the text's end. */
    private static @Nullable ZoneOffset offset(String text, int at) {
        int left = text.length() - at;
        char sign = text.charAt(at);
        if ((sign == 'Z' || sign == 'z') && left == 1) {
            return ZoneOffset.UTC;
        }
        boolean colon = left == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || !(left == 3 || left == 5 || colon)) {
            return null;
        }
        int hours = digits(text, at + 1, at + 3);
        int minutes = left == 3 ? 0 : digits(text, text.length() - 2, text.length());
        if (!within(hours, 17) || !within(minutes, 59)) {
            return null;
        }
        int seconds = hours * 3600 + minutes * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private static boolean within(int number, int most) {
        return number >= 0 && number <= most;
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** The fraction's first nine digits; -1 where there is none. */
    private static int nanos(String text, int from, int end) {
        if (from == end) {
            return -1;
        }
        int nanos = 0;
        for (int i = from; i < from + 9; i++) {
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    /** -1 for anything but ASCII digits. */
    private static int digits(String text, int from, int to) {
        if (to > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

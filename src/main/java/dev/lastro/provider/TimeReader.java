package dev.lastro.provider;

import dev.lastro.provider.SignedHeader.Stamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks how times are written, and how far one may be off. */
final class TimeReader {

    /** What the specification of Standard Webhooks and its libraries take, and most others. */
    static final Duration WINDOW_DEFAULT = Duration.ofMinutes(5);

    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    /** Some senders sign once and send the same again for a day and more. */
    private static final Duration WINDOW_MAX = Duration.ofDays(7);

    private static final String ISO = "iso-8601";

    private TimeReader() {}

    /** Of the keys {@code format}, one or a list, and {@code zone}; ISO 8601 where neither is there. */
    static List<TimeFormat> formats(Section section) {
        ZoneId zone = zone(section.optional("zone"));
        Value formats = section.optional("format");
        if (formats == null) {
            return List.of(format(null, zone));
        }
        List<TimeFormat> read = new ArrayList<>();
        formats.oneOrMore().forEach(format -> read.add(format(format, zone)));
        return List.copyOf(read);
    }

    /** Of the same keys, but of one format only. */
    private static TimeFormat format(Section section) {
        return format(section.optional("format"), zone(section.optional("zone")));
    }

    private static TimeFormat format(@Nullable Value format, @Nullable ZoneId zone) {
        String text = format == null ? ISO : format.text();
        TimeFormat read = new TimeFormat(null, zone);
        if (format != null && text != null && !text.equals(ISO)) {
            try {
                read = TimeFormat.pattern(text, zone);
            } catch (IllegalArgumentException | DateTimeException e) {
                format.problem("'" + text + "' is neither iso-8601 nor a pattern such as uuuu-MM-dd HH:mm:ss: "
                        + e.getMessage());
            }
            if (zone == null && read.formatter() != null && !TimeFormat.hasOffset(text)) {
                format.problem("'" + text + "' has no offset: say with 'zone:' whose local time it is");
            }
        }
        return read;
    }

    /** As {@link #format}, with numbers too; seconds where there is no {@code format}. */
    static StampFormat stampFormat(Section section) {
        Value format = section.optional("format");
        String text = format == null ? StampFormat.Epoch.SECONDS.toString() : format.text();
        StampFormat.Epoch number = Arrays.stream(StampFormat.Epoch.values())
                .filter(one -> one.toString().equals(text))
                .findFirst()
                .orElse(null);
        if (number != null) {
            return number;
        }
        return text == null ? StampFormat.Epoch.SECONDS : new StampFormat.Text(format(section));
    }

    /** @param fields whether the signature's header is a list of {@code name=value} */
    static @Nullable Stamp stamp(@Nullable Value value, boolean fields) {
        Section section = value == null ? null : value.section();
        if (section == null) {
            return null;
        }
        Value header = section.optional("header");
        Value field = section.optional("field");
        StampFormat format = stampFormat(section);
        Duration window = window(section);
        section.close();
        if ((header == null) == (field == null)) {
            section.problem(
                    "say where the timestamp stands: either 'header' or 'field' (of the signature's own header)");
            return null;
        }
        if (field != null && !fields) {
            field.problem(
                    "the signature's header is no list of fields: say with 'field' beside 'header' what the signatures are called");
        }
        String name = field == null ? HeaderName.read(header) : field.text();
        return name == null ? null : new Stamp(field != null, name, format, window);
    }

    static Duration window(Section section) {
        Value value = section.optional("window");
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return WINDOW_DEFAULT;
        }
        try {
            Duration window = Duration.parse(text);
            if (window.compareTo(WINDOW_MIN) < 0 || window.compareTo(WINDOW_MAX) > 0) {
                value.problem("'" + text + "' is not from " + WINDOW_MIN + " to " + WINDOW_MAX.toDays() + " days");
            }
            return window;
        } catch (DateTimeException e) {
            value.problem("'" + text + "' is no duration: write PT5M for five minutes");
            return WINDOW_DEFAULT;
        }
    }

    private static @Nullable ZoneId zone(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            value.problem("'" + text + "' is no time zone: write America/Sao_Paulo or -03:00, for instance");
            return null;
        }
    }
}

package dev.lastro.oracle;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A parsed body, asked for what stands at {@code a/b/c}; {@code list/0/x} is in the list's first item. */
record Body(@Nullable Object json) {
    /** No amount of money; nothing is said about what a run does with it. */
    private static final int DIGITS_AT_MOST = 100;

    private static final int WHOLE_DIGITS = 19;
    private static final int DECIMALS = 8;

    boolean isObject() {
        return json instanceof Map<?, ?>;
    }

    /** Nothing, where there is nothing, or null. */
    Body at(String path) {
        Object found = json;
        for (String name : path.split("/", -1)) {
            found = switch (found) {
                case Map<?, ?> map -> map.get(name);
                case List<?> list
                when name.matches("[0-9]") && Integer.parseInt(name) < list.size() -> list.get(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return new Body(found == StrictJson.Null.NULL ? null : found);
    }

    /** The first that says something. */
    @Nullable
    String text(String... paths) {
        for (String path : paths) {
            String text = at(path).word();
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The same without the white space around it. */
    @Nullable
    String stripped(String... paths) {
        for (String path : paths) {
            String text = at(path).word();
            if (text != null && !text.isBlank()) {
                return text.strip();
            }
        }
        return null;
    }

    /** The first at which there is anything, be it usable or not. */
    Body first(String... paths) {
        for (String path : paths) {
            if (at(path).json != null) {
                return at(path);
            }
        }
        return new Body(null);
    }

    @Nullable
    String word() {
        return switch (json) {
            case String text when !text.isEmpty() -> text;
            case StrictJson.Num number -> number.text();
            case null, default -> null;
        };
    }

    @Nullable
    BigDecimal amount() {
        String text = word();
        if (text == null
                || text.length() > DIGITS_AT_MOST
                || !text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            return null;
        }
        BigDecimal amount = new BigDecimal(text).stripTrailingZeros();
        return amount.scale() > DECIMALS || amount.precision() - amount.scale() > WHOLE_DIGITS ? null : amount;
    }

    @Nullable
    Integer count() {
        BigDecimal amount = amount();
        if (amount == null || amount.signum() < 0 || amount.scale() > 0) {
            return null;
        }
        return amount.compareTo(BigDecimal.valueOf(9_999)) <= 0 ? amount.intValueExact() : null;
    }

    @Nullable
    LocalDate date() {
        String text = word();
        if (text == null || !text.matches("(?s)(19[7-9]|[2-9][0-9][0-9])[0-9]-[0-9]{2}-[0-9]{2}([tT ].*)?")) {
            return null;
        }
        try {
            return LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Of all items or none. */
    @Nullable
    BigDecimal sum(String list, String name) {
        BigDecimal sum = null;
        for (Body item : at(list).items()) {
            BigDecimal one = item.at(name).amount();
            if (one == null) {
                return null;
            }
            sum = sum == null ? one : sum.add(one);
        }
        return sum;
    }

    List<Body> items() {
        var items = new ArrayList<Body>();
        if (json instanceof List<?> list) {
            list.forEach(item -> items.add(new Body(item)));
        }
        return items;
    }

    /** None, where an instalment has no number or two of one number are not the same. */
    SortedMap<Integer, Instalment> schedule(String number, String due, String amount, String principal) {
        var schedule = new TreeMap<Integer, Instalment>();
        for (Body item : items()) {
            Integer told = item.at(number).count();
            var one = new Instalment(
                    item.at(due).date(),
                    item.at(amount).amount(),
                    item.at(principal).amount());
            if (told == null || !schedule.getOrDefault(told, one).equals(one)) {
                return new TreeMap<>();
            }
            schedule.put(told, one);
        }
        return schedule;
    }

    /** ISO 8601 with an offset; where {@code local} is given, times without one are of that. */
    @Nullable
    Instant instant(@Nullable ZoneOffset local) {
        String text = word();
        // a digit after the point, which may be a comma; and no loan is older than the banks' computers
        if (text == null || !text.matches("(19|[2-9][0-9])[0-9]{2}-[^.,]*([.,][0-9][^.,]*)?")) {
            return null;
        }
        String plain = text.replace(',', '.');
        try {
            return OffsetDateTime.parse(plain).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return local == null ? null : local(plain, local);
        }
    }

    private static @Nullable Instant local(String text, ZoneOffset zone) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(zone).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** One line of a schedule. */
    record Instalment(
            @Nullable LocalDate due,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal principal) {}
}

package dev.lastro.provider;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.ListComparison;
import dev.lastro.loan.ListedField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a list writes its values.
 *
 * @param comma amounts are written {@code 1.234,56}; else {@code 1,234.56}
 * @param dates tried in turn; null is ISO 8601, a day or a time
 * @param zone of times without an offset
 */
public record ListFormat(boolean comma, List<@Nullable DateTimeFormatter> dates, ZoneId zone) {

    private static final Pattern POINTED =
            Pattern.compile("-?([0-9]{1,24}|[0-9]{1,3}(,[0-9]{3}){1,7})(\\.[0-9]{1,8})?");
    private static final Pattern COMMAED =
            Pattern.compile("-?([0-9]{1,24}|[0-9]{1,3}(\\.[0-9]{3}){1,7})(,[0-9]{1,8})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final String CURRENCY = "R$";

    /** What stands in a cell. @param isNumber a number of JSON, which is always written with a point */
    public record Cell(String text, boolean isNumber) {}

    /** @throws ListProblemException for what cannot be read */
    String value(ListedField.Kind kind, String column, Cell cell) {
        return switch (kind) {
            case STATES -> throw new IllegalArgumentException("states are words");
            case TEXT -> text(column, cell);
            case AMOUNT -> amount(column, cell);
            case COUNT -> count(column, cell);
            case DAY -> day(column, cell);
        };
    }

    /** @throws ListProblemException where it is longer than any id that Lastro keeps */
    static String text(String column, Cell cell) {
        if (cell.text().length() > Mapped.TEXT_MAX) {
            throw new ListProblemException(
                    column, cell.text(), "has more than %d characters".formatted(Mapped.TEXT_MAX));
        }
        return cell.text();
    }

    private String amount(String column, Cell cell) {
        if (cell.isNumber()) {
            return number(column, cell);
        }
        var text = cell.text().startsWith(CURRENCY)
                ? cell.text().substring(CURRENCY.length()).strip()
                : cell.text();
        if (!(comma ? COMMAED : POINTED).matcher(text).matches()) {
            throw new ListProblemException(
                    column, cell.text(), "is no amount such as " + (comma ? "1.234,56" : "1,234.56"));
        }
        var plain = comma ? text.replace(".", "").replace(',', '.') : text.replace(",", "");
        return Objects.requireNonNull(ListComparison.amount(new BigDecimal(plain)));
    }

    private static String number(String column, Cell cell) {
        var value = new BigDecimal(cell.text());
        if (value.precision() - value.scale() > 24 || value.stripTrailingZeros().scale() > 8) {
            throw new ListProblemException(column, cell.text(), "is no amount of money");
        }
        return Objects.requireNonNull(ListComparison.amount(value));
    }

    private static String count(String column, Cell cell) {
        if (!COUNT.matcher(cell.text()).matches()) {
            throw new ListProblemException(column, cell.text(), "is no whole number");
        }
        return Integer.toString(Integer.parseInt(cell.text()));
    }

    private String day(String column, Cell cell) {
        for (var format : dates) {
            var day = format == null ? iso(cell.text()) : formatted(format, cell.text());
            if (day != null) {
                return day.toString();
            }
        }
        throw new ListProblemException(column, cell.text(), "is no date as the definition's 'dates' say");
    }

    private @Nullable LocalDate iso(String text) {
        if (text.length() == 10) {
            return TimeFormat.isoDate(text);
        }
        var at = new TimeFormat(null, zone).read(text);
        return at == null ? null : BusinessDates.of(at);
    }

    private @Nullable LocalDate formatted(DateTimeFormatter format, String text) {
        try {
            return switch (format.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from)) {
                case ZonedDateTime at -> BusinessDates.of(at.toInstant());
                case LocalDateTime at -> BusinessDates.of(instant(at));
                case LocalDate day -> day;
                default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Instant instant(LocalDateTime at) {
        return at.atZone(zone).toInstant();
    }
}

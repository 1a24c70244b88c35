package dev.lastro.provider;

import dev.lastro.loan.Facts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the facts stand. A fact that cannot be read (an amount in words, a number too large for the tables) is absent:
 * the event happened all the same.
 */
final class FactFields {

    /** What DECIMAL(27, 8) holds. */
    private static final int INTEGER_DIGITS_MAX = 19;

    private static final int DECIMALS_MAX = 8;
    /** No loan has more; a payment "of instalment 2000000000" would make as many gaps. */
    static final int INSTALLMENTS_MAX = 9_999;
    /** No amount is longer; BigDecimal's time grows with the square of the digits. */
    private static final int NUMBER_LENGTH_MAX = 100;

    /** Whatever is as short as this is small enough for the tables, and for a long. */
    private static final int PLAIN_LENGTH_MAX = 18;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private final Map<FactKey, FactSource> sources = new EnumMap<>(FactKey.class);
    private final @Nullable Schedule schedule;
    private final AmountFormat amounts;

    FactFields(Map<FactKey, ? extends FactSource> sources, @Nullable Schedule schedule, AmountFormat amounts) {
        for (FactKey key : FactKey.values()) {
            FactSource source = sources.get(key);
            this.sources.put(key, source == null ? Field.NOWHERE : source);
        }
        this.schedule = schedule;
        this.amounts = amounts;
    }

    /** These, replaced by the others where both have one. */
    FactFields with(Map<FactKey, ? extends FactSource> others, @Nullable Schedule otherSchedule) {
        Map<FactKey, FactSource> all = new EnumMap<>(sources);
        all.putAll(others);
        return new FactFields(all, otherSchedule == null ? schedule : otherSchedule, amounts);
    }

    Facts read(Scanned body, int base) {
        return new Facts(
                text(body, base, FactKey.CONTRACT_NUMBER),
                text(body, base, FactKey.EXTERNAL_ID),
                amount(body, base, FactKey.CONTRACTED_AMOUNT),
                amount(body, base, FactKey.DISBURSED_AMOUNT),
                amount(body, base, FactKey.IOF_AMOUNT),
                amount(body, base, FactKey.FEES_AMOUNT),
                count(body, base, FactKey.INSTALLMENTS),
                date(body, base, FactKey.FIRST_DUE_DATE),
                count(body, base, FactKey.INSTALLMENT_NUMBER),
                date(body, base, FactKey.DUE_DATE),
                amount(body, base, FactKey.DUE_AMOUNT),
                amount(body, base, FactKey.PAID_AMOUNT),
                amount(body, base, FactKey.FINE_AMOUNT),
                amount(body, base, FactKey.INTEREST_AMOUNT),
                amount(body, base, FactKey.DISCOUNT_AMOUNT),
                schedule == null ? List.of() : schedule.read(body, base, amounts));
    }

    private @Nullable String find(Scanned body, int base, FactKey key) {
        return sources.get(key) instanceof Field field ? field.text(body, base) : null;
    }

    private @Nullable String text(Scanned body, int base, FactKey key) {
        String text = find(body, base, key);
        return text == null || Texts.fault(text) != null ? null : text;
    }

    private @Nullable BigDecimal amount(Scanned body, int base, FactKey key) {
        return sources.get(key) instanceof Sum sum
                ? sum.read(body, base, amounts)
                : amounts.readNullable(find(body, base, key));
    }

    private @Nullable Integer count(Scanned body, int base, FactKey key) {
        return count(find(body, base, key));
    }

    private @Nullable LocalDate date(Scanned body, int base, FactKey key) {
        return date(find(body, base, key));
    }

    static @Nullable Integer count(@Nullable String text) {
        BigDecimal number = text == null ? null : number(text);
        if (number == null
                || number.scale() != 0
                || number.signum() < 0
                || number.compareTo(BigDecimal.valueOf(INSTALLMENTS_MAX)) > 0) {
            return null;
        }
        return number.intValueExact();
    }

    /** A date, or the date of a date and time as it is written: a due date has no time zone. */
    static @Nullable LocalDate date(@Nullable String text) {
        if (text == null || (text.length() > 10 && "tT ".indexOf(text.charAt(10)) < 0)) {
            return null;
        }
        LocalDate date = TimeFormat.isoDate(text);
        return date == null || date.getYear() < 1970 ? null : date;
    }

    /**
     * Exact, without trailing zeros: two deliveries that write the same amount differently say the same.
     *
     * @return null for what is no decimal number of at most 19 digits before and 8 after the point
     */
    static @Nullable BigDecimal number(String text) {
        BigDecimal plain = plain(text);
        if (plain != null) {
            return plain;
        }
        if (text.length() > NUMBER_LENGTH_MAX || !NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        if (number.scale() > DECIMALS_MAX || number.precision() - number.scale() > INTEGER_DIGITS_MAX) {
            return null;
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** The same for what nearly every amount is: some digits, perhaps a point with some decimals. Null: look closer. */
    private static @Nullable BigDecimal plain(String text) {
        int length = text.length();
        if (length > PLAIN_LENGTH_MAX) {
            return null;
        }
        long unscaled = 0;
        int point = -1;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                unscaled = unscaled * 10 + digit;
            } else if (digit == '.' - '0' && point < 0 && i > 0) {
                point = i;
            } else {
                return null;
            }
        }
        int scale = point < 0 ? 0 : length - 1 - point;
        if (length == 0 || point == length - 1) {
            return null;
        }
        while (scale > 0 && unscaled % 10 == 0) {
            unscaled /= 10;
            scale--;
        }
        return scale > DECIMALS_MAX ? null : BigDecimal.valueOf(unscaled, scale);
    }
}

package dev.lastro.provider;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a provider writes its amounts, be it as JSON numbers or as texts. */
enum AmountFormat {
    /** {@code 1500.00}. */
    DECIMAL("decimal"),
    /** {@code 150000}: hundredths, whole. */
    CENTS("cents"),
    /** {@code 1.500,00} or {@code 1500,00}. */
    DECIMAL_COMMA("decimal-comma");

    private static final int CENT_DIGITS = 2;

    private static final Pattern WITH_COMMA = Pattern.compile("-?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)(,[0-9]+)?");

    private final String key;

    AmountFormat(String key) {
        this.key = key;
    }

    /** Exact, without trailing zeros; null for what is no such amount, or none that the tables hold. */
    @Nullable
    BigDecimal read(String text) {
        return switch (this) {
            case DECIMAL -> FactFields.number(text);
            case CENTS -> cents(FactFields.number(text));
            case DECIMAL_COMMA ->
                WITH_COMMA.matcher(text).matches()
                        ? FactFields.number(text.replace(".", "").replace(',', '.'))
                        : null;
        };
    }

    @Nullable
    BigDecimal readNullable(@Nullable String text) {
        return text == null ? null : read(text);
    }

    private static @Nullable BigDecimal cents(@Nullable BigDecimal whole) {
        return whole == null || whole.scale() != 0
                ? null
                : FactFields.number(whole.movePointLeft(CENT_DIGITS).toPlainString());
    }

    @Override
    public String toString() {
        return key;
    }
}

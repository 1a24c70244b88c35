package dev.lastro.provider;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a request writes the time at which it was signed. */
sealed interface StampFormat {

    /** @return null for what cannot be read */
    @Nullable
    Instant read(String text);

    /** Since the epoch; {@code toString} is its word in a definition. */
    enum Epoch implements StampFormat {
        SECONDS(1_000),
        MILLISECONDS(1);

        private static final BigDecimal LAST_MILLIS =
                BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").toEpochMilli());

        private final int millis;

        Epoch(int millis) {
            this.millis = millis;
        }

        @Override
        public @Nullable Instant read(String text) {
            boolean digits =
                    !text.isEmpty() && text.length() <= 14 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? of(new BigDecimal(text)) : null;
        }

        /** A number may have a fraction where JSON writes it (RFC 7519, NumericDate); null beyond the year 9999. */
        @Nullable
        Instant of(BigDecimal number) {
            BigDecimal all =
                    number.signum() < 0 || number.scale() < -14 ? null : number.multiply(BigDecimal.valueOf(millis));
            return all == null || all.compareTo(LAST_MILLIS) > 0 ? null : Instant.ofEpochMilli(all.longValue());
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    record Text(TimeFormat format) implements StampFormat {
        @Override
        public @Nullable Instant read(String text) {
            return format.read(text);
        }
    }
}

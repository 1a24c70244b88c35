package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactFieldsTest {

    private static final String ALPHABET = "0012345678901234567890.e-+E ٣";
    private static final int DIGITS_AND_POINT = ALPHABET.indexOf('e');

    /** As the definition of an amount says it, without a thought for speed. */
    private static @Nullable BigDecimal asDefined(String text) {
        if (text.length() > 100 || !text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            return null;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        number = number.scale() < 0 ? number.setScale(0) : number;
        return number.scale() > 8 || number.precision() - number.scale() > 19 ? null : number;
    }

    @Test
    void amountsAreReadAsTheyAreDefined() {
        Random random = new Random(27);
        int amounts = 0;
        int rounds = 400_000;
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(random.nextBoolean() ? 8 : 24); length > 0; length--) {
                text.append(
                        ALPHABET.charAt(random.nextInt(random.nextInt(9) == 0 ? ALPHABET.length() : DIGITS_AND_POINT)));
            }
            BigDecimal expected = asDefined(text.toString());
            assertThat(FactFields.number(text.toString())).as("%s", text).isEqualTo(expected);
            amounts += expected == null ? 0 : 1;
        }
        assertThat(amounts).isBetween(rounds / 10, rounds * 9 / 10);
    }
}

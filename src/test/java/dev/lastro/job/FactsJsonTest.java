package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.Facts;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FactsJsonTest {

    @Test
    void everyFactComesBackExactly() {
        var facts = new Facts(
                "C \"1\"\u00e9",
                "x",
                new BigDecimal("1234567890123456789.12345678"),
                new BigDecimal("0.10"),
                new BigDecimal("-1"),
                new BigDecimal("1E+3"),
                12,
                LocalDate.of(2026, 1, 31),
                3,
                LocalDate.of(2026, 2, 28),
                new BigDecimal("0.00000001"),
                BigDecimal.ZERO);
        assertThat(FactsJson.read(FactsJson.write(facts))).isEqualTo(facts);
    }

    @Test
    void noFactIsNothing() {
        assertThat(FactsJson.write(Facts.NONE)).isNull();
        assertThat(FactsJson.read(null)).isEqualTo(Facts.NONE);
    }
}

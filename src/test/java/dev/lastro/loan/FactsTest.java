package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.Facts.Due;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {

    private static final Due FIRST = new Due(1, LocalDate.of(2026, 12, 10), new BigDecimal("88.85"), null);
    private static final Due SECOND = new Due(2, LocalDate.of(2027, 1, 10), new BigDecimal("88.85"), null);

    @Test
    void aScheduleInAnotherOrderSaysTheSame() {
        assertThat(facts(List.of(SECOND, FIRST))).isEqualTo(facts(List.of(FIRST, SECOND)));
        assertThat(facts(List.of(SECOND, FIRST)).schedule()).containsExactly(FIRST, SECOND);
        assertThat(facts(List.of(SECOND))).isNotEqualTo(facts(List.of(FIRST)));
        assertThat(facts(List.of())).isEqualTo(Facts.NONE);
    }

    @Test
    void anInstalmentStandsInAScheduleOnce() {
        assertThatThrownBy(() -> facts(List.of(FIRST, SECOND, FIRST)))
                .hasMessage("a schedule has each instalment once: 1");
    }

    private static Facts facts(List<Due> schedule) {
        return new Facts(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, schedule);
    }
}

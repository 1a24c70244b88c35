package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessDatesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, 2026-11-22T03:00:00Z",
        "2026-12-31, 2027-01-01T03:00:00Z",
        // summer time began at midnight: that day has no 00:00
        "2018-11-03, 2018-11-04T03:00:00Z",
        // and ended at midnight: the evening before came twice
        "2019-02-16, 2019-02-17T03:00:00Z",
        "2018-12-24, 2018-12-25T02:00:00Z",
    })
    void cutOffIsTheStartOfTheNextDay(LocalDate date, Instant cutOff) {
        assertThat(BusinessDates.cutOff(date)).isEqualTo(cutOff);
    }

    @Test
    void isTheFirstDateWithACutOffStrictlyAfter() {
        for (String start : new String[] {"2018-11-01T00:00:00Z", "2019-02-14T00:00:00Z", "2026-11-20T00:00:00Z"}) {
            Instant from = Instant.parse(start);
            for (int quarter = 0; quarter < 5 * 24 * 4; quarter++) {
                for (int micros = -1; micros <= 1; micros++) {
                    Instant instant = from.plusSeconds(quarter * 900L).plusNanos(micros * 1000L);
                    LocalDate date = BusinessDates.of(instant);
                    assertThat(BusinessDates.cutOff(date)).as("%s", instant).isAfter(instant);
                    assertThat(BusinessDates.cutOff(date.minusDays(1)))
                            .as("%s", instant)
                            .isBeforeOrEqualTo(instant);
                }
            }
        }
    }
}

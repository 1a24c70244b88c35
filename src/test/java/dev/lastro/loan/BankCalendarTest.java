package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BankCalendarTest {

    /** From the almanac. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900-04-15",
                "1954-04-18",
                "1981-04-19",
                "2000-04-23",
                "2008-03-23",
                "2011-04-24",
                "2024-03-31",
                "2026-04-05",
                "2027-03-28",
                "2038-04-25",
                "2076-04-19",
                "2285-03-22"
            })
    void easter(LocalDate sunday) {
        assertThat(BankCalendar.easter(sunday.getYear())).isEqualTo(sunday);
    }

    /** The same time of day, on a business day: over a weekend, and over 20 November, which is a holiday since 2024. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-17T18:00:00Z, 1, 2026-11-18T18:00:00Z",
        "2026-11-19T18:00:00Z, 1, 2026-11-23T18:00:00Z",
        "2026-11-21T02:59:59.999999Z, 1, 2026-11-24T02:59:59.999999Z",
        "2026-11-21T18:00:00Z, 1, 2026-11-23T18:00:00Z",
        "2026-11-22T18:00:00Z, 2, 2026-11-24T18:00:00Z",
        "2023-11-17T18:00:00Z, 1, 2023-11-20T18:00:00Z",
        "2026-12-24T18:00:00Z, 5, 2027-01-04T18:00:00Z",
        // clocks went forward at midnight that Sunday
        "2018-11-02T18:00:00Z, 1, 2018-11-05T17:00:00Z",
    })
    void businessDays(Instant from, int days, Instant due) {
        assertThat(from.plus(new BankDays(days, TestLifecycles.BANKS))).isEqualTo(due);
    }
}

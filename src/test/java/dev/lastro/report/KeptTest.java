package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.report.Aging.Bucket;
import dev.lastro.report.Aging.Row;
import dev.lastro.report.Kept.Around;
import dev.lastro.report.Kept.Loan;
import dev.lastro.report.Kept.Surveyed;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptTest {

    private static final LocalDate DATE = LocalDate.parse("2026-11-21");

    @Test
    void whatANightLeavesIsReadAsItWasKept() {
        var aging = new Aging(Map.of(
                Bucket.D0, new Row(2, BigDecimal.ZERO, new BigDecimal("9999999999999999999.12345678")),
                Bucket.OLDER, new Row(1, new BigDecimal("0.01"), new BigDecimal("-3"))));
        var around = new Around(
                new TreeMap<>(Map.of(DATE, aging, DATE.minusDays(1), Aging.NOTHING)),
                new TreeMap<>(Map.of(
                        new Loan("base39", "odd name\n\uD83C\uDDE7"), new Surveyed(true, List.of()),
                        new Loan("openco", "a"),
                                new Surveyed(false, List.of("0123456789abcdef", "1123456789abcdef")))));

        assertThat(Around.of(around.agingAsText(), around.surveyedAsBytes())).isEqualTo(around);
        assertThat(around.agingAsText()).asString().contains("2026-11-21 >360 1 0.01 -3\n");
        var bytes = around.surveyedAsBytes();
        assertThatThrownBy(() -> Around.of(around.agingAsText(), Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the next run makes them again");
    }

    /** The borders of {@code sql/reports/aging.sql}. */
    @ParameterizedTest
    @CsvSource({
        "-3,0",
        "0,0",
        "1,1-15",
        "15,1-15",
        "16,16-30",
        "30,16-30",
        "60,31-60",
        "61,61-90",
        "180,151-180",
        "181,181-360",
        "360,181-360",
        "361,>360"
    })
    void daysPastDueHaveABucket(long days, String label) {
        assertThat(Bucket.of(days).label).isEqualTo(label);
        assertThat(Bucket.of(label)).isEqualTo(Bucket.of(days));
    }
}

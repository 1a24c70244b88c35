package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.report.Column.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+55 11", "-2+3", "-5", "@SUM(A1)", "\t=1", "\r=1", "=", "=HYPERLINK(\"x\")"})
    void whatASpreadsheetWouldRunIsMadeInert(String text) {
        for (var kind : List.of(Kind.TEXT, Kind.FREE_TEXT, Kind.REASON, Kind.WORD)) {
            for (var profile : Profile.values()) {
                assertThat(profile.cell(Cells.text(text), kind)).isEqualTo("'" + text);
                assertThat(profile.cell(Cells.freeText(text), kind)).isEqualTo("'" + text);
            }
        }
    }

    /** A cell of another report is a text or an amount: one that could be both is no formula. */
    @Test
    void aNumberAmongCellsOfAnyKindIsLeftAlone() {
        assertThat(Profile.MACHINE.cell("-0.30", Kind.WRITTEN)).isEqualTo("-0.30");
        assertThat(Profile.MACHINE.cell("-2+3", Kind.WRITTEN)).isEqualTo("'-2+3");
        assertThat(Profile.MACHINE.cell("-0.30", Kind.AMOUNT)).isEqualTo("-0.30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'=1", " =1", "a=b", "loan-1", "1+1", "\n=1", "São João ✓ 😀", "\uFEFF=1", "a\u0000b"})
    void otherTextIsLeftAlone(String text) {
        assertThat(Profile.MACHINE.cell(Cells.text(text), Kind.TEXT)).isEqualTo(text);
        assertThat(Profile.MACHINE.cell(Cells.freeText(text), Kind.FREE_TEXT)).isEqualTo(text);
    }

    @Test
    void whatIsAbsentIsEmpty() {
        assertThat(Cells.text(null)).isEmpty();
        assertThat(Cells.freeText(null)).isEmpty();
        assertThat(Cells.instant((Instant) null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "0.00000000, 0.00",
        "10, 10.00",
        "10.5, 10.50",
        "10.50000000, 10.50",
        "10.12345678, 10.12345678",
        "10.12300000, 10.123",
        "-0.10000000, -0.10",
        "1E+3, 1000.00",
        "1000000000000000000.01000000, 1000000000000000000.01",
        "1E-8, 0.00000001"
    })
    void amountsHaveAtLeastTwoDecimalsAndNoMoreThanNeeded(BigDecimal amount, String cell) {
        assertThat(Cells.amount(amount)).isEqualTo(cell);
        assertThat(Cells.amount(amount.toPlainString())).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T03:00, 2026-11-21T03:00:00Z",
        "2026-11-21T03:00:00.120, 2026-11-21T03:00:00.120Z",
        "2026-11-21T03:00:00.123456, 2026-11-21T03:00:00.123456Z",
        // no summer time can move it: this hour did not exist in São Paulo
        "2018-11-04T00:30, 2018-11-04T00:30:00Z"
    })
    void instantsAreUtc(LocalDateTime utc, String cell) {
        assertThat(Cells.instant(utc.toInstant(ZoneOffset.UTC))).isEqualTo(cell);
        var sent = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").format(utc);
        assertThat(Cells.instant(sent.getBytes(StandardCharsets.UTF_8))).isEqualTo(cell);
    }
}

package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.report.Column.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PtBrTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01234567890",
                "7",
                "123456789012345678901234",
                "0000000000000000",
                "1234567890123e45",
                "1E5",
                "1/2",
                "2026-11-21",
                "10:30",
                "1.234,56",
                "12%",
                "R$ 10,00",
                "MAR1",
                "10-dez",
                "jan/26",
                "3 de maio de 2026",
                "set2"
            })
    void whatASpreadsheetWouldTakeForANumberOrADayStaysText(String text) {
        assertThat(PtBr.cell(text, Kind.TEXT)).isEqualTo("'" + text);
        assertThat(PtBr.cell(text, Kind.FREE_TEXT)).isEqualTo("'" + text);
        assertThat(PtBr.cell(text, Kind.HASH)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loan_1",
                "evnt_0 evnt_9",
                "C-1",
                "***.456.789-**",
                "CPF ***456789**",
                "'=1+1",
                "0123456789abcdef",
                "main/3",
                "mar",
                "DEZEMBRO",
                "marca1x",
                "e",
                "São João"
            })
    void otherTextIsLeftAlone(String text) {
        assertThat(PtBr.cell(text, Kind.TEXT)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2026-11-21, 21/11/2026",
        "INSTANT, 2026-11-21T02:59:59.999999Z, 20/11/2026 23:59:59",
        "INSTANT, 2026-11-21T03:00:00Z, 21/11/2026 00:00:00",
        "INSTANT, 2028-03-01T02:59:59.120Z, 29/02/2028 23:59:59",
        // summer time, as it was then
        "INSTANT, 2019-01-01T02:00:00Z, 01/01/2019 00:00:00",
        "BOOLEAN, true, sim",
        "BOOLEAN, false, não",
        "NUMBER, -12, -12",
        "AMOUNT, -1000.50, '-1000,50'",
        "AMOUNT, 0.12345678, '0,12345678'",
        "WORD, critical, crítica",
        "WORD, high, alta",
        "WORD, medium, média",
        "WORD, info, informativa",
        "WORD, OPEN, aberta",
        "WORD, ACKNOWLEDGED, reconhecida",
        "WORD, WAIVED, dispensada",
        "WORD, RESOLVED, resolvida",
        "WORD, whatever, whatever"
    })
    void cellsAreWrittenAsInBrazil(Kind kind, String machine, String portuguese) {
        assertThat(PtBr.cell(machine, kind)).isEqualTo(portuguese);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsAbsentIsEmpty(Kind kind) {
        assertThat(PtBr.cell("", kind)).isEmpty();
    }

    @Test
    void aMicrosecondBeforeMidnightIsNotTheNextDay() {
        assertThat(PtBr.cell("2027-01-01T02:59:59.999999Z", Kind.INSTANT)).isEqualTo("31/12/2026 23:59:59");
    }
}

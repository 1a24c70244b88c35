package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource({
        "123.456.789-09, ***.456.789-**",
        "cpf 123.456.789-09; 987.654.321-00., cpf ***.456.789-**; ***.654.321-**.",
        // a wrong check digit is a person's number with a typing error
        "123.456.789-00, ***.456.789-**",
        "11.222.333/0001-81, **.222.333/0001-**",
        "12.ABC.345/01DE-35, **.ABC.345/01DE-**",
    })
    void whatIsWrittenWithPunctuationIsHiddenInEveryText(String text, String masked) {
        assertThat(Mask.formatted(text)).isEqualTo(masked);
        assertThat(Mask.everywhere(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "12345678909, ***456789**",
        "cpf:12345678909., cpf:***456789**.",
        "11222333000181, **2223330001**",
        "x 12345678909 11222333000181, x ***456789** **2223330001**",
    })
    void bareDigitsAreHiddenInFreeTextOnly(String text, String masked) {
        assertThat(Mask.everywhere(text)).isEqualTo(masked);
        assertThat(Mask.formatted(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // check digits that are wrong, too few or too many digits, parts of a word
                "12345678900",
                "11222333000180",
                "11111111111",
                "00000000000000",
                "1234567890",
                "123456789091",
                "evnt_12345678909",
                "a12345678909",
                "12345678909f",
                "1123.456.789-091",
                "1.234.567,89",
                "2026-11-21T03:00:00.123456Z",
                "203.0.113.9",
                "550e8400-e29b-41d4-a716-446655440000"
            })
    void otherDigitsAreLeftAlone(String text) {
        assertThat(Mask.everywhere(text)).isEqualTo(text);
    }

    @Test
    void anyCpfThatIsMadeByTheRuleIsFoundAsOne() {
        var random = new Random(20261121);
        for (var i = 0; i < 1_000; i++) {
            var nine = "%09d".formatted(random.nextInt(1, 999_999_999));
            var cpf = nine + checkDigits(nine);
            assertThat(Mask.everywhere("<" + cpf + ">")).isEqualTo("<***" + cpf.substring(3, 9) + "**>");
        }
    }

    /** As the rule is told to people: sums of digit times (10 … 2), then (11 … 2), times ten, modulo eleven, ten is zero. */
    private static String checkDigits(String nine) {
        var digits = nine;
        for (var round = 0; round < 2; round++) {
            var sum = 0;
            for (var i = 0; i < digits.length(); i++) {
                sum += Character.digit(digits.charAt(i), 10) * (digits.length() + 1 - i);
            }
            digits += String.valueOf(sum * 10 % 11 % 10);
        }
        return digits.substring(9);
    }
}

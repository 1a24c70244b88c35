package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.report.Column.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineWordsTest {

    private static final Pattern REASON = Pattern.compile("quarantined: (['\"])(.*?)\\1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not JSON (RFC 8259), near line 1 column 12 | não é JSON (RFC 8259), perto da linha 1, coluna 12
            nested deeper than 64 levels, near line 1 column 65 | mais de 64 níveis, uns dentro dos outros, perto da linha 1, coluna 65
            a key occurs twice in one object, near line 3 column 4 | uma chave aparece duas vezes no mesmo objeto, perto da linha 3, coluna 4
            no rule of the definition has status paid with type a, b | nenhuma regra da definição vale para o status paid com o tipo a, b
            no rule of the definition has no status with type a | nenhuma regra da definição vale para o tipo a sem status
            the loan id is longer than 255 characters: ./id | o id do empréstimo tem mais de 255 caracteres: ./id
            the event id has half of a surrogate pair, which is no character: /id | o id do evento tem meio par substituto, que não é um caractere: /id
            something of a later release | something of a later release
            """)
    void theSenderWordsAndPlacesStay(String english, String portuguese) {
        assertThat(PtBr.cell(english, Kind.REASON)).isEqualTo(portuguese);
    }

    @Test
    void wordsOfTheSenderMayBreakTheLine() {
        assertThat(QuarantineWords.portuguese("no rule of the definition has status $1 with type a\nb"))
                .isEqualTo("nenhuma regra da definição vale para o status $1 com o tipo a\nb");
    }

    @Test
    void everyReasonOfTheMappingsTestsIsSaidInPortuguese() throws IOException {
        List<String> reasons = new ArrayList<>();
        try (var files = Files.list(Path.of("src/test/resources/provider"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                var found = REASON.matcher(Files.readString(file));
                while (found.find()) {
                    reasons.add(found.group(2));
                }
            }
        }
        assertThat(reasons)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        reason -> assertThat(QuarantineWords.portuguese(reason)).isNotEqualTo(reason));
    }
}

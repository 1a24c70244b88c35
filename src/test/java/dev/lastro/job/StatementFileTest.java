package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListedField;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.provider.StatementDefinitions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementFileTest {

    private static final Map<String, StatementDefinition> BUILT_IN =
            StatementDefinitions.load(null, Definitions.load(null));

    @TempDir
    Path folder;

    @Test
    void readsWhatBase39AnswersPageAfterPage() {
        var rows = read("base39-loans", Path.of("src/test/resources/statements/base39-loans.json"));

        assertThat(rows).extracting(ListRow::key).containsExactly("loan_a", "loan_b", "loan_c");
        assertThat(rows.getFirst().values())
                .containsEntry(ListedField.STATE, "DISBURSED")
                .containsEntry(ListedField.CONTRACT_NUMBER, "C-1")
                .containsEntry(ListedField.CONTRACTED_AMOUNT, "1000")
                .containsEntry(ListedField.DISBURSED_AMOUNT, "970.005")
                .containsEntry(ListedField.INSTALLMENTS, "12")
                .doesNotContainKey(ListedField.EXTERNAL_ID);
        assertThat(rows.get(1).values())
                .containsOnly(
                        Map.entry(ListedField.STATE, "CREATED|UNDER_REVIEW"),
                        Map.entry(ListedField.CONTRACTED_AMOUNT, "500.1"));
        assertThat(rows.get(2).values()).containsEntry(ListedField.CONTRACTED_AMOUNT, "250");
    }

    @Test
    void readsABrazilianSpreadsheetsCsv() {
        var rows = read("base39-payments", Path.of("src/test/resources/statements/base39-payments.csv"));

        assertThat(rows).extracting(ListRow::key).containsExactly("loan_a|1", "loan_b|3");
        assertThat(rows).extracting(ListRow::loanId).containsExactly("loan_a", "loan_b");
        assertThat(rows).extracting(ListRow::number).containsExactly(2L, 5L);
        assertThat(rows.getFirst().values())
                .containsOnly(
                        Map.entry(ListedField.PAID_AMOUNT, "1042.17"), Map.entry(ListedField.PAID_AT, "2026-11-20"));
        assertThat(rows.getLast().values()).containsOnly(Map.entry(ListedField.PAID_AMOUNT, "7"));
    }

    /** The same list by other programs: line ends, a mark of the byte order, quotes, columns in another order. */
    @Test
    void theSameListIsTheSameRowsHoweverItIsWritten() throws IOException {
        var header = "emprestimo;parcela;valor_pago;data_pagamento;situacao\n";
        var plain = read("base39-payments", file(header + "loan_a;1;1042,17;2026-11-20;paga\n"));

        assertThat(read("base39-payments", file(header + "loan_a;1;1042,17;2026-11-20;paga")))
                .isEqualTo(plain);
        assertThat(read(
                        "base39-payments",
                        file("\uFEFF" + (header + "loan_a;1;1.042,170;20/11/2026;paga\n").replace("\n", "\r\n"))))
                .isEqualTo(plain);
        assertThat(read(
                        "base39-payments",
                        file("situacao;x;data_pagamento;valor_pago;parcela;emprestimo\n"
                                + "\" paga \";\"a\"\"b;c\";20/11/2026;\"1042,17\";1;loan_a\n")))
                .isEqualTo(plain);
    }

    @Test
    void everyProblemNamesItsLineColumnAndValue() throws IOException {
        var file = file("""
                emprestimo;parcela;valor_pago;data_pagamento;situacao
                loan_a;1;1,042.17;2026-11-20;paga
                loan_a;x;1,00;2026-11-20;paga
                loan_a;1;1,00;31/02/2026;paga
                ;1;1,00;;paga
                loan_a;1;1,00
                """);

        assertThatThrownBy(() -> read("base39-payments", file)).hasMessage("""
                        %1$s:2: valor_pago: '1,042.17' is no amount such as 1.234,56
                        %1$s:3: parcela: 'x' is no whole number
                        %1$s:4: data_pagamento: '31/02/2026' is no date as the definition's 'dates' say
                        %1$s:5: emprestimo: '' is empty, and every row needs its key
                        %1$s:6: has 3 cells, but the first line names 5 columns""".formatted(file));
    }

    @Test
    void aWordThatTheDefinitionDoesNotKnowIsAnErrorNotADifference() throws IOException {
        var file = file("{\"data\":[{\"id\":\"loan_a\",\"status\":\"frozen\"}]}");

        assertThatThrownBy(() -> read("base39-loans", file))
                .hasMessageContaining(file + ":1:10: row 1: /status: 'frozen' is none of the words")
                .hasMessageContaining("say in fields.state.words what it means");
    }

    @Test
    void whatIsNotAListIsToldWithItsPlace() throws IOException {
        assertThatThrownBy(() -> read("base39-loans", file("{\"loans\":[]}")))
                .hasMessageContaining("has no /data, where the definition says that the rows are");
        assertThatThrownBy(() -> read("base39-loans", file("{\"data\":[{\"id\":\"a\"}")))
                .hasMessageContaining(":1:")
                .hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> read("base39-loans", file("{\"data\":[7]}")))
                .hasMessageContaining("row 1 is no object");
        assertThatThrownBy(() -> read("base39-payments", file("a;b\n1;2\n")))
                .hasMessageContaining("has no column 'emprestimo'; its first line has: a, b");
        assertThatThrownBy(() -> read("base39-payments", file(""))).hasMessageContaining("is empty");
        var latin = folder.resolve("latin.csv");
        Files.write(
                latin,
                "emprestimo;parcela;valor_pago;data_pagamento;situacao\nempr\u00e9stimo;1;1;;paga"
                        .getBytes(Charset.forName("windows-1252")));
        assertThatThrownBy(() -> read("base39-payments", latin)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void aNumberThatWouldFillTheMemoryIsNoAmount() throws IOException {
        var file = file("{\"data\":[{\"id\":\"a\",\"status\":\"open\",\"offer\":{\"totalAmount\":1e999999999}}]}");

        assertThatThrownBy(() -> read("base39-loans", file)).hasMessageContaining("is no amount of money");
    }

    private List<ListRow> read(String definition, Path file) {
        var rows = new ArrayList<ListRow>();
        var one = BUILT_IN.get(definition);
        assertThat(one).isNotNull();
        StatementFile.read(file, one, rows::add, bytes -> {});
        return rows;
    }

    private Path file(String text) throws IOException {
        var file = Files.createTempFile(folder, "list", "");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }
}

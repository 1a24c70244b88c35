package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastro.proof.LogKey;
import dev.lastro.report.ReconciliationFolder.Row;
import dev.lastro.report.Spreadsheet.Cell;
import dev.lastro.testing.MySql;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

/** Where LibreOffice is: what people see when they open the pt-BR files is what the machine's files say. */
class LibreOfficeIT {

    private static final ZoneId BRASILIA = ZoneId.of("America/Sao_Paulo");

    @TempDir
    private Path folder;

    @Test
    void everyFileOpensWithTheFiguresDaysAndTextsOfTheMachines() throws Exception {
        var program = Spreadsheet.program();
        assumeThat(program)
                .as("LibreOffice's soffice is not on the PATH; on Debian: apt-get install --no-install-recommends"
                        + " libreoffice-calc")
                .isPresent();
        var derived = new Derived(MySql.database());
        derived.run(new ClassPathResource("reports/rows.sql"));
        var night = new ReportFolder(derived.dataSource())
                .write(request(), new TableTrail(derived.jdbc()), new TwoNights(), rows -> {})
                .folder();
        Files.createDirectories(folder.resolve("work"));
        Spreadsheet.convert(
                program.orElseThrow(),
                folder.resolve("work"),
                EveryReport.all().stream()
                        .map(report -> night.resolve(report.names().file(Profile.PT_BR)))
                        .toList());

        for (var report : EveryReport.all()) {
            compare(report, night);
        }
    }

    /** What a comparison with a provider's list says: values of every kind in one column, and keys of all sorts. */
    @Test
    void theComparisonWithAProvidersListOpensAsWhatItSays() throws Exception {
        var program = Spreadsheet.program();
        assumeThat(program).isPresent();
        var request = request();
        ReconciliationFolder.write(request, "base39", "payments", sink -> {
            for (var row : COMPARED) {
                sink.add(row);
            }
            return new ReconciliationFolder.Compared(
                    new LinkedHashMap<>(Map.of("rows", "9", "MISSING_HERE", "1")), new LinkedHashMap<>(), List.of());
        });
        var files = new Report(ReconciliationFolder.ROWS, false, ReconciliationFolder.COLUMNS, "");
        var totals = new Report(ControlTotals.NAMES, false, ReconciliationFolder.TOTALS_COLUMNS, "");
        Files.createDirectories(folder.resolve("work"));
        Spreadsheet.convert(
                program.orElseThrow(),
                folder.resolve("work"),
                List.of(
                        request.place().resolve(files.names().file(Profile.PT_BR)),
                        request.place().resolve(totals.names().file(Profile.PT_BR))));

        compare(files, request.place());
        compare(totals, request.place());
        assertThat(Files.readString(request.place().resolve("pt-BR/conciliacao.csv")))
                .isEqualTo("""
                \uFEFFdata_base;provedor;tipo;chave;id_emprestimo;resultado;campo;aqui;no_provedor;diferenca;linha\r
                21/11/2026;base39;pagamentos;'00123;;falta aqui;;;;;7\r
                21/11/2026;base39;pagamentos;'=1+1|2;loan_1;confere;;;;;8\r
                21/11/2026;base39;pagamentos;12345678901234567|1;'1234567890123e45;falta no provedor;;;;;\r
                21/11/2026;base39;pagamentos;'MAR1;loan_2;não comparado;;;;;9\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;situacao;DISBURSED;CREATED ou UNDER_REVIEW;;2\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;contrato;'00123;'-5;;2\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;valor_pago;1042,17;1000,50;41,67;2\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;valor_iof;0,00000001;;;2\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;parcelas;12;13;-1;2\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;pago_em;20/11/2026;25/11/2026;-5;2\r
                21/11/2026;base39;pagamentos;loan_3;loan_3;diverge;linhas da lista;1;2;;2\r
                """);
        assertThat(Files.readString(request.place().resolve("machine/reconciliation.csv")))
                .contains(
                        ",state,DISBURSED,CREATED|UNDER_REVIEW,,2",
                        ",contract_number,00123,-5,,2",
                        ",paid_at,2026-11-20,2026-11-25,-5,2",
                        "'=1+1|2,loan_1,MATCHED");
    }

    private static final List<Row> COMPARED = List.of(
            new Row("00123", "", "MISSING_HERE", "", "", "", "", 7),
            new Row("=1+1|2", "loan_1", "MATCHED", "", "", "", "", 8),
            new Row("12345678901234567|1", "1234567890123e45", "MISSING_THERE", "", "", "", "", 0),
            new Row("MAR1", "loan_2", "NOT_COMPARED", "", "", "", "", 9),
            new Row("loan_3", "loan_3", "DIFFERS", "state", "DISBURSED", "CREATED|UNDER_REVIEW", "", 2),
            new Row("loan_3", "loan_3", "DIFFERS", "contract_number", "00123", "-5", "", 2),
            new Row("loan_3", "loan_3", "DIFFERS", "paid_amount", "1042.17", "1000.5", "41.67", 2),
            new Row("loan_3", "loan_3", "DIFFERS", "iof_amount", "0.00000001", "", "", 2),
            new Row("loan_3", "loan_3", "DIFFERS", "installments", "12", "13", "-1", 2),
            new Row("loan_3", "loan_3", "DIFFERS", "paid_at", "2026-11-20", "2026-11-25", "-5", 2),
            new Row("loan_3", "loan_3", "DIFFERS", "rows", "1", "2", "", 2));

    private void compare(Report report, Path night) throws IOException {
        var name = report.names().portuguese();
        var opened = Spreadsheet.read(folder.resolve("work/" + name + ".fods"));
        var portuguese = Rfc4180.parse(
                Files.readString(night.resolve(report.names().file(Profile.PT_BR)))
                        .substring(1),
                ';');
        var machine =
                Rfc4180.parse(Files.readString(night.resolve(report.names().file(Profile.MACHINE))));
        assertThat(opened).as(name).hasSameSizeAs(machine);
        assertThat(opened.getFirst()).extracting(Cell::value).containsExactlyElementsOf(portuguese.getFirst());
        var columns = report.columns();
        var chosen = Profile.PT_BR.chosen(columns);
        for (var row = 1; row < machine.size(); row++) {
            for (var i = 0; i < chosen.length; i++) {
                var column = columns.get(chosen[i]);
                var as = "%s, row %d, %s".formatted(name, row, column.portuguese());
                var cells = opened.get(row);
                var cell = i < cells.size() ? cells.get(i) : new Cell("", "");
                var wanted = portuguese.get(row).get(i);
                if (wanted.isEmpty()) {
                    assertThat(cell.value()).as(as).isEmpty();
                } else if (column.isPortugueseOnly()) {
                    checkShown(as, wanted, cell);
                } else {
                    var at = machine.getFirst().indexOf(column.name());
                    check(as, column.kind(), machine.get(row).get(at), wanted, cell);
                }
            }
        }
    }

    private static void check(String as, Column.Kind kind, String machine, String portuguese, Cell cell) {
        switch (kind) {
            case TEXT, FREE_TEXT, HASH -> {
                assertThat(cell).as(as).isEqualTo(new Cell("string", portuguese));
                assertThat(portuguese).as(as).isIn(machine, "'" + machine);
            }
            case WORD, REASON, BOOLEAN -> assertThat(cell).as(as).isEqualTo(new Cell("string", portuguese));
            case DATE -> assertThat(cell).as(as).isEqualTo(new Cell("date", machine));
            case INSTANT -> {
                assertThat(cell.type()).as(as).isEqualTo("date");
                // a day alone where it is midnight, and seconds to what a double can hold
                var read = cell.value().contains("T")
                        ? LocalDateTime.parse(cell.value())
                        : LocalDate.parse(cell.value()).atStartOfDay();
                assertThat(read.plusNanos(500_000_000).truncatedTo(ChronoUnit.SECONDS))
                        .as(as)
                        .isEqualTo(LocalDateTime.ofInstant(Instant.parse(machine), BRASILIA)
                                .truncatedTo(ChronoUnit.SECONDS));
            }
            case NUMBER, AMOUNT -> {
                assertThat(cell.type()).as(as).isEqualTo("float");
                assertThat(new BigDecimal(cell.value())).as(as).isEqualByComparingTo(machine);
            }
            case WRITTEN -> checkShown(as, portuguese, cell);
        }
    }

    /** What only the Portuguese file says, and a cell of whatever kind: understood as it is written there. */
    private static void checkShown(String as, String portuguese, Cell cell) {
        switch (cell.type()) {
            case "float" ->
                assertThat(new BigDecimal(cell.value())).as(as).isEqualByComparingTo(portuguese.replace(',', '.'));
            case "date" -> {
                var day = portuguese.substring(6, 10) + "-" + portuguese.substring(3, 5) + "-"
                        + portuguese.substring(0, 2);
                assertThat(cell.value()).as(as).startsWith(day);
            }
            default -> assertThat(cell).as(as).isEqualTo(new Cell("string", portuguese));
        }
    }

    private ReportRequest request() {
        return new ReportRequest(
                folder.resolve("2026-11-21/r1"),
                Format.DEFAULT,
                "",
                LocalDate.parse("2026-11-21"),
                1,
                new TreeMap<>(Map.of("main", 6L, "import", 1L)),
                new TreeMap<>(),
                null,
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                LogKey.generate());
    }
}

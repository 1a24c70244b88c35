package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.report.Column.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {

    /** The contract, spec section 8: what is changed here is changed for everybody who reads the files. */
    private static final Map<String, String> CONTRACT = Map.of(
            "loans",
            "business_date, provider, loan_id, contract_number, lifecycle, state, inferred, created_at, signed_at, "
                    + "disbursed_at, closed_at, contracted_amount, disbursed_amount, paid_amount, installments, "
                    + "installments_paid, days_past_due, first_event_at, last_event_at, events, duplicates, open_findings, "
                    + "provisional",
            "aging",
            "business_date, bucket, loans, overdue_amount, outstanding_amount",
            "disbursements",
            "business_date, provider, loan_id, contract_number, disbursed_at, contracted_amount, iof_amount, fees_amount, "
                    + "expected_amount, disbursed_amount, difference",
            "findings",
            "business_date, finding_id, code, severity, status, provider, loan_id, contract_number, expected_event, "
                    + "after_event, after_event_at, due_at, hours_late, since, evidence, suggested_action",
            "payments",
            "business_date, provider, loan_id, contract_number, installment_number, due_date, paid_at, due_amount, "
                    + "paid_amount, difference, event_id",
            "events",
            "log, position, provider, event_id, type, status, event, loan_id, occurred_at, received_at, delay_seconds, "
                    + "body_sha256, class, duplicate_of, leaf_hash",
            "quarantine",
            "log, position, provider, received_at, class, reason, body_sha256");

    @Test
    void everyFileInTheFolderIsAReportBesideTheTrail() {
        var columns = new TreeMap<String, String>();
        Report.all().forEach(report -> columns.put(report.name(), names(report.columns())));
        assertThat(columns).doesNotContainKey(EventsReport.NAMES.machine());
        columns.put(EventsReport.NAMES.machine(), names(EventsReport.COLUMNS));
        columns.put(PaymentsReport.NAMES.machine(), names(PaymentsReport.COLUMNS));

        assertThat(columns).isEqualTo(CONTRACT);
    }

    private static String names(List<Column> columns) {
        return String.join(", ", Profile.MACHINE.headers(columns));
    }

    /** Spec section 8; headers are whole and different words, and say the same in every file. */
    @Test
    void everyFileAndColumnHasAPortugueseName() {
        var files = new TreeMap<String, String>();
        var headers = new TreeMap<String, String>();
        for (var report : EveryReport.all()) {
            files.put(report.names().machine(), report.names().portuguese());
            var own = Profile.PT_BR.headers(report.columns());
            assertThat(own)
                    .hasSameSizeAs(Profile.MACHINE.headers(report.columns()))
                    .doesNotHaveDuplicates()
                    .allMatch(header -> header.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
            for (var column : report.columns()) {
                // of a delivery it is the provider's own word, of a finding ours
                if (column.portuguese() != null && !column.name().equals("status")) {
                    headers.putIfAbsent(column.name(), column.portuguese());
                    assertThat(column.portuguese()).isEqualTo(headers.get(column.name()));
                }
            }
        }
        assertThat(files)
                .containsEntry("loans", "posicao_emprestimos")
                .containsEntry("findings", "pendencias")
                .containsEntry("disbursements", "desembolsos")
                .containsEntry("rollforward", "movimento_pendencias")
                .containsEntry("restatements", "reapresentacoes")
                .containsEntry("aging", "inadimplencia")
                .containsEntry("payments", "pagamentos")
                .containsEntry("events", "trilha_eventos")
                .containsEntry("quarantine", "quarentena")
                .containsEntry("totals", "resumo");
    }

    @Test
    void aTableInBracesIsThatOfTheSideAskedFor() {
        var report = Report.parse("some", """
                -- pt-BR: algum
                -- columns:
                --   a  text  a
                SELECT l.a FROM {loan} l LEFT JOIN {delivery_class} c ON c.b = l.b""");

        assertThat(report.sql("_next")).endsWith("FROM loan_next l LEFT JOIN delivery_class_next c ON c.b = l.b");
        assertThat(report.sql("")).endsWith("FROM loan l LEFT JOIN delivery_class c ON c.b = l.b");
    }

    @Test
    void aReportIsItsSqlAndTheColumnsOfItsComment() {
        var sql = """
                -- Why.
                -- pt-BR: algum
                -- for each: log
                -- columns:
                --   log      text       log
                --   note     free-text  -
                --   note_pt  free-text  nota  pt-BR
                SELECT log, note, note_pt FROM some
                -- not a column
                """;

        assertThat(Report.parse("some", sql))
                .extracting(Report::names, Report::forEachLog, Report::sql)
                .containsExactly(new ReportFile.Names("some", "algum"), true, sql);
        assertThat(Report.parse("some", sql).columns())
                .containsExactly(
                        new Column("log", Kind.TEXT, "log"),
                        new Column("note", Kind.FREE_TEXT, null, false),
                        new Column("note_pt", Kind.FREE_TEXT, "nota", true));
    }

    @Test
    void saysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> Report.parse("some", "SELECT 1")).hasMessage("report some: its SQL names no columns");
        assertThatThrownBy(() -> Report.parse("some", "-- columns:\n--   a money b\n"))
                .hasMessage("report some: no such kind: a money b");
        assertThatThrownBy(() -> Report.parse("some", "-- columns:\n--   a text\n"))
                .hasMessage("report some: a column is a name, a kind and a Portuguese name, not: a text");
        assertThatThrownBy(() -> Report.parse("some", "-- columns:\n--   a text b\n"))
                .hasMessage("report some: its SQL does not say what it is called in Portuguese: -- pt-BR: some_name");
    }
}

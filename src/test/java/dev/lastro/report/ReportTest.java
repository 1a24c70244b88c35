package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.report.Column.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportTest {

    /** The contract, spec section 8: what is changed here is changed for everybody who reads the files. */
    private static final Map<String, String> CONTRACT = Map.of(
            "loans",
            "business_date, provider, loan_id, contract_number, lifecycle, state, inferred, created_at, signed_at, "
                    + "disbursed_at, closed_at, contracted_amount, disbursed_amount, paid_amount, installments, "
                    + "installments_paid, days_past_due, first_event_at, last_event_at, events, duplicates, open_findings, "
                    + "provisional",
            "findings",
            "business_date, finding_id, code, severity, status, provider, loan_id, contract_number, expected_event, "
                    + "after_event, after_event_at, due_at, hours_late, since, evidence, suggested_action",
            "events",
            "log, position, provider, event_id, type, status, event, loan_id, occurred_at, received_at, delay_seconds, "
                    + "body_sha256, class, duplicate_of, leaf_hash",
            "quarantine",
            "log, position, provider, received_at, class, reason, body_sha256");

    @Test
    void everyFileInTheFolderIsAReportBesideTheTrail() {
        var columns = new TreeMap<String, String>();
        Report.all().forEach(report -> columns.put(report.name(), names(report.columns())));
        assertThat(columns).doesNotContainKey(EventsReport.NAME);
        columns.put(EventsReport.NAME, names(EventsReport.COLUMNS));

        assertThat(columns).isEqualTo(CONTRACT);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    @Test
    void aTableInBracesIsThatOfTheSideAskedFor() {
        var report = Report.parse("some", """
                -- columns:
                --   a  text
                SELECT l.a FROM {loan} l LEFT JOIN {delivery_class} c ON c.b = l.b""");

        assertThat(report.sql("_next")).endsWith("FROM loan_next l LEFT JOIN delivery_class_next c ON c.b = l.b");
        assertThat(report.sql("")).endsWith("FROM loan l LEFT JOIN delivery_class c ON c.b = l.b");
    }

    @Test
    void aReportIsItsSqlAndTheColumnsOfItsComment() {
        var sql = """
                -- Why.
                -- for each: log
                -- columns:
                --   log   text
                --   note  free-text
                SELECT log, note FROM some
                -- not a column
                """;

        assertThat(Report.parse("some", sql))
                .extracting(Report::name, Report::forEachLog, Report::sql)
                .containsExactly("some", true, sql);
        assertThat(Report.parse("some", sql).columns())
                .containsExactly(new Column("log", Kind.TEXT), new Column("note", Kind.FREE_TEXT));
    }

    @Test
    void saysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> Report.parse("some", "SELECT 1")).hasMessage("report some: its SQL names no columns");
        assertThatThrownBy(() -> Report.parse("some", "-- columns:\n--   a money\n"))
                .hasMessage("report some: no such kind: a money");
        assertThatThrownBy(() -> Report.parse("some", "-- columns:\n--   a\n"))
                .hasMessage("report some: a column is a name and a kind, not: a");
    }
}

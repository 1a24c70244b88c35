package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import dev.lastro.report.Column.Kind;
import dev.lastro.report.Hindsight.Retold;
import dev.lastro.report.Hindsight.Told;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code restatements}: the cells of earlier nights' {@code loans} and {@code findings} that what came tonight makes
 * different, by loan, restated date, report (findings, loans), key and column. A row that was not there, or is not there any
 * more, has all its cells but those of its key.
 *
 * <p>Not restated: {@code loans.duplicates}, which tells of arrival itself, and {@code findings.suggested_action}, which is
 * advice. What people decided of findings is told by the decisions.
 */
final class RestatementsReport {

    static final String NAME = "restatements";

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Kind.DATE),
            new Column("restated_date", Kind.DATE),
            new Column("report", Kind.TEXT),
            new Column("key", Kind.TEXT),
            new Column("column", Kind.TEXT),
            new Column("was", Kind.FREE_TEXT),
            new Column("is", Kind.FREE_TEXT),
            new Column("because", Kind.TEXT));

    private RestatementsReport() {}

    /** @param progress is told how many rows of this file are written so far */
    static void write(LocalDate date, Hindsight hindsight, CsvFile file, LongConsumer progress) {
        try (var writer = new RowWriter(file, progress)) {
            hindsight.retold(retold -> write(date, retold, writer));
            writer.finish();
        }
    }

    private static void write(LocalDate date, Retold retold, RowWriter writer) {
        var was = findings(retold.was(), retold.date());
        var is = findings(retold.is(), retold.date());
        var ids = new TreeSet<>(was.keySet());
        ids.addAll(is.keySet());
        for (var id : ids) {
            differences(was.getOrDefault(id, Map.of()), is.getOrDefault(id, Map.of()))
                    .forEach((column, both) -> writer.add(cells(date, retold, "findings", id, column, both)));
        }
        var key = Cells.text(retold.provider() + "/" + retold.loanId());
        differences(loan(retold.was(), retold.date()), loan(retold.is(), retold.date()))
                .forEach((column, both) -> writer.add(cells(date, retold, "loans", key, column, both)));
    }

    private record Both(String was, String is) {}

    private static Map<String, Both> differences(Map<String, String> was, Map<String, String> is) {
        var columns = new TreeSet<>(was.keySet());
        columns.addAll(is.keySet());
        var differences = new TreeMap<String, Both>();
        for (var column : columns) {
            var both = new Both(was.getOrDefault(column, ""), is.getOrDefault(column, ""));
            if (!both.was().equals(both.is())) {
                differences.put(column, both);
            }
        }
        return differences;
    }

    private static String[] cells(LocalDate date, Retold retold, String report, String key, String column, Both both) {
        return new String[] {
            date.toString(), retold.date().toString(), report, key, column, both.was(), both.is(), retold.because()
        };
    }

    /** As {@code sql/reports/loans.sql} has it; a test compares both cell by cell. */
    private static Map<String, String> loan(Told told, LocalDate date) {
        var loan = told.loan();
        return loan == null || loan.events() == 0
                ? Map.of()
                : loan(loan, told.findings().size(), date);
    }

    private static Map<String, String> loan(LoanState loan, int findings, LocalDate date) {
        var cells = new LinkedHashMap<String, String>();
        cells.put("contract_number", Cells.text(loan.contractNumber()));
        cells.put("lifecycle", Cells.text(loan.lifecycle()));
        cells.put("state", Cells.text(loan.state()));
        cells.put("inferred", String.valueOf(loan.inferred()));
        cells.put("created_at", Cells.instant(loan.createdAt()));
        cells.put("signed_at", Cells.instant(loan.signedAt()));
        cells.put("disbursed_at", Cells.instant(loan.disbursedAt()));
        cells.put("closed_at", Cells.instant(loan.closedAt()));
        cells.put("contracted_amount", amount(loan.contractedAmount()));
        cells.put("disbursed_amount", amount(loan.disbursedAmount()));
        cells.put("paid_amount", amount(loan.paidAmount()));
        cells.put("installments", loan.installments() == null ? "" : String.valueOf(loan.installments()));
        cells.put("installments_paid", String.valueOf(loan.installmentsPaid()));
        cells.put("days_past_due", String.valueOf(daysPastDue(loan, date)));
        cells.put("first_event_at", Cells.instant(loan.firstEventAt()));
        cells.put("last_event_at", Cells.instant(loan.lastEventAt()));
        cells.put("events", String.valueOf(loan.events()));
        cells.put("open_findings", String.valueOf(findings));
        cells.put("provisional", String.valueOf(loan.provisional()));
        return cells;
    }

    private static long daysPastDue(LoanState loan, LocalDate date) {
        return loan.overdueSince() == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(loan.overdueSince(), date));
    }

    /** By id; as {@code sql/reports/findings.sql} has them. */
    private static Map<String, Map<String, String>> findings(Told told, LocalDate date) {
        var contract = told.loan() == null ? "" : Cells.text(told.loan().contractNumber());
        var rows = new TreeMap<String, Map<String, String>>();
        told.findings().forEach(finding -> rows.put(finding.id(), finding(finding, contract, date)));
        return rows;
    }

    private static Map<String, String> finding(Finding finding, String contract, LocalDate date) {
        var cells = new LinkedHashMap<String, String>();
        cells.put("code", finding.code().name());
        cells.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        cells.put("provider", Cells.text(finding.provider()));
        cells.put("loan_id", Cells.text(finding.loanId()));
        cells.put("contract_number", contract);
        cells.put("expected_event", name(finding.expected()));
        cells.put("after_event", name(finding.after()));
        cells.put("after_event_at", Cells.instant(finding.afterAt()));
        cells.put("due_at", Cells.instant(finding.dueAt()));
        cells.put("hours_late", hoursLate(finding.dueAt(), BusinessDates.cutOff(date)));
        cells.put("since", finding.since() == null ? "" : finding.since().toString());
        cells.put("evidence", Cells.freeText(String.join(" ", finding.evidence())));
        return cells;
    }

    private static String hoursLate(@Nullable Instant dueAt, Instant cutOff) {
        return dueAt == null
                ? ""
                : Long.toString(Math.floorDiv(
                        ChronoUnit.MICROS.between(dueAt, cutOff),
                        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofHours(1)))));
    }

    private static String name(@Nullable Enum<?> value) {
        return value == null ? "" : value.name();
    }

    private static String amount(@Nullable BigDecimal amount) {
        return amount == null ? "" : Cells.amount(amount);
    }
}

package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import dev.lastro.report.Hindsight.Told;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of a business date would say of one loan, by column, without the columns of a row's key; nothing: it has no
 * row. A test compares it with the reports cell by cell.
 */
record RetoldCells(Told told, LocalDate date) {

    /** As {@code sql/reports/disbursements.sql} has it. */
    Map<String, String> disbursement() {
        var loan = told.loan();
        return loan == null || loan.disbursedAt() == null ? Map.of() : disbursement(loan);
    }

    private static Map<String, String> disbursement(LoanState loan) {
        var expected = loan.contractedAmount() == null || loan.iofAmount() == null
                ? null
                : loan.contractedAmount()
                        .subtract(loan.iofAmount())
                        .subtract(Objects.requireNonNullElse(loan.feesAmount(), BigDecimal.ZERO));
        var cells = new LinkedHashMap<String, String>();
        cells.put("contract_number", Cells.text(loan.contractNumber()));
        cells.put("disbursed_at", Cells.instant(loan.disbursedAt()));
        cells.put("contracted_amount", amount(loan.contractedAmount()));
        cells.put("iof_amount", amount(loan.iofAmount()));
        cells.put("fees_amount", amount(loan.feesAmount()));
        cells.put("expected_amount", amount(expected));
        cells.put("disbursed_amount", amount(loan.disbursedAmount()));
        cells.put(
                "difference",
                expected == null || loan.disbursedAmount() == null
                        ? ""
                        : amount(loan.disbursedAmount().subtract(expected)));
        return cells;
    }

    /** As {@code sql/reports/loans.sql} has it; a test compares both cell by cell. */
    Map<String, String> loan() {
        var loan = told.loan();
        return loan == null || loan.events() == 0 ? Map.of() : loan(loan);
    }

    private Map<String, String> loan(LoanState loan) {
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
        cells.put("days_past_due", String.valueOf(daysPastDue(loan)));
        cells.put("first_event_at", Cells.instant(loan.firstEventAt()));
        cells.put("last_event_at", Cells.instant(loan.lastEventAt()));
        cells.put("events", String.valueOf(loan.events()));
        cells.put("open_findings", String.valueOf(told.openFindings()));
        cells.put("provisional", String.valueOf(told.isProvisional()));
        return cells;
    }

    private long daysPastDue(LoanState loan) {
        return loan.overdueSince() == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(loan.overdueSince(), date));
    }

    /** By id; as {@code sql/reports/findings.sql} has them. */
    Map<String, Map<String, String>> findings() {
        var contract = told.loan() == null ? "" : Cells.text(told.loan().contractNumber());
        var rows = new TreeMap<String, Map<String, String>>();
        told.findings().forEach(finding -> rows.put(finding.id(), finding(finding, contract)));
        return rows;
    }

    private Map<String, String> finding(Finding finding, String contract) {
        var cells = new LinkedHashMap<String, String>();
        cells.put("code", finding.code().name());
        cells.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        cells.put(
                "status",
                Objects.requireNonNull(told.statuses().get(finding.id())).name());
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

    /** By key, as {@link PaymentsReport} has them. */
    Map<String, Map<String, String>> payments() {
        var loan = told.loan();
        if (loan == null) {
            return Map.of();
        }
        var rows = new LinkedHashMap<String, Map<String, String>>();
        told.payments().forEach(payment -> {
            var cells = PaymentsReport.cells(loan.contractNumber(), payment);
            rows.put(
                    Cells.text(loan.provider() + "/" + loan.loanId()) + " "
                            + (payment.installmentNumber() == null
                                    ? "event_id=" + cells.remove("event_id")
                                    : "installment_number=" + cells.remove("installment_number")),
                    cells);
        });
        return rows;
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

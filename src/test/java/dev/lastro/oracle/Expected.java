package dev.lastro.oracle;

import dev.lastro.oracle.Verdict.DeliveryRow;
import dev.lastro.oracle.Verdict.FindingRow;
import dev.lastro.oracle.Verdict.LoanRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A verdict in the words of the machine reports. Rows are maps by column, so that a test may compare those columns alone
 * of which the oracle has an opinion; amounts are without trailing zeros.
 */
public final class Expected {

    private Expected() {}

    /** A cell as it was read, made comparable: amounts without trailing zeros. */
    public static String comparable(String column, String cell) {
        return column.endsWith("_amount") && !cell.isEmpty() ? plain(new BigDecimal(cell)) : cell;
    }

    /** Report {@code loans}: every column, rows in order. */
    public static List<Map<String, String>> loans(Verdict verdict, LocalDate businessDate) {
        return verdict.loans().values().stream()
                .map(loan -> loan(loan, businessDate))
                .toList();
    }

    private static Map<String, String> loan(LoanRow loan, LocalDate businessDate) {
        LocalDate overdue = loan.overdueSince();
        return row(
                "business_date", businessDate,
                "provider", loan.provider(),
                "loan_id", loan.loanId(),
                "contract_number", loan.contractNumber(),
                "lifecycle", loan.lifecycle(),
                "state", loan.state(),
                "inferred", loan.inferred(),
                "created_at", loan.createdAt(),
                "signed_at", loan.signedAt(),
                "disbursed_at", loan.disbursedAt(),
                "closed_at", loan.closedAt(),
                "contracted_amount", loan.contracted(),
                "disbursed_amount", loan.disbursed(),
                "paid_amount", loan.paid(),
                "installments", loan.installments(),
                "installments_paid", loan.installmentsPaid(),
                "days_past_due", overdue == null ? 0 : ChronoUnit.DAYS.between(overdue, businessDate),
                "first_event_at", loan.firstEventAt(),
                "last_event_at", loan.lastEventAt(),
                "events", loan.events(),
                "duplicates", loan.duplicates(),
                "open_findings", loan.openFindings(),
                "provisional", loan.provisional());
    }

    /** Report {@code aging}, by bucket: loans, overdue_amount and outstanding_amount of the running ones that were paid out. */
    public static Map<String, Map<String, String>> aging(Verdict verdict, LocalDate businessDate) {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        int from = 0;
        for (int to : List.of(0, 15, 30, 60, 90, 120, 150, 180, 360, Integer.MAX_VALUE)) {
            String bucket = to == 0 ? "0" : to == Integer.MAX_VALUE ? ">360" : from + "-" + to;
            int loans = 0;
            BigDecimal overdue = BigDecimal.ZERO;
            BigDecimal outstanding = BigDecimal.ZERO;
            for (LoanRow loan : verdict.loans().values()) {
                LocalDate since = loan.overdueSince();
                long days = since == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(since, businessDate));
                if (loan.disbursedAt() != null && loan.closedAt() == null && days >= from && days <= to) {
                    loans++;
                    overdue = overdue.add(loan.overdue() == null ? BigDecimal.ZERO : loan.overdue());
                    outstanding = outstanding.add(loan.outstanding() == null ? BigDecimal.ZERO : loan.outstanding());
                }
            }
            rows.put(
                    bucket,
                    row(
                            "business_date", businessDate,
                            "bucket", bucket,
                            "loans", loans,
                            "overdue_amount", overdue,
                            "outstanding_amount", outstanding));
            from = to + 1;
        }
        return rows;
    }

    /** Report {@code findings}, by id: all columns but those that are prose or not fixed by the spec. */
    public static Map<String, Map<String, String>> findings(Verdict verdict, LocalDate businessDate, Instant cutOff) {
        var rows = new TreeMap<String, Map<String, String>>();
        for (FindingRow finding : verdict.findings().values()) {
            LoanRow loan = verdict.loans().get(finding.provider() + "|" + finding.loanId());
            Instant due = finding.dueAt();
            rows.put(
                    finding.id(),
                    row(
                            "business_date", businessDate,
                            "finding_id", finding.id(),
                            "code", finding.code(),
                            "severity", finding.severity(),
                            "status", "OPEN",
                            "provider", finding.provider(),
                            "loan_id", finding.loanId(),
                            "contract_number", loan == null ? null : loan.contractNumber(),
                            "expected_event", finding.expectedEvent(),
                            "due_at", due,
                            "hours_late",
                                    due == null
                                            ? null
                                            : Duration.between(due, cutOff).toHours()));
        }
        return rows;
    }

    /** Report {@code events} of a first night, by {@code log/position}: what is certain of every class. */
    public static Map<String, Map<String, String>> events(Verdict verdict, Map<String, LogRow> log) {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (DeliveryRow delivery : verdict.deliveries()) {
            LogRow logged = Objects.requireNonNull(log.get(delivery.arrived().place()));
            Arrived eventAt = delivery.eventAt();
            Map<String, String> row = row(
                    "log", logged.log(),
                    "position", logged.position(),
                    "provider", logged.provider(),
                    "received_at", logged.receivedAt(),
                    "body_sha256", logged.saltedHash(),
                    "class", delivery.clazz(),
                    "duplicate_of", eventAt == null ? null : eventAt.place(),
                    "leaf_hash", logged.leafHash());
            Instant occurredAt = delivery.occurredAt();
            if (occurredAt != null) {
                row.putAll(row(
                        "type", delivery.type(),
                        "status", delivery.status(),
                        "event", delivery.event(),
                        "loan_id", delivery.loanId(),
                        "occurred_at", occurredAt,
                        "delay_seconds",
                                Duration.between(occurredAt, logged.receivedAt())
                                        .toSeconds()));
            }
            rows.put(logged.arrived().place(), row);
        }
        return rows;
    }

    /** Report {@code quarantine}, by {@code log/position}. */
    public static Map<String, Map<String, String>> quarantine(Verdict verdict, Map<String, LogRow> log) {
        var rows = events(verdict, log);
        rows.values().removeIf(row -> !List.of("QUARANTINED", "UNKNOWN").contains(row.get("class")));
        rows.values().forEach(row -> row.keySet().removeAll(List.of("duplicate_of", "leaf_hash")));
        return rows;
    }

    /** Report {@code totals}, by {@code measure|provider}. */
    public static Map<String, String> totals(Verdict verdict) {
        var sums = new TreeMap<String, BigDecimal>();
        for (String provider : List.of("base39", "openco")) {
            for (String measure : List.of(
                    "deliveries",
                    "loans",
                    "findings",
                    "contracted_amount",
                    "disbursed_amount",
                    "paid_amount",
                    "EVENT",
                    "DUPLICATE",
                    "CONFLICT",
                    "NOT_LOAN",
                    "UNKNOWN",
                    "QUARANTINED",
                    "ERASED")) {
                sums.put(measure + "|" + provider, BigDecimal.ZERO);
            }
        }
        for (DeliveryRow delivery : verdict.deliveries()) {
            add(sums, "deliveries", delivery.arrived().provider(), BigDecimal.ONE);
            add(sums, delivery.clazz(), delivery.arrived().provider(), BigDecimal.ONE);
        }
        for (LoanRow loan : verdict.loans().values()) {
            add(sums, "loans", loan.provider(), BigDecimal.ONE);
            add(sums, "loans." + loan.state(), loan.provider(), BigDecimal.ONE);
            add(sums, "contracted_amount", loan.provider(), loan.contracted());
            add(sums, "disbursed_amount", loan.provider(), loan.disbursed());
            add(sums, "paid_amount", loan.provider(), loan.paid());
        }
        for (FindingRow finding : verdict.findings().values()) {
            add(sums, "findings", finding.provider(), BigDecimal.ONE);
            add(sums, "findings." + finding.code(), finding.provider(), BigDecimal.ONE);
        }
        var texts = new TreeMap<String, String>();
        sums.forEach((key, sum) -> texts.put(key, plain(sum)));
        return texts;
    }

    private static void add(
            Map<String, BigDecimal> sums, String measure, String provider, @Nullable BigDecimal amount) {
        if (amount != null) {
            sums.merge(measure + "|" + provider, amount, BigDecimal::add);
        }
    }

    private static Map<String, String> row(@Nullable Object... columnsAndValues) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.put(String.valueOf(columnsAndValues[i]), cell(columnsAndValues[i + 1]));
        }
        return row;
    }

    /** What is absent is empty; a text that a spreadsheet would run gets an apostrophe (spec section 8). */
    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal amount -> plain(amount);
            case String text when !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 -> "'" + text;
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}

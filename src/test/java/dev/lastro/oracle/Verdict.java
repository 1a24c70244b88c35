package dev.lastro.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run has to report.
 *
 * @param deliveries one a delivery, in the order given
 * @param loans by {@code provider|loan id}
 * @param findings by id
 */
public record Verdict(
        List<DeliveryRow> deliveries, SortedMap<String, LoanRow> loans, SortedMap<String, FindingRow> findings) {

    /**
     * @param clazz spec section 4
     * @param type the provider's word, as is the status; only where it is a text
     * @param event canonical, where the class is EVENT, DUPLICATE or CONFLICT
     * @param eventAt for DUPLICATE and CONFLICT: the delivery that is the event
     */
    public record DeliveryRow(
            Arrived arrived,
            String clazz,
            @Nullable String type,
            @Nullable String status,
            @Nullable String event,
            @Nullable String loanId,
            @Nullable Instant occurredAt,
            @Nullable Arrived eventAt) {}

    /** The main columns of report {@code loans}, and what {@code aging} sums. */
    public record LoanRow(
            String provider,
            String loanId,
            @Nullable String contractNumber,
            @Nullable String externalId,
            String lifecycle,
            String state,
            boolean inferred,
            @Nullable Instant createdAt,
            @Nullable Instant signedAt,
            @Nullable Instant disbursedAt,
            @Nullable Instant closedAt,
            @Nullable BigDecimal contracted,
            @Nullable BigDecimal disbursed,
            @Nullable BigDecimal iof,
            @Nullable BigDecimal fees,
            BigDecimal paid,
            @Nullable Integer installments,
            int installmentsPaid,
            @Nullable LocalDate overdueSince,
            @Nullable BigDecimal overdue,
            @Nullable BigDecimal outstanding,
            Instant firstEventAt,
            Instant lastEventAt,
            int events,
            int duplicates,
            int openFindings,
            boolean provisional) {}

    /**
     * @param loanId empty for UNKNOWN_TYPE
     * @param expectedEvent for MISSING_STEP and OVERDUE_STEP
     * @param dueAt for OVERDUE_STEP
     * @param evidence event identities that must be named, among others perhaps
     */
    public record FindingRow(
            String id,
            String provider,
            String loanId,
            String code,
            String severity,
            @Nullable String expectedEvent,
            @Nullable Instant dueAt,
            SortedSet<String> evidence) {}

    /** How many deliveries of each class, by {@code provider|class}. */
    public Map<String, Long> classTotals() {
        var totals = new TreeMap<String, Long>();
        deliveries.forEach(row -> totals.merge(row.arrived().provider() + "|" + row.clazz(), 1L, Long::sum));
        return totals;
    }
}

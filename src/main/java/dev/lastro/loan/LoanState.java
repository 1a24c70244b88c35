package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loan as its events tell it at a cut-off.
 *
 * @param inferred some state on its way was reached by an event that we never got
 * @param overdueSince due date of the oldest instalment that is reported overdue and not paid
 * @param overdueAmount what was due of the instalments that are reported overdue and not paid, of a loan that was paid out and
 *     has not ended; null: somebody did not say
 * @param outstandingAmount what such a loan still owes: by the schedule, else contracted less paid; null: neither is known
 * @param events events before the cut-off; 0 means that the loan is not to be reported yet
 * @param provisional a required step may still come: a deadline of the state is pending
 * @param nextLookAt the loan can look different, without news, once a cut-off is after this instant
 * @param setBy for each field that has a value the place of the delivery that set it, by the report's column name
 */
public record LoanState(
        String provider,
        String loanId,
        String lifecycle,
        String state,
        boolean inferred,
        @Nullable String contractNumber,
        @Nullable String externalId,
        @Nullable Instant createdAt,
        @Nullable Instant signedAt,
        @Nullable Instant disbursedAt,
        @Nullable Instant closedAt,
        @Nullable BigDecimal contractedAmount,
        @Nullable BigDecimal disbursedAmount,
        @Nullable BigDecimal iofAmount,
        @Nullable BigDecimal feesAmount,
        BigDecimal paidAmount,
        @Nullable Integer installments,
        int installmentsPaid,
        @Nullable LocalDate overdueSince,
        @Nullable BigDecimal overdueAmount,
        @Nullable BigDecimal outstandingAmount,
        @Nullable Instant firstEventAt,
        @Nullable Instant lastEventAt,
        int events,
        int duplicates,
        boolean provisional,
        @Nullable Instant nextLookAt,
        Map<String, Place> setBy) {}

package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A payment that counts for its loan: once for each instalment number, or for each event where none is given.
 *
 * @param dueDate as an event of the instalment last named it, else as the schedule says
 * @param paidAt of the event whose amount counts; null: nobody knows any more, the loan is erased
 * @param dueAmount as an event of the instalment last named it, else as the schedule says
 * @param paidAmount null: the provider named none, and it counts as nothing
 * @param identity of the event whose amount counts; null: the loan is erased
 */
public record Payment(
        @Nullable Integer installmentNumber,
        @Nullable LocalDate dueDate,
        @Nullable Instant paidAt,
        @Nullable BigDecimal dueAmount,
        @Nullable BigDecimal paidAmount,
        @Nullable String identity) {}

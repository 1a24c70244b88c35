package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of its loan beside that it happened. Amounts are in BRL as the provider wrote them (exact, never
 * rounded); absent means that the delivery did not say.
 */
public record Facts(
        @Nullable String contractNumber,
        @Nullable String externalId,
        @Nullable BigDecimal contractedAmount,
        @Nullable BigDecimal disbursedAmount,
        @Nullable BigDecimal iofAmount,
        @Nullable BigDecimal feesAmount,
        @Nullable Integer installments,
        @Nullable LocalDate firstDueDate,
        @Nullable Integer installmentNumber,
        @Nullable LocalDate dueDate,
        @Nullable BigDecimal dueAmount,
        @Nullable BigDecimal paidAmount) {

    public static final Facts NONE = new Facts(null, null, null, null, null, null, null, null, null, null, null, null);
}

package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of its loan beside that it happened. Amounts are in BRL as the provider wrote them (exact, never
 * rounded); absent means that the delivery did not say.
 *
 * @param fineAmount of a payment, as are interest (for being late) and discount
 * @param schedule the instalments that the delivery lists, each number once, by number; empty: it lists none
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
        @Nullable BigDecimal paidAmount,
        @Nullable BigDecimal fineAmount,
        @Nullable BigDecimal interestAmount,
        @Nullable BigDecimal discountAmount,
        List<Due> schedule) {

    public static final Facts NONE = new Facts(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, List.of());

    /**
     * One instalment of a schedule.
     *
     * @param principal the part of the amount that repays
     */
    public record Due(
            int number,
            @Nullable LocalDate dueDate,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal principal) {}

    /** A schedule in whatever order is the same schedule. */
    public Facts {
        schedule = schedule.isEmpty() ? List.of() : byNumber(schedule);
    }

    private static List<Due> byNumber(List<Due> schedule) {
        List<Due> sorted = new ArrayList<>(schedule);
        sorted.sort(Comparator.comparingInt(Due::number));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).number() == sorted.get(i - 1).number()) {
                throw new IllegalArgumentException(
                        "a schedule has each instalment once: " + sorted.get(i).number());
            }
        }
        return List.copyOf(sorted);
    }
}

package dev.lastro.loan;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * Two sums that must be equal (spec section 6, AMOUNT_MISMATCH). Where an amount that it names was never told, it says
 * nothing.
 *
 * @param at on each event of this type, where it names amounts of one; else on the first, with what is known of the loan at
 *     the cut-off
 * @param statuses where there are any: of those events alone that the provider sent with one of these statuses
 * @param names every amount of both sides
 * @param zero of these, the ones that count as 0 where they were never told
 * @param tolerance both sides may differ by so much, in BRL
 */
public record MoneyRule(
        String name,
        EventType at,
        Set<String> statuses,
        Formula left,
        Formula right,
        Set<Amount> names,
        Set<Amount> zero,
        BigDecimal tolerance) {

    /** One side. Thread-safe, exact but for divisions. */
    @FunctionalInterface
    public interface Formula {

        /**
         * @param amounts has every amount that it names
         * @throws ArithmeticException for a division by zero
         */
        BigDecimal of(Map<Amount, BigDecimal> amounts);
    }

    boolean isAbout(LoanEvent event) {
        String status = event.status();
        return event.event() == at && (statuses.isEmpty() || (status != null && statuses.contains(status)));
    }

    boolean ofEvent() {
        for (Amount name : names) {
            if (name.ofEvent()) {
                return true;
            }
        }
        return false;
    }
}

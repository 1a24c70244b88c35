package dev.lastro.loan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is still owed on a loan.
 *
 * @param overdue what was due of the instalments that are reported overdue and not paid; null: of one of them nobody said
 * @param outstanding what is due by the schedule of all instalments that are not paid; where nobody sent a schedule, what was
 *     contracted less what was paid; where neither is known, what is overdue; null: there is no such amount
 */
record Owed(@Nullable BigDecimal overdue, @Nullable BigDecimal outstanding) {

    /** Of a loan that was not paid out, or that has ended. */
    static final Owed NOTHING = new Owed(null, null);
}

package dev.lastro.loan;

import java.util.List;
import java.util.function.Consumer;

/**
 * One rule of spec section 6: looks at a loan's history and tells what it finds. Words and evidence are made of the
 * events alone, never of how often or in which order they were delivered.
 */
@FunctionalInterface
interface Rule {

    void check(History history, Consumer<Finding> found);

    /** No loan has more instalments: a higher number is a provider's slip, and would make as many findings. */
    int INSTALLMENTS_MAX = 1000;

    /** All of them, in the order in which their findings are told. */
    List<Rule> ALL = List.of(
            StepRules.MISSING_STEP,
            StepRules.OVERDUE_STEP,
            StepRules.ILLEGAL_TRANSITION,
            StepRules.EVENT_AFTER_TERMINAL,
            StepRules.CONFLICTING_DUPLICATE,
            StepRules.DOUBLE_DISBURSEMENT,
            InstalmentRules.PAYMENT_DUPLICATED,
            InstalmentRules.INSTALLMENT_GAP,
            InstalmentRules.INSTALLMENT_UNREPORTED,
            InstalmentRules.SETTLED_WITH_OPEN_INSTALLMENTS,
            InstalmentRules.AMOUNT_MISMATCH,
            StepRules.SEQUENCE_BREAK,
            StepRules.LATE_DELIVERY,
            StepRules.CLOCK_SKEW);
}

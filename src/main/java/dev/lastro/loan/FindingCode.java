package dev.lastro.loan;

/** The findings of spec section 6 that Lastro can make today. */
public enum FindingCode {
    MISSING_STEP,
    OVERDUE_STEP,
    ILLEGAL_TRANSITION,
    EVENT_AFTER_TERMINAL,
    CONFLICTING_DUPLICATE,
    DOUBLE_DISBURSEMENT,
    PAYMENT_DUPLICATED,
    INSTALLMENT_GAP,
    SETTLED_WITH_OPEN_INSTALLMENTS,
    UNKNOWN_TYPE,
    PROVIDER_SILENCE,
    OUTAGE_SUSPECTED
}

package dev.lastro.loan;

/** Every delivery has exactly one of these (spec section 4); their counts add up to the deliveries. */
public enum DeliveryClass {
    EVENT,
    DUPLICATE,
    CONFLICT,
    NOT_LOAN,
    UNKNOWN,
    QUARANTINED,
    /** Its body was erased by law: what it was is known no more. */
    ERASED
}

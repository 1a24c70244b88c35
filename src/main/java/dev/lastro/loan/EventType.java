package dev.lastro.loan;

/** The canonical events of spec section 4: what every provider's own words are translated to. */
public enum EventType {
    CREATED,
    UNDER_REVIEW,
    APPROVED,
    DECLINED,
    SIGNATURE_REQUESTED,
    SIGNED,
    COLLATERAL_REGISTERED,
    DISBURSEMENT_REQUESTED,
    DISBURSEMENT_FAILED,
    DISBURSED,
    ACTIVATED,
    INSTALLMENT_PAID,
    INSTALLMENT_OVERDUE,
    ASSIGNED,
    RENEGOTIATED,
    SETTLED,
    WRITTEN_OFF,
    CANCELED,
    EXPIRED,
    REFUNDED,
    RECOVERED
}

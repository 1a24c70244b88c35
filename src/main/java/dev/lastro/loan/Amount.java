package dev.lastro.loan;

import java.util.Locale;

/** What a {@link MoneyRule} may name. */
public enum Amount {
    CONTRACTED,
    DISBURSED,
    IOF,
    FEES,
    /** Sum of the schedule's principals; told where the schedule names each. */
    PRINCIPALS,
    /** Sum of the schedule's amounts; told where the schedule names each. */
    SCHEDULED,
    /** The IOF that is due by law, from the schedule's principals and dates, the day of the disbursement and the rates. */
    IOF_DUE,
    PAID(true),
    /** What the payment's instalment costs: the payment says so itself, else the schedule. */
    DUE(true),
    FINE(true),
    INTEREST(true),
    DISCOUNT(true);

    private final boolean ofEvent;

    Amount() {
        this(false);
    }

    Amount(boolean ofEvent) {
        this.ofEvent = ofEvent;
    }

    /** Whether it is said of one event, as a payment, or of the loan. */
    boolean ofEvent() {
        return ofEvent;
    }

    /** As a lifecycle's file writes it: {@code iof_due}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

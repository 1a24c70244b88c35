package dev.lastro.loan;

import java.util.Locale;

/** What a provider's own list of its loans or payments can say that Lastro says too. */
public enum ListedField {
    /** States in canonical words, {@code |} between several that the list's word can stand for. */
    STATE(Kind.STATES),
    CONTRACT_NUMBER(Kind.TEXT),
    EXTERNAL_ID(Kind.TEXT),
    CONTRACTED_AMOUNT(Kind.AMOUNT),
    DISBURSED_AMOUNT(Kind.AMOUNT),
    IOF_AMOUNT(Kind.AMOUNT),
    FEES_AMOUNT(Kind.AMOUNT),
    PAID_AMOUNT(Kind.AMOUNT),
    INSTALLMENTS(Kind.COUNT),
    INSTALLMENTS_PAID(Kind.COUNT),
    CREATED_AT(Kind.DAY),
    SIGNED_AT(Kind.DAY),
    DISBURSED_AT(Kind.DAY),
    CLOSED_AT(Kind.DAY),
    OVERDUE_SINCE(Kind.DAY),
    PAID_AT(Kind.DAY);

    /** How a value is written: always as a text, so that two ways of writing one value are one value. */
    public enum Kind {
        STATES,
        TEXT,
        /** Exact, without trailing zeros. */
        AMOUNT,
        /** A whole number. */
        COUNT,
        /** A calendar day in America/Sao_Paulo: {@code 2026-11-21}. */
        DAY
    }

    private final Kind kind;

    ListedField(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** As the loan report's columns are called: {@code disbursed_amount}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a definition writes it: {@code disbursed-amount}. */
    public String key() {
        return column().replace('_', '-');
    }
}

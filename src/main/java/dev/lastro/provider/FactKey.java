package dev.lastro.provider;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts that a definition can map; the order is that of {@link dev.lastro.loan.Facts}. */
enum FactKey {
    CONTRACT_NUMBER("contract-number"),
    EXTERNAL_ID("external-id"),
    CONTRACTED_AMOUNT("contracted-amount"),
    DISBURSED_AMOUNT("disbursed-amount"),
    IOF_AMOUNT("iof-amount"),
    FEES_AMOUNT("fees-amount"),
    INSTALLMENTS("installments"),
    FIRST_DUE_DATE("first-due-date"),
    INSTALLMENT_NUMBER("installment-number"),
    DUE_DATE("due-date"),
    DUE_AMOUNT("due-amount"),
    PAID_AMOUNT("paid-amount"),
    FINE_AMOUNT("fine-amount"),
    INTEREST_AMOUNT("interest-amount"),
    DISCOUNT_AMOUNT("discount-amount");

    /** The list of instalments, which is no {@link FactSource}. */
    static final String SCHEDULE = "schedule";

    private final String key;

    FactKey(String key) {
        this.key = key;
    }

    static @Nullable FactKey of(String key) {
        return Arrays.stream(values())
                .filter(fact -> fact.key.equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The others are texts, whole numbers and dates, which nobody adds up. */
    boolean isAmount() {
        return key.endsWith("-amount");
    }

    static String known() {
        return Arrays.stream(values()).map(fact -> fact.key).collect(Collectors.joining(", ")) + ", " + SCHEDULE;
    }
}

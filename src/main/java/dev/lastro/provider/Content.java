package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Facts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of what a delivery says: every mapped field but the event id, in a fixed order as netstrings ({@code 3:abc,},
 * {@code -,} for what is absent), so that no two different contents are written alike.
 */
final class Content {

    private final StringBuilder text = new StringBuilder(256);

    private Content() {}

    /** @param named the time that the delivery named; null where it named none: when we received it is not content */
    static String digest(
            String type,
            @Nullable String status,
            @Nullable String previousStatus,
            EventType event,
            String loanId,
            @Nullable Instant named,
            Facts facts) {
        return new Content()
                .add(type)
                .add(status)
                .add(previousStatus)
                .add(event)
                .add(loanId)
                .add(named == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, named))
                .add(facts.contractNumber())
                .add(facts.externalId())
                .add(facts.contractedAmount())
                .add(facts.disbursedAmount())
                .add(facts.iofAmount())
                .add(facts.feesAmount())
                .add(facts.installments())
                .add(facts.firstDueDate())
                .add(facts.installmentNumber())
                .add(facts.dueDate())
                .add(facts.dueAmount())
                .add(facts.paidAmount())
                .sha256();
    }

    private Content add(@Nullable Object field) {
        if (field == null) {
            text.append("-,");
            return this;
        }
        // toPlainString: 1E+2 and 100 are the same amount (trailing zeros are off already)
        String value = field instanceof BigDecimal amount ? amount.toPlainString() : field.toString();
        text.append(value.length()).append(':').append(value).append(',');
        return this;
    }

    private String sha256() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Payment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The deliveries of the log with what they were taken for, and what they tell of payments: what no SQL can tell. */
public interface Trail {

    /** Deliveries [from, to) of a log in order. */
    void read(String log, long from, long to, Consumer<Row> rows);

    /** How many of the first {@code size} deliveries of a log have each class, by provider. */
    Map<String, Map<DeliveryClass, Long>> classes(String log, long size);

    /**
     * The payments that count for a loan, in the order of the report. Thread-safe.
     *
     * @param deliveries the loan's, as {@code story} keeps them
     */
    List<Payment> payments(String provider, String loanId, byte[] deliveries, Instant cutOff);

    /**
     * @param event the canonical event
     * @param bodySha256 salted, as in the entry
     * @param duplicateOf DUPLICATE and CONFLICT: the place of the event
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(
            String log,
            long position,
            String provider,
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String status,
            @Nullable String event,
            @Nullable String loanId,
            @Nullable Instant occurredAt,
            Instant receivedAt,
            byte[] bodySha256,
            DeliveryClass deliveryClass,
            @Nullable String duplicateOf,
            byte[] leafHash) {}
}

package dev.lastro.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Deliveries that have their positions, and those who wait for them, in the same order. */
record Batch(List<Delivery> deliveries, List<Waiting> waiting) {

    static final Batch EMPTY = new Batch(List.of(), List.of());

    static Batch place(String log, long firstPosition, List<Waiting> waiting) {
        var deliveries = new ArrayList<Delivery>(waiting.size());
        var position = firstPosition;
        for (var each : waiting) {
            var submission = each.submission();
            deliveries.add(new Delivery(
                    log,
                    position++,
                    submission.receivedAt(),
                    submission.provider(),
                    submission.remoteAddress(),
                    submission.headers(),
                    each.salt(),
                    submission.body()));
        }
        return new Batch(deliveries, waiting);
    }

    /** Whether the row at its first position is its own: one INSERT wrote all of them, or none. */
    boolean isCommitted(LogSession session) throws SQLException {
        if (deliveries.isEmpty()) {
            return false;
        }
        var first = deliveries.getFirst();
        var stored = session.salt(first.position());
        return stored.isPresent() && Arrays.equals(stored.get(), first.salt());
    }
}

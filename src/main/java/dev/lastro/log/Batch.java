package dev.lastro.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Deliveries that have their positions, and those who wait for them, in the same order. */
record Batch(List<Delivery> deliveries, List<Waiting> waiting) {

    static final Batch EMPTY = new Batch(List.of(), List.of());

    /** Of those for whom somebody still waits. */
    static Batch place(String log, long firstPosition, List<Waiting> candidates) {
        var deliveries = new ArrayList<Delivery>(candidates.size());
        var waiting = new ArrayList<Waiting>(candidates.size());
        for (var each : candidates) {
            var position = firstPosition + deliveries.size();
            if (each.place(position)) {
                deliveries.add(Delivery.of(log, position, each.submission(), each.salt()));
                waiting.add(each);
            }
        }
        return new Batch(deliveries, waiting);
    }

    /** Whether the row at its first position is its own: one INSERT wrote all of them, or none. */
    boolean isCommitted(LogSession session) throws SQLException {
        if (deliveries.isEmpty()) {
            return false;
        }
        var first = deliveries.getFirst();
        var stored = session.salts(List.of(first.position())).get(first.position());
        return stored != null && Arrays.equals(stored, first.salt());
    }
}

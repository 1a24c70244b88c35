package dev.lastro.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the log with the ledger, and may do so while the log grows: what a reader has once read never changes, and
 * nothing ever comes in before it (spec section 3).
 */
final class LogCheck {

    private static final String ROWS =
            "SELECT position, body FROM webhook_log WHERE log_name = 'main' AND position >= ? ORDER BY position";

    private final Ledger ledger;
    private final Map<Long, Long> positions = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long next;

    LogCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Reads what is new. */
    void advance(Connection connection) throws SQLException {
        try (var rows = connection.prepareStatement(ROWS)) {
            rows.setLong(1, next);
            rows.setFetchSize(Integer.MIN_VALUE);
            try (var row = rows.executeQuery()) {
                while (row.next()) {
                    look(row.getLong(1), row.getBytes(2));
                }
            }
        }
    }

    void look(long position, byte[] body) {
        if (position != next) {
            wrong.add("gap: position %d follows %d".formatted(position, next - 1));
        }
        next = position + 1;
        var number = Delivery.numberOf(body);
        var line = ledger.lines().get(number);
        if (line == null) {
            wrong.add("stranger: position %d holds what was never sent".formatted(position));
            return;
        }
        if (!line.sha256().equals(Delivery.sha256(body))) {
            wrong.add("altered: delivery %d at position %d".formatted(number, position));
        }
        var before = positions.putIfAbsent(number, position);
        if (before != null) {
            wrong.add("doubled: delivery %d, answered %s, at positions %d and %d"
                    .formatted(number, line.reply(), before, position));
        }
    }

    long rows() {
        return next;
    }

    /** Acknowledged, and not there yet. */
    long missing() {
        return ledger.lines().entrySet().stream()
                .filter(each -> isAcknowledged(each.getValue()) && !positions.containsKey(each.getKey()))
                .count();
    }

    /** Acknowledged from the spool, and not there yet. */
    long spooled() {
        return ledger.lines().entrySet().stream()
                .filter(each ->
                        each.getValue().reply() instanceof Reply.Spooled && !positions.containsKey(each.getKey()))
                .count();
    }

    /** Unanswered, and there all the same; that is allowed. */
    long storedWithoutAnswer() {
        return ledger.lines().entrySet().stream()
                .filter(each ->
                        each.getValue().reply() instanceof Reply.Unanswered && positions.containsKey(each.getKey()))
                .count();
    }

    /** All that a sender was told and is not true, in words; empty is what everyone hopes for. */
    List<String> problems() {
        var problems = new ArrayList<>(wrong);
        ledger.lines().forEach((number, line) -> {
            var position = positions.get(number);
            if (position == null && isAcknowledged(line)) {
                problems.add("lost: delivery %d, answered %s".formatted(number, line.reply()));
            }
            if (position != null && line.reply() instanceof Reply.Stored(var told) && told != position) {
                problems.add("misplaced: delivery %d, answered %s, is at %d".formatted(number, line.reply(), position));
            }
            if (position != null
                    && (line.reply() instanceof Reply.Refused || line.reply() instanceof Reply.Unreached)) {
                problems.add("stored in spite of %s: delivery %d at %d".formatted(line.reply(), number, position));
            }
            if (line.reply() instanceof Reply.Refused(var status) && status != 503) {
                problems.add("delivery %d was answered %d".formatted(number, status));
            }
        });
        return problems;
    }

    private static boolean isAcknowledged(Ledger.Line line) {
        var reply = line.reply();
        return reply != null && reply.isAcknowledgement();
    }
}

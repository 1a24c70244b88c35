package dev.lastro.loan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an event says that another status was before it than the one that was. Compared are events of one kind: of the
 * provider's type, and of the same instalment where it is about one (one that does not say which is compared with none).
 *
 * <p>Only what proves a lost webhook is a break: a status that the provider's definition takes for no loan event (PENDING of
 * an instalment) we would not have kept, and of events of one instant nobody knows which was first, so that any of them may
 * have been the one before.
 */
final class Sequence {

    private Sequence() {}

    /**
     * @param at the event that names the other status
     * @param before the last event of its kind before it
     */
    record Break(int at, @Nullable LoanEvent before) {}

    private record Kind(String type, @Nullable Integer installment) {}

    /** In the loan's order. */
    static List<Break> breaks(History history) {
        var breaks = new ArrayList<Break>();
        if (history.steps.stream().noneMatch(step -> names(step.event()))) {
            return breaks;
        }
        var kinds = new HashMap<Kind, List<Integer>>();
        for (int at = 0; at < history.steps.size(); at++) {
            Kind kind = kind(history.event(at));
            if (kind != null) {
                kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(at);
            }
        }
        for (Map.Entry<Kind, List<Integer>> kind : kinds.entrySet()) {
            breaksOfOneKind(history, kind.getValue(), breaks);
        }
        breaks.sort(Comparator.comparingInt(Break::at));
        return breaks;
    }

    private static boolean names(LoanEvent event) {
        String previous = event.previousStatus();
        return previous != null && !previous.isEmpty();
    }

    private static @Nullable Kind kind(LoanEvent event) {
        boolean instalment =
                event.event() == EventType.INSTALLMENT_PAID || event.event() == EventType.INSTALLMENT_OVERDUE;
        Integer number = event.facts().installmentNumber();
        return instalment && number == null ? null : new Kind(event.type(), instalment ? number : null);
    }

    /** Goes through the kind's instants, each with the one before it. */
    private static void breaksOfOneKind(History history, List<Integer> kind, List<Break> breaks) {
        List<Integer> earlier = List.of();
        for (int from = 0; from < kind.size(); ) {
            Instant instant = history.event(kind.get(from)).occurredAt();
            int to = from + 1;
            while (to < kind.size() && history.event(kind.get(to)).occurredAt().equals(instant)) {
                to++;
            }
            List<Integer> together = kind.subList(from, to);
            for (int i = 0; i < together.size(); i++) {
                int at = together.get(i);
                LoanEvent event = history.event(at);
                String previous = event.previousStatus();
                if (previous != null
                        && names(event)
                        && !isAmong(history, earlier, at, previous)
                        && !isAmong(history, together, at, previous)
                        && history.vocabulary.isEvent(event.type(), previous)) {
                    Integer before = i > 0 ? together.get(i - 1) : earlier.isEmpty() ? null : earlier.getLast();
                    breaks.add(new Break(at, before == null ? null : history.event(before)));
                }
            }
            earlier = together;
            from = to;
        }
    }

    private static boolean isAmong(History history, List<Integer> events, int but, String status) {
        for (int at : events) {
            if (at != but && status.equals(history.event(at).status())) {
                return true;
            }
        }
        return false;
    }
}

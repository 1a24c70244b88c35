package dev.lastro.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Both lifecycles of spec section 5, and all their chains by trying every one. */
final class Course {
    private static final Duration GRACE = Duration.ofDays(2);

    static final Course BASE39 = new Course("base39-loan", Set.of("SETTLED", "CANCELED", "EXPIRED"))
            .required("CREATED", "NONE", "CREATED")
            .optional("UNDER_REVIEW", "CREATED UNDER_REVIEW", "UNDER_REVIEW")
            .required("DISBURSEMENT_REQUESTED", "CREATED UNDER_REVIEW DISBURSEMENT_FAILED", "DISBURSING")
            .optional("DISBURSEMENT_FAILED", "DISBURSING", "DISBURSEMENT_FAILED")
            .required("DISBURSED", "DISBURSING", "DISBURSED")
            .optional("INSTALLMENT_PAID", "DISBURSED", "DISBURSED")
            .required("SETTLED", "DISBURSED", "SETTLED")
            .required("CANCELED", "CREATED UNDER_REVIEW DISBURSING DISBURSEMENT_FAILED DISBURSED", "CANCELED")
            .required("EXPIRED", "CREATED UNDER_REVIEW", "EXPIRED")
            .deadline("CREATED", 2, "UNDER_REVIEW")
            .deadline("UNDER_REVIEW", 7, "DISBURSEMENT_REQUESTED")
            .deadline("DISBURSING", 1, "DISBURSED");

    static final Course OPENCO = new Course("openco-loan", Set.of("SETTLED", "REFUNDED", "DECLINED", "CANCELED"))
            .required("CREATED", "NONE", "CREATED")
            .required("APPROVED", "CREATED", "APPROVED")
            .required("SIGNATURE_REQUESTED", "APPROVED", "AWAITING_SIGNATURE")
            .required("SIGNED", "AWAITING_SIGNATURE", "SIGNED")
            .optional("UNDER_REVIEW", "SIGNED UNDER_REVIEW", "UNDER_REVIEW")
            .required("DISBURSEMENT_REQUESTED", "SIGNED UNDER_REVIEW DISBURSEMENT_FAILED", "DISBURSING")
            .optional("DISBURSEMENT_FAILED", "DISBURSING", "DISBURSEMENT_FAILED")
            .required("DISBURSED", "DISBURSING", "DISBURSED")
            .optional("INSTALLMENT_PAID", "DISBURSED OVERDUE", "DISBURSED")
            .optional("INSTALLMENT_OVERDUE", "DISBURSED OVERDUE", "OVERDUE")
            .required("SETTLED", "DISBURSED OVERDUE", "SETTLED")
            .optional("WRITTEN_OFF", "OVERDUE", "WRITTEN_OFF")
            .optional("RECOVERED", "WRITTEN_OFF", "WRITTEN_OFF")
            .required("REFUNDED", "DISBURSED", "REFUNDED")
            .required("DECLINED", "CREATED APPROVED AWAITING_SIGNATURE SIGNED UNDER_REVIEW", "DECLINED")
            .required(
                    "CANCELED",
                    "CREATED APPROVED AWAITING_SIGNATURE SIGNED UNDER_REVIEW DISBURSING DISBURSEMENT_FAILED DISBURSED",
                    "CANCELED")
            .deadline("CREATED", 2, "APPROVED")
            .deadline("APPROVED", 2, "SIGNATURE_REQUESTED")
            .deadline("AWAITING_SIGNATURE", 7, "SIGNED")
            .deadline("SIGNED", 1, "DISBURSEMENT_REQUESTED")
            .deadline("UNDER_REVIEW", 2, "DISBURSEMENT_REQUESTED")
            .deadline("DISBURSING", 1, "DISBURSED")
            .deadline("DISBURSEMENT_FAILED", 5, "DISBURSEMENT_REQUESTED");

    final String name;
    final Set<String> terminal;
    private final Map<String, Arrow> arrows = new LinkedHashMap<>();
    private final Map<String, Deadline> deadlines = new LinkedHashMap<>();

    /** {@code rank}: place in the list, from 0. */
    record Arrow(String event, int rank, List<String> from, String to, boolean required) {}

    record Deadline(Duration within, Duration grace, String expected) {}

    private Course(String name, Set<String> terminal) {
        this.name = name;
        this.terminal = terminal;
    }

    private Course required(String event, String from, String to) {
        arrows.put(event, new Arrow(event, arrows.size(), List.of(from.split(" ", -1)), to, true));
        return this;
    }

    private Course optional(String event, String from, String to) {
        arrows.put(event, new Arrow(event, arrows.size(), List.of(from.split(" ", -1)), to, false));
        return this;
    }

    private Course deadline(String state, int days, String expected) {
        deadlines.put(state, new Deadline(Duration.ofDays(days), GRACE, expected));
        return this;
    }

    int rank(String event) {
        Arrow arrow = arrows.get(event);
        return arrow == null ? Integer.MAX_VALUE : arrow.rank();
    }

    String target(String event) {
        return Objects.requireNonNull(arrows.get(event)).to();
    }

    @Nullable
    Deadline deadline(String state) {
        return deadlines.get(state);
    }

    /** What has to have happened between {@code state} and {@code event}: nothing, a chain, or null if none explains it. */
    @Nullable
    List<Arrow> way(String state, String event) {
        Arrow last = arrows.get(event);
        if (last == null) {
            return null;
        }
        var ways = new ArrayList<List<Arrow>>();
        explore(state, last, new ArrayList<>(), ways);
        return ways.stream()
                .min(Comparator.comparingInt((List<Arrow> way) -> way.isEmpty() ? 0 : 1) // nothing missing comes first
                        .thenComparingLong(
                                way -> way.stream().filter(Arrow::required).count())
                        .thenComparingInt(List::size)
                        .thenComparing(Course::ranks))
                .orElse(null);
    }

    private void explore(String state, Arrow last, List<Arrow> way, List<List<Arrow>> ways) {
        if (last.from().contains(state)) {
            ways.add(List.copyOf(way));
        }
        for (Arrow arrow : arrows.values()) {
            if (arrow.from().contains(state) && !way.contains(arrow)) {
                way.add(arrow);
                explore(arrow.to(), last, way, ways);
                way.removeLast();
            }
        }
    }

    private static String ranks(List<Arrow> way) {
        var text = new StringBuilder();
        way.forEach(arrow -> text.append((char) ('A' + arrow.rank())));
        return text.toString();
    }
}

package dev.lastro.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The five lifecycles, written down once more, and all their chains by trying every one. */
final class Course {
    private static final String STAYS = "";
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

    static final Course QITECH = new Course("qitech-loan", Set.of("SETTLED", "REFUNDED", "CANCELED", "EXPIRED"))
            .required("SIGNATURE_REQUESTED", "NONE AWAITING_SIGNATURE", "AWAITING_SIGNATURE")
            .required("SIGNED", "AWAITING_SIGNATURE SIGNED", "SIGNED")
            .optional("COLLATERAL_REGISTERED", "SIGNED SECURED", "SECURED")
            .optional("DISBURSEMENT_REQUESTED", "SIGNED SECURED DISBURSEMENT_FAILED", "DISBURSING")
            .optional("DISBURSEMENT_FAILED", "SIGNED SECURED DISBURSING", "DISBURSEMENT_FAILED")
            .required("DISBURSED", "SIGNED SECURED DISBURSING DISBURSEMENT_FAILED", "DISBURSED")
            .optional("ACTIVATED", "DISBURSED ACTIVE", "ACTIVE")
            .optional("ASSIGNED", "SIGNED SECURED DISBURSING DISBURSED ACTIVE OVERDUE", STAYS)
            .optional("INSTALLMENT_PAID", "DISBURSED ACTIVE OVERDUE", "ACTIVE")
            .optional("INSTALLMENT_OVERDUE", "DISBURSED ACTIVE OVERDUE", "OVERDUE")
            .optional("RENEGOTIATED", "DISBURSED ACTIVE OVERDUE", "ACTIVE")
            .required("SETTLED", "DISBURSED ACTIVE OVERDUE", "SETTLED")
            .optional("REFUNDED", "DISBURSED ACTIVE OVERDUE", "REFUNDED")
            .required(
                    "CANCELED",
                    "AWAITING_SIGNATURE SIGNED SECURED DISBURSING DISBURSEMENT_FAILED DISBURSED ACTIVE OVERDUE",
                    "CANCELED")
            .required("EXPIRED", "AWAITING_SIGNATURE", "EXPIRED")
            .deadline("AWAITING_SIGNATURE", 7, "SIGNED")
            .deadline("SIGNED", 7, "DISBURSED")
            .bankDeadline("SECURED", 3, "DISBURSED")
            .bankDeadline("DISBURSING", 1, "DISBURSED");

    static final Course CELCOIN = new Course("celcoin-loan", Set.of("CANCELED"))
            .required("CREATED", "NONE CREATED UNDER_REVIEW", "CREATED")
            .optional("UNDER_REVIEW", "NONE CREATED UNDER_REVIEW AWAITING_SIGNATURE", "UNDER_REVIEW")
            .required("SIGNATURE_REQUESTED", "CREATED UNDER_REVIEW AWAITING_SIGNATURE", "AWAITING_SIGNATURE")
            .optional("SIGNED", "UNDER_REVIEW AWAITING_SIGNATURE SIGNED", "SIGNED")
            .required(
                    "DISBURSEMENT_REQUESTED",
                    "UNDER_REVIEW AWAITING_SIGNATURE SIGNED DISBURSING DISBURSEMENT_FAILED",
                    "DISBURSING")
            .optional("DISBURSEMENT_FAILED", "DISBURSING", "DISBURSEMENT_FAILED")
            .required("DISBURSED", "DISBURSING", "DISBURSED")
            .required(
                    "CANCELED",
                    "CREATED UNDER_REVIEW AWAITING_SIGNATURE SIGNED DISBURSING DISBURSEMENT_FAILED DISBURSED",
                    "CANCELED")
            .deadline("CREATED", 2, "SIGNATURE_REQUESTED")
            .deadline("UNDER_REVIEW", 2, "SIGNATURE_REQUESTED")
            .deadline("AWAITING_SIGNATURE", 7, "DISBURSEMENT_REQUESTED")
            .deadline("SIGNED", 7, "DISBURSEMENT_REQUESTED")
            .deadline("DISBURSING", 5, "DISBURSED")
            .bankDeadline("DISBURSEMENT_FAILED", 5, "DISBURSEMENT_REQUESTED");

    static final Course PISMO = new Course("pismo-loan", Set.of("SETTLED", "CANCELED"))
            .required("CREATED", "NONE", "BOOKED")
            .optional("DISBURSEMENT_REQUESTED", "BOOKED", "DISBURSING")
            .required("DISBURSED", "BOOKED DISBURSING", "ACTIVE")
            .optional("ACTIVATED", "ACTIVE OVERDUE RENEGOTIATED", "ACTIVE")
            .optional("INSTALLMENT_PAID", "ACTIVE OVERDUE RENEGOTIATED", "ACTIVE")
            .optional("INSTALLMENT_OVERDUE", "ACTIVE OVERDUE RENEGOTIATED", "OVERDUE")
            .optional("RENEGOTIATED", "ACTIVE OVERDUE RENEGOTIATED", "RENEGOTIATED")
            .required("SETTLED", "ACTIVE OVERDUE RENEGOTIATED", "SETTLED")
            .required("CANCELED", "BOOKED DISBURSING ACTIVE OVERDUE", "CANCELED")
            .deadline("BOOKED", 7, "DISBURSED")
            .bankDeadline("DISBURSING", 1, "DISBURSED");

    private static final Map<String, Course> OF =
            Map.of("base39", BASE39, "openco", OPENCO, "qitech", QITECH, "celcoin", CELCOIN, "pismo", PISMO);

    final String name;
    final Set<String> terminal;
    private final Map<String, Optional<List<Arrow>>> known = new ConcurrentHashMap<>();
    private final Map<String, Arrow> arrows = new LinkedHashMap<>();
    private final Map<String, Deadline> deadlines = new LinkedHashMap<>();

    /** {@code rank}: place in the list, from 0. */
    record Arrow(String event, int rank, List<String> from, String to, boolean required) {

        String next(String state) {
            return to.equals(STAYS) ? state : to;
        }
    }

    /** @param bankDays 0: {@code within} of the clock */
    record Deadline(Duration within, int bankDays, Duration grace, String expected) {

        Instant due(Instant entered) {
            return bankDays == 0 ? entered.plus(within) : Banks.after(entered, bankDays);
        }
    }

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
        deadlines.put(state, new Deadline(Duration.ofDays(days), 0, GRACE, expected));
        return this;
    }

    private Course bankDeadline(String state, int days, String expected) {
        deadlines.put(state, new Deadline(Duration.ZERO, days, GRACE, expected));
        return this;
    }

    static Course of(String provider) {
        return Objects.requireNonNull(OF.get(provider), provider);
    }

    int rank(String event) {
        Arrow arrow = arrows.get(event);
        return arrow == null ? Integer.MAX_VALUE : arrow.rank();
    }

    /** Where the event leads at the end of the way to it. */
    String target(String state, List<Arrow> way, String event) {
        String at = state;
        for (Arrow arrow : way) {
            at = arrow.next(at);
        }
        return Objects.requireNonNull(arrows.get(event)).next(at);
    }

    @Nullable
    Deadline deadline(String state) {
        return deadlines.get(state);
    }

    /** What has to have happened between {@code state} and {@code event}: nothing, a chain, or null if none explains it. */
    @Nullable
    List<Arrow> way(String state, String event) {
        return known.computeIfAbsent(state + " " + event, key -> Optional.ofNullable(best(state, event)))
                .orElse(null);
    }

    private @Nullable List<Arrow> best(String state, String event) {
        Arrow last = arrows.get(event);
        if (last == null) {
            return null;
        }
        var ways = new ArrayList<List<Arrow>>();
        explore(List.of(state), last, List.of(), ways);
        return ways.stream()
                .min(Comparator.comparingInt((List<Arrow> way) -> way.isEmpty() ? 0 : 1) // nothing missing comes first
                        .thenComparingLong(
                                way -> way.stream().filter(Arrow::required).count())
                        .thenComparingInt(List::size)
                        .thenComparing(Course::ranks))
                .orElse(null);
    }

    /** A way that comes to a state twice is longer than the one without the round. */
    private void explore(List<String> states, Arrow last, List<Arrow> way, List<List<Arrow>> ways) {
        String state = states.getLast();
        if (last.from().contains(state)) {
            ways.add(way);
        }
        for (Arrow arrow : arrows.values()) {
            if (arrow.from().contains(state) && !states.contains(arrow.next(state))) {
                explore(with(states, arrow.next(state)), last, with(way, arrow), ways);
            }
        }
    }

    private static <T> List<T> with(List<T> list, T one) {
        var longer = new ArrayList<>(list);
        longer.add(one);
        return List.copyOf(longer);
    }

    private static String ranks(List<Arrow> way) {
        var text = new StringBuilder();
        way.forEach(arrow -> text.append((char) ('A' + arrow.rank())));
        return text.toString();
    }
}

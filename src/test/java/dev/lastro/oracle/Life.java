package dev.lastro.oracle;

import dev.lastro.oracle.Oracle.Happened;
import dev.lastro.oracle.Verdict.FindingRow;
import dev.lastro.oracle.Verdict.LoanRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One loan, from its events before the cut-off: spec sections 5 and 6. */
final class Life {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");

    private final String provider;
    private final String loanId;
    private final Course course;
    private final List<Happened> events;
    private final Map<String, FindingRow> findings = new TreeMap<>();
    private final Set<String> statesAndStepsInferred = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private String state = "NONE";
    private @Nullable Instant entered;
    private @Nullable Happened enteredBy;
    private @Nullable Happened settledBy;
    private boolean inferred;
    private boolean provisional;

    Life(List<Happened> unordered, Instant cutOff) {
        Read any = unordered.getFirst().read();
        provider = any.arrived().provider();
        loanId = String.valueOf(any.loanId());
        course = provider.equals("base39") ? Course.BASE39 : Course.OPENCO;
        events = unordered.stream()
                .sorted(Comparator.comparing((Happened event) -> event.read().occurredAt())
                        .thenComparingInt(event -> course.rank(name(event)))
                        .thenComparing(event -> event.read().identity()))
                .toList();
        events.forEach(this::step);
        duplicatesOfKinds();
        installments();
        deadline(cutOff);
        unreported(cutOff);
        money();
        sequence();
        arrivals();
        severities();
    }

    private static String name(Happened event) {
        return String.valueOf(event.read().event());
    }

    private void step(Happened event) {
        String identity = event.read().identity();
        if (event.conflicts() > 0) {
            find("CONFLICTING_DUPLICATE", "high", "", identity, null, identity);
        }
        List<Course.Arrow> way = course.way(state, name(event));
        if (way == null) {
            boolean over = course.terminal.contains(state);
            find(over ? "EVENT_AFTER_TERMINAL" : "ILLEGAL_TRANSITION", "high", "", identity, null, identity);
            return;
        }
        for (Course.Arrow arrow : way) {
            inferred = true;
            statesAndStepsInferred.add(arrow.event());
            if (arrow.required()) {
                missing.add(find("MISSING_STEP", "high", arrow.event(), identity, null, identity));
            }
        }
        String to = course.target(name(event));
        if (!way.isEmpty() || !to.equals(state)) {
            entered = event.read().occurredAt();
            enteredBy = event;
        }
        state = to;
        if (name(event).equals("SETTLED")) {
            settledBy = event;
        }
    }

    private void duplicatesOfKinds() {
        boolean disbursed = false;
        Map<String, String> paid = new TreeMap<>();
        for (Happened event : events) {
            String identity = event.read().identity();
            if (name(event).equals("DISBURSED")) {
                if (disbursed) {
                    find("DOUBLE_DISBURSEMENT", "critical", "", identity, null, identity);
                }
                disbursed = true;
            }
            String number = number(event);
            if (name(event).equals("INSTALLMENT_PAID") && number != null) {
                String before = paid.putIfAbsent(number, identity);
                if (before != null) {
                    find("PAYMENT_DUPLICATED", "high", "", number, null, identity);
                }
            }
        }
    }

    private void installments() {
        Set<Integer> paid = new TreeSet<>();
        Set<Integer> known = new TreeSet<>();
        for (Happened event : events) {
            String number = number(event);
            if (number != null && name(event).startsWith("INSTALLMENT_")) {
                known.add(Integer.valueOf(number));
                if (name(event).equals("INSTALLMENT_PAID")) {
                    paid.add(Integer.valueOf(number));
                }
            }
        }
        int last = paid.stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int number = 1; number < last; number++) {
            if (!known.contains(number)) {
                find("INSTALLMENT_GAP", "medium", "", String.valueOf(number), null, "");
            }
        }
        String promised = promised();
        if (settledBy != null && promised != null && payments().size() < Integer.parseInt(promised)) {
            String identity = settledBy.read().identity();
            find("SETTLED_WITH_OPEN_INSTALLMENTS", "high", "", identity, null, identity);
        }
    }

    /** Neither provider lists its instalments: months from the first due date on, while the money is out. */
    private void unreported(Instant cutOff) {
        String first = lastFact("firstDueDate");
        String promised = promised();
        boolean disbursed = first("DISBURSED") != null || statesAndStepsInferred.contains("DISBURSED");
        boolean ended = course.terminal.contains(state) || state.equals("WRITTEN_OFF");
        if (first == null || promised == null || !disbursed || ended || !first.matches("[0-9-]{10}(T.*)?")) {
            return;
        }
        Set<Integer> heard = new HashSet<>();
        for (Happened event : events) {
            String number = number(event);
            if (number != null && name(event).startsWith("INSTALLMENT_")) {
                heard.add(Integer.valueOf(number));
            }
        }
        for (int number = 1; number <= Integer.parseInt(promised) && number <= 1000; number++) {
            LocalDate due = LocalDate.parse(first.substring(0, 10)).plusMonths(number - 1L);
            Instant late = due.plusDays(4).atStartOfDay(BRAZIL).toInstant();
            if (!heard.contains(number) && late.isBefore(cutOff)) {
                Instant end = due.plusDays(1).atStartOfDay(BRAZIL).toInstant();
                find("INSTALLMENT_UNREPORTED", "medium", "", String.valueOf(number), end, "");
            }
        }
    }

    /** Of Base39's amounts three make an identity; its mapping knows neither fees nor what an instalment costs. */
    private void money() {
        String disbursed = lastFact("disbursementAmount");
        String contracted = lastFact("totalAmount");
        String iof = lastFact("iofAmount");
        for (Happened event : events) {
            if (name(event).equals("DISBURSED") && disbursed != null && contracted != null && iof != null) {
                BigDecimal difference =
                        new BigDecimal(contracted).subtract(new BigDecimal(iof)).subtract(new BigDecimal(disbursed));
                if (difference.abs().compareTo(new BigDecimal("0.01")) > 0) {
                    String identity = event.read().identity();
                    find("AMOUNT_MISMATCH", "high", "", identity, null, identity);
                }
                return;
            }
        }
    }

    /** Each event against those of its kind at its own instant, and at the nearest one before. */
    private void sequence() {
        for (Happened event : events) {
            String previous = event.read().previousStatus();
            String kind = kind(event);
            if (previous == null || kind == null || !Reader.isEvent(event.read().type() + "/" + previous)) {
                continue;
            }
            Instant at = event.read().occurredAt();
            Instant nearest = null;
            Set<String> possible = new HashSet<>();
            for (Happened other : events) { // in order of time
                Instant then = other.read().occurredAt();
                if (other.equals(event) || then.isAfter(at) || !kind.equals(kind(other))) {
                    continue;
                }
                if (then.isBefore(at) && !then.equals(nearest)) {
                    possible.clear();
                    nearest = then;
                }
                possible.add(String.valueOf(other.read().status()));
            }
            if (!possible.contains(previous)) {
                String identity = event.read().identity();
                find("SEQUENCE_BREAK", "medium", "", identity, null, identity);
            }
        }
    }

    private static @Nullable String kind(Happened event) {
        if (!name(event).startsWith("INSTALLMENT_")) {
            return event.read().type();
        }
        String number = number(event);
        return number == null ? null : event.read().type() + Integer.valueOf(number);
    }

    private void arrivals() {
        for (Happened event : events) {
            Arrived arrived = event.read().arrived();
            String identity = event.read().identity();
            Instant occurred = event.read().occurredAt();
            if (arrived.receivedAt().minusSeconds(48 * 3600).isAfter(occurred)
                    && !arrived.log().equals("import")) {
                find("LATE_DELIVERY", "info", "", identity, null, identity);
            }
            if (occurred.minusSeconds(300).isAfter(arrived.receivedAt())) {
                find("CLOCK_SKEW", "medium", "", identity, null, identity);
            }
        }
    }

    private void deadline(Instant cutOff) {
        Course.Deadline deadline = course.deadline(state);
        if (deadline == null || entered == null || enteredBy == null) {
            return;
        }
        Instant due = entered.plus(deadline.within());
        if (due.plus(deadline.grace()).isBefore(cutOff)) {
            find(
                    "OVERDUE_STEP",
                    "high",
                    deadline.expected(),
                    state,
                    due,
                    enteredBy.read().identity());
        } else {
            provisional = true;
        }
    }

    /** A disbursement without a signature is critical, wherever in the history the disbursement is. */
    private void severities() {
        boolean disbursed = statesAndStepsInferred.contains("DISBURSED")
                || events.stream().anyMatch(event -> name(event).equals("DISBURSED"));
        for (String id : missing) {
            findings.computeIfPresent(
                    id,
                    (same, row) -> disbursed && "SIGNED".equals(row.expectedEvent())
                            ? new FindingRow(
                                    id, provider, loanId, row.code(), "critical", "SIGNED", null, row.evidence())
                            : row);
        }
    }

    private String find(
            String code, String severity, String expected, String key, @Nullable Instant due, String identity) {
        String id = Oracle.id(provider, loanId, code, expected, key);
        var evidence = new TreeSet<String>();
        FindingRow before = findings.get(id);
        if (before != null) {
            evidence.addAll(before.evidence());
        }
        if (!identity.isEmpty()) {
            evidence.add(identity);
        }
        findings.put(
                id,
                new FindingRow(
                        id, provider, loanId, code, severity, expected.isEmpty() ? null : expected, due, evidence));
        return id;
    }

    /** A whole number of instalments that a loan may have; anything else is no number. */
    private static @Nullable String number(Happened event) {
        var facts = event.read().facts();
        String number = facts.getOrDefault("number", facts.getOrDefault("installment_number", ""));
        return number.matches("[0-9]{1,4}") ? number : null;
    }

    /** By instalment number, or by event where there is none: the last amount in order counts, none is no amount. */
    private Map<String, BigDecimal> payments() {
        Map<String, BigDecimal> payments = new TreeMap<>();
        for (Happened event : events) {
            if (name(event).equals("INSTALLMENT_PAID")) {
                var facts = event.read().facts();
                String said = facts.getOrDefault("amountPaid", facts.get("amount"));
                String amount = said != null && said.matches("-?[0-9.]+") ? said : null;
                payments.merge(
                        installment(event),
                        amount == null ? BigDecimal.ZERO : new BigDecimal(amount),
                        (before, now) -> amount == null ? before : now);
            }
        }
        return payments;
    }

    private static String installment(Happened event) {
        String number = number(event);
        return number == null ? "event " + event.read().identity() : number;
    }

    private @Nullable String promised() {
        String promised = lastFact("numberOfInstallments");
        return promised != null && promised.matches("[0-9]{1,4}") ? promised : null;
    }

    private @Nullable String lastFact(String name) {
        return events.stream()
                .map(event -> event.read().facts().get(name))
                .filter(fact -> fact != null)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Neither provider's mapping knows due dates: the Brazilian day on which the oldest one still open was told of. */
    private @Nullable LocalDate overdueSince() {
        Map<String, Instant> overdue = new TreeMap<>();
        for (Happened event : events) {
            String number = String.valueOf(number(event));
            if (name(event).equals("INSTALLMENT_OVERDUE")) {
                overdue.putIfAbsent(number, event.read().occurredAt());
            } else if (name(event).equals("INSTALLMENT_PAID") && number(event) == null) {
                overdue.remove(number); // without a number: whatever was overdue without one until now
            }
        }
        overdue.keySet().removeAll(payments().keySet());
        return overdue.values().stream()
                .min(Comparator.naturalOrder())
                .map(at -> LocalDate.ofInstant(at, BRAZIL))
                .orElse(null);
    }

    private @Nullable Instant first(String event) {
        return events.stream()
                .filter(happened -> name(happened).equals(event))
                .map(happened -> happened.read().occurredAt())
                .findFirst()
                .orElse(null);
    }

    LoanRow row() {
        String promised = promised();
        String contracted = lastFact("totalAmount");
        String disbursed = first("DISBURSED") == null ? null : lastFact("disbursementAmount");
        return new LoanRow(
                provider,
                loanId,
                lastFact("contractNumber"),
                course.name,
                state,
                inferred,
                first("CREATED"),
                first("SIGNED"),
                first("DISBURSED"),
                course.terminal.contains(state) ? entered : null,
                contracted == null ? null : new BigDecimal(contracted),
                disbursed == null ? null : new BigDecimal(disbursed),
                payments().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                promised == null ? null : Integer.valueOf(promised),
                payments().size(),
                overdueSince(),
                events.getFirst().read().occurredAt(),
                events.getLast().read().occurredAt(),
                events.size(),
                events.stream().mapToInt(Happened::duplicates).sum(),
                findings.size(),
                provisional);
    }

    List<FindingRow> findings() {
        return List.copyOf(findings.values());
    }
}

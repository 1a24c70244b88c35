package dev.lastro.oracle;

import dev.lastro.oracle.Oracle.Happened;
import dev.lastro.oracle.Verdict.FindingRow;
import dev.lastro.oracle.Verdict.LoanRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One loan, from its events before the cut-off: spec sections 5 and 6. */
final class Life {
    private final String provider;
    private final String loanId;
    private final Course course;
    private final List<Happened> events;
    private final Cash cash;
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
        course = Course.of(provider);
        events = unordered.stream()
                .sorted(Comparator.comparing((Happened event) -> event.read().occurredAt())
                        .thenComparingInt(event -> course.rank(name(event)))
                        .thenComparing(event -> event.read().identity()))
                .toList();
        events.forEach(this::step);
        cash = new Cash(events);
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
        String to = course.target(state, way, name(event));
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
        Set<Integer> paid = new HashSet<>();
        for (Happened event : events) {
            String identity = event.read().identity();
            if (name(event).equals("DISBURSED")) {
                if (disbursed) {
                    find("DOUBLE_DISBURSEMENT", "critical", "", identity, null, identity);
                }
                disbursed = true;
            }
            Integer number = number(event);
            if (name(event).equals("INSTALLMENT_PAID") && number != null && !paid.add(number)) {
                find("PAYMENT_DUPLICATED", "high", "", number.toString(), null, identity);
            }
        }
    }

    private void installments() {
        int last = numbers(Set.of("INSTALLMENT_PAID")).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        for (int number = 1; number < last && number <= 1000; number++) {
            if (!heardOf().contains(number)) {
                find("INSTALLMENT_GAP", "medium", "", String.valueOf(number), null, "");
            }
        }
        Integer promised = lastCount("installments");
        if (settledBy != null && promised != null && payments().size() < promised) {
            String identity = settledBy.read().identity();
            find("SETTLED_WITH_OPEN_INSTALLMENTS", "high", "", identity, null, identity);
        }
    }

    private Set<Integer> heardOf() {
        return numbers(Set.of("INSTALLMENT_PAID", "INSTALLMENT_OVERDUE"));
    }

    private Set<Integer> numbers(Set<String> names) {
        var numbers = new TreeSet<Integer>();
        for (Happened event : events) {
            Integer number = number(event);
            if (number != null && names.contains(name(event))) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** By the last schedule, and for what it does not date by months from the first due date; while the money is out. */
    private void unreported(Instant cutOff) {
        boolean disbursed = first("DISBURSED") != null || statesAndStepsInferred.contains("DISBURSED");
        boolean ended = enteredBy == null
                || course.terminal.contains(state)
                || Set.of("WRITTEN_OFF", "RENEGOTIATED").contains(name(enteredBy));
        if (!disbursed || ended) {
            return;
        }
        Map<Integer, LocalDate> dues = new TreeMap<>();
        LocalDate first = null;
        for (Happened event : events) {
            LocalDate said = event.read().facts().date("first-due-date");
            first = said == null ? first : said;
        }
        Integer promised = lastCount("installments");
        for (int number = 1; first != null && promised != null && number <= promised; number++) {
            dues.put(number, first.plusMonths(number - 1L));
        }
        SortedMap<Integer, Body.Instalment> schedule = new TreeMap<>();
        for (Happened event : events) {
            var said = event.read().facts().schedule();
            schedule = said.isEmpty() ? schedule : said;
        }
        schedule.forEach((number, instalment) -> {
            if (instalment.due() != null) {
                dues.put(number, instalment.due());
            }
        });
        dues.keySet().removeAll(heardOf());
        dues.forEach((number, due) -> {
            Instant late = due.plusDays(4).atStartOfDay(Banks.BRAZIL).toInstant();
            if (number >= 1 && number <= 1000 && late.isBefore(cutOff)) {
                Instant end = due.plusDays(1).atStartOfDay(Banks.BRAZIL).toInstant();
                find("INSTALLMENT_UNREPORTED", "medium", "", String.valueOf(number), end, "");
            }
        });
    }

    private void money() {
        for (Happened event : cash.faults(provider)) {
            String identity = event.read().identity();
            find("AMOUNT_MISMATCH", "high", "", identity, null, identity);
        }
    }

    /** Each event against those of its kind at its own instant, and at the nearest one before. */
    private void sequence() {
        for (Happened event : events) {
            String previous = event.read().previousStatus();
            String kind = kind(event);
            if (previous == null
                    || kind == null
                    || !Reader.isEvent(provider, String.valueOf(event.read().type()), previous)) {
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
        Integer number = number(event);
        return number == null ? null : event.read().type() + number;
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
        Instant due = deadline.due(entered);
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

    private static @Nullable Integer number(Happened event) {
        return event.read().facts().count("number");
    }

    /** By instalment number, or by event where there is none: the last amount in order counts, none is no amount. */
    private Map<String, BigDecimal> payments() {
        Map<String, BigDecimal> payments = new TreeMap<>();
        for (Happened event : events) {
            if (name(event).equals("INSTALLMENT_PAID")) {
                BigDecimal amount = event.read().facts().amount("paid");
                payments.merge(
                        installment(event),
                        amount == null ? BigDecimal.ZERO : amount,
                        (before, now) -> amount == null ? before : now);
            }
        }
        return payments;
    }

    private static String installment(Happened event) {
        Integer number = number(event);
        return number == null ? "event " + event.read().identity() : number.toString();
    }

    private <T> @Nullable T last(Function<Facts, @Nullable T> fact) {
        T last = null;
        for (Happened event : events) {
            T said = fact.apply(event.read().facts());
            last = said == null ? last : said;
        }
        return last;
    }

    private @Nullable Integer lastCount(String name) {
        return last(facts -> facts.count(name));
    }

    private @Nullable BigDecimal lastAmount(String name) {
        return last(facts -> facts.amount(name));
    }

    /**
     * Since the oldest due date of what is overdue and not paid. A date that is named is better than the day on which it was
     * told, and the last is better than the first.
     */
    private @Nullable LocalDate overdueSince() {
        Map<Integer, LocalDate> named = new TreeMap<>();
        Map<Integer, LocalDate> told = new TreeMap<>();
        var withoutNumber = new ArrayList<LocalDate>();
        for (Happened event : events) {
            Integer number = number(event);
            LocalDate due = event.read().facts().date("due-date");
            LocalDate day = LocalDate.ofInstant(event.read().occurredAt(), Banks.BRAZIL);
            if (name(event).equals("INSTALLMENT_PAID") && number == null) {
                withoutNumber.clear(); // whatever was overdue without a number until now
            } else if (name(event).equals("INSTALLMENT_OVERDUE") && number == null) {
                withoutNumber.add(due == null ? day : due);
            } else if (name(event).equals("INSTALLMENT_OVERDUE")) {
                told.putIfAbsent(number, day);
                if (due != null) {
                    named.put(number, due);
                }
            }
        }
        told.putAll(named);
        told.keySet().removeAll(numbers(Set.of("INSTALLMENT_PAID")));
        withoutNumber.addAll(told.values());
        return withoutNumber.stream().min(Comparator.naturalOrder()).orElse(null);
    }

    private @Nullable Instant first(String event) {
        return events.stream()
                .filter(happened -> name(happened).equals(event))
                .map(happened -> happened.read().occurredAt())
                .findFirst()
                .orElse(null);
    }

    LoanRow row() {
        boolean over = course.terminal.contains(state);
        boolean owes = first("DISBURSED") != null && !over;
        BigDecimal paid = payments().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new LoanRow(
                provider,
                loanId,
                last(facts -> facts.text("contract-number")),
                last(facts -> facts.text("external-id")),
                course.name,
                state,
                inferred,
                first("CREATED"),
                first("SIGNED"),
                first("DISBURSED"),
                over ? entered : null,
                lastAmount("contracted"),
                first("DISBURSED") == null ? null : lastAmount("disbursed"),
                lastAmount("iof"),
                lastAmount("fees"),
                paid,
                lastCount("installments"),
                payments().size(),
                overdueSince(),
                owes ? cash.overdue() : null,
                owes ? cash.owedInAll(paid) : null,
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

package dev.lastro.loan;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sections 5 and 6 of the spec once more, slowly and by another hand: nothing precomputed, every chain enumerated, every
 * fact looked up by going through all events again. Takes the product's data, and none of its code.
 */
final class Oracle {

    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    private final String provider;
    private final String loanId;
    private final Lifecycle lifecycle;
    private final Instant cutOff;
    private final List<EventType> ranks;
    private final List<LoanEvent> events;
    private final List<LoanEvent> later;

    private final Set<String> findings = new TreeSet<>();
    private final List<String> steps = new ArrayList<>();
    private final List<LoanEvent> applied = new ArrayList<>();
    private final Map<String, @Nullable LoanEvent> appliedBefore = new HashMap<>();
    private final Set<EventType> inHistory = new HashSet<>();

    private String state = "NONE";
    private @Nullable LoanEvent entry;
    private boolean inferred;

    private Oracle(String provider, String loanId, Collection<LoanEvent> events, Lifecycle lifecycle, Instant cutOff) {
        this.provider = provider;
        this.loanId = loanId;
        this.lifecycle = lifecycle;
        this.cutOff = cutOff;
        this.ranks = List.copyOf(lifecycle.transitions().keySet());
        Comparator<LoanEvent> order = Comparator.<LoanEvent, Instant>comparing(LoanEvent::occurredAt)
                .thenComparingInt(e -> rank(e.event()))
                .thenComparing(LoanEvent::identity);
        this.events = events.stream()
                .filter(e -> e.occurredAt().compareTo(cutOff) < 0)
                .sorted(order)
                .toList();
        this.later = events.stream()
                .filter(e -> e.occurredAt().compareTo(cutOff) >= 0)
                .toList();
    }

    /** @param fields by column name, "" for none */
    record Answer(Map<String, String> fields, Set<String> findings, List<String> steps) {}

    static Answer ask(
            String provider, String loanId, Collection<LoanEvent> events, Lifecycle lifecycle, Instant cutOff) {
        return new Oracle(provider, loanId, events, lifecycle, cutOff).answer();
    }

    private int rank(EventType event) {
        int rank = ranks.indexOf(event);
        return rank < 0 ? 999 : rank;
    }

    private Answer answer() {
        var missing = new ArrayList<Runnable>();
        for (LoanEvent e : events) {
            appliedBefore.put(e.identity(), applied.isEmpty() ? null : applied.getLast());
            inHistory.add(e.event());
            String before = state;
            if (allowed(e.event(), state)) {
                go(e, !target(e.event()).equals(state));
                steps.add(e.identity() + " APPLIED " + before + " " + state + " []");
                continue;
            }
            List<EventType> chain = bestChain(state, e.event());
            if (chain != null) {
                inferred = true;
                inHistory.addAll(chain);
                for (EventType step : chain) {
                    if (!Objects.requireNonNull(lifecycle.transitions().get(step))
                            .optional()) {
                        // told at the end: how bad it is depends on the whole history
                        missing.add(() -> report(
                                "MISSING_STEP",
                                step == EventType.SIGNED && inHistory.contains(EventType.DISBURSED)
                                        ? "CRITICAL"
                                        : "HIGH",
                                step,
                                e.identity(),
                                e,
                                List.of(e)));
                    }
                }
                go(e, true);
                steps.add(e.identity() + " APPLIED_AFTER_GAP " + before + " " + state + " " + chain);
            } else {
                boolean over = lifecycle.terminal().contains(state);
                report(over ? "EVENT_AFTER_TERMINAL" : "ILLEGAL_TRANSITION", "HIGH", null, e.identity(), e, List.of(e));
                steps.add(e.identity() + (over ? " AFTER_TERMINAL " : " ILLEGAL ") + before + " " + state + " []");
            }
        }
        missing.forEach(Runnable::run);
        deadlines();
        otherFindings();
        money();
        sequence();
        arrivals();
        return new Answer(fields(), findings, steps);
    }

    private void go(LoanEvent e, boolean entered) {
        state = target(e.event());
        entry = entered ? e : entry;
        applied.add(e);
    }

    private boolean allowed(EventType event, String in) {
        Transition t = lifecycle.transitions().get(event);
        return t != null && t.from().contains(in);
    }

    private String target(EventType event) {
        return Objects.requireNonNull(lifecycle.transitions().get(event)).to();
    }

    private @Nullable List<EventType> bestChain(String from, EventType event) {
        var all = new ArrayList<List<EventType>>();
        walk(from, event, new ArrayList<>(), new ArrayList<>(List.of(from)), all);
        all.sort(Comparator.<List<EventType>>comparingLong(this::requiredOf)
                .thenComparingInt(List::size)
                .thenComparing(c -> String.join(
                        " ", c.stream().map(e -> String.valueOf(1000 + rank(e))).toList())));
        return all.isEmpty() ? null : all.getFirst();
    }

    private long requiredOf(List<EventType> chain) {
        return chain.stream()
                .filter(e ->
                        !Objects.requireNonNull(lifecycle.transitions().get(e)).optional())
                .count();
    }

    private void walk(String at, EventType event, List<EventType> chain, List<String> seen, List<List<EventType>> all) {
        if (!chain.isEmpty() && allowed(event, at)) {
            all.add(List.copyOf(chain));
        }
        for (EventType next : ranks) {
            String to = target(next);
            if (allowed(next, at) && !seen.contains(to)) {
                chain.add(next);
                seen.add(to);
                walk(to, event, chain, seen, all);
                chain.removeLast();
                seen.removeLast();
            }
        }
    }

    private boolean pending;
    private @Nullable Instant nextLookAt;

    private void deadlines() {
        var looks = new TreeSet<Instant>();
        later.forEach(e -> looks.add(e.occurredAt()));
        unreported(looks);
        LoanEvent entered = entry;
        if (entered != null) {
            for (Deadline d : lifecycle.deadlines()) {
                if (!d.in().equals(state)) {
                    continue;
                }
                Instant due = due(entered.occurredAt(), d.within());
                Instant end = due.plus(lifecycle.grace());
                if (end.compareTo(cutOff) < 0) {
                    findings.add(finding(
                            "OVERDUE_STEP", "HIGH", d.expects().get(0), state, entered, due, end, List.of(entered)));
                } else {
                    pending = true;
                    looks.add(end);
                }
            }
        }
        nextLookAt = looks.isEmpty() ? null : looks.first();
    }

    /** The holidays within the stories' reach, as a wall calendar has them. */
    private static Instant due(Instant entered, TemporalAmount within) {
        if (!(within instanceof BankDays days)) {
            return entered.plus(within);
        }
        ZonedDateTime day = entered.atZone(SAO_PAULO);
        for (int worked = 0; worked < days.days(); ) {
            day = day.plusDays(1);
            boolean free = day.getDayOfWeek().getValue() > 5
                    || List.of("2026-11-20", "2026-12-25", "2027-01-01")
                            .contains(day.toLocalDate().toString());
            worked += free ? 0 : 1;
        }
        return day.toInstant();
    }

    private void otherFindings() {
        for (LoanEvent e : events) {
            if (e.conflicts() > 0) {
                report("CONFLICTING_DUPLICATE", "HIGH", null, e.identity(), e, List.of(e));
            }
        }
        List<LoanEvent> payouts = ofType(EventType.DISBURSED);
        for (LoanEvent e : payouts.subList(Math.min(1, payouts.size()), payouts.size())) {
            report("DOUBLE_DISBURSEMENT", "CRITICAL", null, e.identity(), e, List.of(payouts.get(0), e));
        }
        payments().forEach((number, all) -> {
            if (all.size() > 1) {
                report("PAYMENT_DUPLICATED", "HIGH", null, number.toString(), all.get(1), all);
            }
        });
        Integer highest = payments().isEmpty() ? 0 : new TreeSet<>(payments().keySet()).last();
        for (int j = 1; j < highest; j++) {
            int missing = j;
            boolean heard = payments().containsKey(j)
                    || ofType(EventType.INSTALLMENT_OVERDUE).stream()
                            .anyMatch(e -> Objects.equals(e.facts().installmentNumber(), missing));
            if (!heard) {
                LoanEvent proof = ofType(EventType.INSTALLMENT_PAID).stream()
                        .filter(e -> e.facts().installmentNumber() != null)
                        .filter(e -> Objects.requireNonNull(e.facts().installmentNumber()) > missing)
                        .findFirst()
                        .orElseThrow();
                report("INSTALLMENT_GAP", "MEDIUM", null, String.valueOf(j), proof, List.of(proof));
            }
        }
        Integer contract = lastSaid(Facts::installments);
        for (LoanEvent e : applied) {
            if (e.event() == EventType.SETTLED && contract != null && paidCount() < contract) {
                report("SETTLED_WITH_OPEN_INSTALLMENTS", "HIGH", null, e.identity(), e, List.of(e));
            }
        }
    }

    /** Instalments 1, 2, 3 … one after another, each with the date of whoever says it best. */
    private void unreported(Set<Instant> looks) {
        LoanEvent entered = entry;
        boolean over = lifecycle.terminal().contains(state)
                || entered == null
                || Set.of(EventType.WRITTEN_OFF, EventType.RENEGOTIATED).contains(entered.event());
        if (over || !inHistory.contains(EventType.DISBURSED)) {
            return;
        }
        for (int n = 1; n <= 1000; n++) {
            int number = n;
            boolean heard = events.stream()
                    .filter(e -> Set.of(EventType.INSTALLMENT_PAID, EventType.INSTALLMENT_OVERDUE)
                            .contains(e.event()))
                    .anyMatch(e -> Objects.equals(e.facts().installmentNumber(), number));
            LocalDate due = null;
            LoanEvent says = null;
            for (LoanEvent e : events) {
                LocalDate first = lastSaid(Facts::firstDueDate);
                if (e.facts().firstDueDate() != null && first != null) {
                    Integer contract = lastSaid(Facts::installments);
                    due = contract == null || contract < n ? null : first.plusMonths(n - 1);
                    says = e;
                }
            }
            for (LoanEvent e : events) {
                if (e.facts().dueDate() != null && Objects.equals(e.facts().installmentNumber(), number)) {
                    due = e.facts().dueDate();
                    says = e;
                }
            }
            LoanEvent listing = null;
            for (LoanEvent e : events) {
                listing = e.facts().schedule().isEmpty() ? listing : e;
            }
            for (Facts.Due each :
                    listing == null ? List.<Facts.Due>of() : listing.facts().schedule()) {
                if (each.number() == n && each.dueDate() != null) {
                    due = each.dueDate();
                    says = listing;
                }
            }
            if (heard || due == null || says == null) {
                continue;
            }
            // the fourth day after the due date begins
            Instant end = due.plusDays(4).atStartOfDay(SAO_PAULO).toInstant();
            if (end.compareTo(cutOff) >= 0) {
                looks.add(end);
            } else {
                List<LoanEvent> payouts = ofType(EventType.DISBURSED);
                findings.add(finding(
                        "INSTALLMENT_UNREPORTED",
                        "MEDIUM",
                        null,
                        String.valueOf(n),
                        payouts.isEmpty() ? null : payouts.get(0),
                        due.plusDays(1).atStartOfDay(SAO_PAULO).toInstant(),
                        end.isBefore(says.occurredAt()) ? says.occurredAt() : end,
                        List.of(says)));
            }
        }
    }

    private @Nullable LoanEvent teller(Function<Facts, @Nullable Object> fact) {
        LoanEvent teller = null;
        for (LoanEvent e : events) {
            teller = fact.apply(e.facts()) == null ? teller : e;
        }
        return teller;
    }

    /** The four rules of base39-loan, each worked out by itself. */
    private void money() {
        if (lifecycle.money().isEmpty()) {
            return;
        }
        var failed = new TreeMap<String, Set<LoanEvent>>();
        LoanEvent listing = teller(f -> f.schedule().isEmpty() ? null : f);
        List<Facts.Due> schedule = listing == null ? List.of() : listing.facts().schedule();
        LoanEvent c = teller(Facts::contractedAmount);
        LoanEvent d = teller(Facts::disbursedAmount);
        LoanEvent i = teller(Facts::iofAmount);
        LoanEvent f = teller(Facts::feesAmount);
        BigDecimal contracted = lastSaid(Facts::contractedAmount);
        BigDecimal disbursed = lastSaid(Facts::disbursedAmount);
        BigDecimal iof = lastSaid(Facts::iofAmount);
        BigDecimal fees = lastSaid(Facts::feesAmount);
        if (!ofType(EventType.DISBURSED).isEmpty()) {
            LoanEvent payout = ofType(EventType.DISBURSED).get(0);
            if (contracted != null && disbursed != null && iof != null) {
                BigDecimal net = contracted.subtract(iof).subtract(fees == null ? BigDecimal.ZERO : fees);
                differ(failed, disbursed, net, "0.01", payout, c, d, i, f);
            }
            boolean principals = schedule.stream().allMatch(due -> due.principal() != null);
            if (listing != null && principals && contracted != null) {
                BigDecimal sum = BigDecimal.ZERO;
                for (Facts.Due due : schedule) {
                    sum = sum.add(Objects.requireNonNull(due.principal()));
                }
                differ(failed, sum, contracted, "0.05", payout, c, listing);
            }
            boolean dates = schedule.stream().allMatch(due -> due.dueDate() != null);
            if (listing != null && principals && dates && iof != null) {
                LocalDate day = payout.occurredAt().atZone(SAO_PAULO).toLocalDate();
                BigDecimal tax = BigDecimal.ZERO;
                for (Facts.Due due : schedule) {
                    LocalDate date = Objects.requireNonNull(due.dueDate());
                    long days = date.toEpochDay() - day.toEpochDay();
                    BigDecimal percent = new BigDecimal("0.0082")
                            .multiply(new BigDecimal(days < 0 ? 0 : days > 365 ? 365 : days))
                            .add(new BigDecimal("0.38"));
                    tax = tax.add(Objects.requireNonNull(due.principal())
                            .multiply(percent)
                            .divide(new BigDecimal(100)));
                }
                differ(failed, iof, tax.setScale(2, java.math.RoundingMode.HALF_UP), "0.02", payout, i, listing);
            }
        }
        for (LoanEvent e : ofType(EventType.INSTALLMENT_PAID)) {
            BigDecimal due = e.facts().dueAmount();
            LoanEvent by = e;
            for (Facts.Due each : schedule) {
                if (e.facts().dueAmount() == null
                        && Objects.equals(e.facts().installmentNumber(), each.number())
                        && listing != null) {
                    due = each.amount();
                    by = listing;
                }
            }
            if (due != null && e.facts().paidAmount() != null) {
                BigDecimal owed = due.add(zero(e.facts().fineAmount()))
                        .add(zero(e.facts().interestAmount()))
                        .subtract(zero(e.facts().discountAmount()));
                differ(failed, Objects.requireNonNull(e.facts().paidAmount()), owed, "0.01", e, by);
            }
        }
        failed.forEach((identity, evidence) -> {
            Instant last = evidence.stream()
                    .map(LoanEvent::occurredAt)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            findings.add(finding(
                    "AMOUNT_MISMATCH",
                    "HIGH",
                    null,
                    identity,
                    appliedBefore.get(identity),
                    null,
                    last,
                    List.copyOf(evidence)));
        });
    }

    private static void differ(
            Map<String, Set<LoanEvent>> failed,
            BigDecimal a,
            BigDecimal b,
            String tolerance,
            LoanEvent at,
            @Nullable LoanEvent... tellers) {
        if (a.subtract(b).abs().compareTo(new BigDecimal(tolerance)) > 0) {
            Set<LoanEvent> evidence = failed.computeIfAbsent(at.identity(), x -> new HashSet<>());
            evidence.add(at);
            for (LoanEvent teller : tellers) {
                if (teller != null) {
                    evidence.add(teller);
                }
            }
        }
    }

    private static BigDecimal zero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    /** What an event says was before it is compared with all that can have been before it. */
    private void sequence() {
        for (LoanEvent e : events) {
            String previous = e.previousStatus();
            if (previous == null || previous.isEmpty() || previous.equals("s0") || kind(e) == null) {
                continue;
            }
            List<LoanEvent> others = events.stream()
                    .filter(o -> !o.equals(e) && Objects.equals(kind(o), kind(e)))
                    .filter(o -> !o.occurredAt().isAfter(e.occurredAt()))
                    .toList();
            Instant lastBefore = others.stream()
                    .map(LoanEvent::occurredAt)
                    .filter(at -> at.isBefore(e.occurredAt()))
                    .max(Comparator.naturalOrder())
                    .orElse(e.occurredAt());
            boolean explained = others.stream()
                    .filter(o -> !o.occurredAt().isBefore(lastBefore))
                    .anyMatch(o -> previous.equals(o.status()));
            if (!explained) {
                var evidence = new ArrayList<>(List.of(e));
                others.stream()
                        .filter(o -> events.indexOf(o) < events.indexOf(e))
                        .reduce((a, b) -> b)
                        .ifPresent(evidence::add);
                report("SEQUENCE_BREAK", "MEDIUM", null, e.identity(), e, evidence);
            }
        }
    }

    private static @Nullable String kind(LoanEvent e) {
        if (!e.event().name().startsWith("INSTALLMENT_")) {
            return e.type();
        }
        return e.facts().installmentNumber() == null
                ? null
                : e.type() + " " + e.facts().installmentNumber();
    }

    private void arrivals() {
        for (LoanEvent e : events) {
            long microseconds = ChronoUnit.MICROS.between(e.occurredAt(), e.receivedAt());
            if (microseconds > 48L * 3600 * 1_000_000 && !e.place().log().equals("import")) {
                report("LATE_DELIVERY", "INFO", null, e.identity(), e, List.of(e));
            }
            if (-microseconds > 300L * 1_000_000) {
                report("CLOCK_SKEW", "MEDIUM", null, e.identity(), e, List.of(e));
            }
        }
    }

    private List<LoanEvent> ofType(EventType type) {
        return events.stream().filter(e -> e.event() == type).toList();
    }

    private Map<Integer, List<LoanEvent>> payments() {
        var payments = new TreeMap<Integer, List<LoanEvent>>();
        for (LoanEvent e : ofType(EventType.INSTALLMENT_PAID)) {
            Integer number = e.facts().installmentNumber();
            if (number != null) {
                payments.computeIfAbsent(number, n -> new ArrayList<>()).add(e);
            }
        }
        return payments;
    }

    private int paidCount() {
        return payments().size()
                + (int) ofType(EventType.INSTALLMENT_PAID).stream()
                        .filter(e -> e.facts().installmentNumber() == null)
                        .count();
    }

    private BigDecimal paidSum() {
        var byKey = new LinkedHashMap<String, BigDecimal>();
        for (LoanEvent e : ofType(EventType.INSTALLMENT_PAID)) {
            Integer number = e.facts().installmentNumber();
            BigDecimal amount = e.facts().paidAmount();
            if (amount != null) {
                byKey.put(number == null ? "event " + e.identity() : "number " + number, amount);
            }
        }
        return byKey.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private @Nullable LocalDate overdueSince() {
        var dates = new TreeSet<LocalDate>();
        for (LoanEvent e : ofType(EventType.INSTALLMENT_OVERDUE)) {
            Integer number = e.facts().installmentNumber();
            List<LoanEvent> same = ofType(EventType.INSTALLMENT_OVERDUE).stream()
                    .filter(o -> Objects.equals(o.facts().installmentNumber(), number))
                    .toList();
            if (number == null) {
                boolean paidLater = events.subList(events.indexOf(e), events.size()).stream()
                        .anyMatch(p -> p.event() == EventType.INSTALLMENT_PAID
                                && p.facts().installmentNumber() == null);
                if (!paidLater) {
                    dates.add(dueOf(e));
                }
            } else if (!payments().containsKey(number)) {
                dates.add(dueOf(same.stream()
                        .filter(o -> o.facts().dueDate() != null)
                        .reduce((a, b) -> b)
                        .orElse(same.get(0))));
            }
        }
        return dates.isEmpty() ? null : dates.first();
    }

    private static LocalDate dueOf(LoanEvent overdue) {
        LocalDate named = overdue.facts().dueDate();
        return named == null ? overdue.occurredAt().atZone(SAO_PAULO).toLocalDate() : named;
    }

    private <T> @Nullable T lastSaid(Function<Facts, @Nullable T> fact) {
        T said = null;
        for (LoanEvent e : events) {
            T here = fact.apply(e.facts());
            said = here == null ? said : here;
        }
        return said;
    }

    private @Nullable Instant firstOf(EventType type) {
        return ofType(type).isEmpty() ? null : ofType(type).get(0).occurredAt();
    }

    private Map<String, String> fields() {
        var f = new TreeMap<String, String>();
        f.put("state", state);
        f.put("inferred", text(inferred));
        f.put("contract_number", text(lastSaid(Facts::contractNumber)));
        f.put("external_id", text(lastSaid(Facts::externalId)));
        f.put("created_at", text(firstOf(EventType.CREATED)));
        f.put("signed_at", text(firstOf(EventType.SIGNED)));
        f.put("disbursed_at", text(firstOf(EventType.DISBURSED)));
        f.put("closed_at", lifecycle.terminal().contains(state) && entry != null ? text(entry.occurredAt()) : "");
        f.put("contracted_amount", text(lastSaid(Facts::contractedAmount)));
        f.put("disbursed_amount", ofType(EventType.DISBURSED).isEmpty() ? "" : text(lastSaid(Facts::disbursedAmount)));
        f.put("iof_amount", text(lastSaid(Facts::iofAmount)));
        f.put("fees_amount", text(lastSaid(Facts::feesAmount)));
        f.put("paid_amount", text(paidSum()));
        f.put("installments", text(lastSaid(Facts::installments)));
        f.put("installments_paid", text(paidCount()));
        f.put("overdue_since", text(overdueSince()));
        f.put("first_event_at", events.isEmpty() ? "" : text(events.getFirst().occurredAt()));
        f.put("last_event_at", events.isEmpty() ? "" : text(events.getLast().occurredAt()));
        f.put("events", text(events.size()));
        f.put("duplicates", text(events.stream().mapToInt(LoanEvent::duplicates).sum()));
        f.put("provisional", text(pending));
        f.put("next_look_at", text(nextLookAt));
        return f;
    }

    private void report(
            String code,
            String severity,
            @Nullable EventType expected,
            String key,
            LoanEvent fault,
            List<LoanEvent> evidence) {
        findings.add(finding(
                code,
                severity,
                expected,
                key,
                appliedBefore.get(fault.identity()),
                null,
                fault.occurredAt(),
                evidence));
    }

    private String finding(
            String code,
            String severity,
            @Nullable EventType expected,
            String key,
            @Nullable LoanEvent after,
            @Nullable Instant dueAt,
            Instant seen,
            List<LoanEvent> evidence) {
        String id = Telling.sha256(provider + "|" + loanId + "|" + code + "|" + text(expected) + "|" + key)
                .substring(0, 16);
        return String.join(
                " ",
                id,
                code,
                severity,
                "expected=" + text(expected),
                "after=" + (after == null ? "" : after.event() + "@" + after.occurredAt()),
                "due=" + text(dueAt),
                "since=" + seen.atZone(SAO_PAULO).toLocalDate(),
                "evidence="
                        + evidence.stream().map(LoanEvent::identity).sorted().toList());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

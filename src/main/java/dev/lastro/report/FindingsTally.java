package dev.lastro.report;

import dev.lastro.report.NightFacts.Dear;
import dev.lastro.report.NightFacts.Exposure;
import dev.lastro.report.NightFacts.Standing;
import dev.lastro.report.NightFacts.Task;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the page tells of the findings that nobody waived, counted as they go by into the roll-forward, loan by loan: no
 * query of its own, and what is in memory does not grow with the loans. What is only for information is counted, but puts no
 * money at risk and is nothing to do.
 */
final class FindingsTally {

    private static final int DEAREST_MAX = 3;

    /** Who is silent explains what is missing, so it is asked first, though no money stands behind it. */
    private static final Comparator<Task> FIRST = Comparator.comparingInt(
                    (Task task) -> SeverityWords.ORDER.indexOf(task.severity()))
            .thenComparing(task -> !NightFacts.Outage.CODES.contains(task.code()))
            .thenComparing(FindingsTally::known, Comparator.reverseOrder())
            .thenComparing(Task::findings, Comparator.reverseOrder())
            .thenComparing(Task::provider)
            .thenComparing(Task::code)
            .thenComparing(Task::expectedEvent, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final Comparator<Standing> WORST_FIRST = Comparator.comparingInt(
                    (Standing each) -> SeverityWords.ORDER.indexOf(each.severity()))
            .thenComparing(Standing::code)
            .thenComparing(Standing::age);

    private record Kind(
            String provider,
            String code,
            String severity,
            @Nullable String expectedEvent) {}

    private record Group(String code, String severity, Age age) {}

    /** Loans, each once, and what is known of their money. */
    private static class Money {
        long loans;
        long unknown;

        @Nullable
        BigDecimal amount;

        void add(@Nullable BigDecimal ofLoan) {
            loans++;
            if (ofLoan == null) {
                unknown++;
            } else {
                amount = amount == null ? ofLoan : amount.add(ofLoan);
            }
        }
    }

    private static final class Work extends Money {
        long findings;

        @Nullable
        LocalDate since;

        final List<Dear> dearest = new ArrayList<>(DEAREST_MAX + 1);

        /** Of two that are worth the same, the first in the order of their ids. */
        void addLoan(Dear loan) {
            add(loan.amount());
            var place = dearest.size();
            while (place > 0 && loan.isDearer(dearest.get(place - 1))) {
                place--;
            }
            dearest.add(place, loan);
            if (dearest.size() > DEAREST_MAX) {
                dearest.removeLast();
            }
        }
    }

    private final LocalDate businessDate;
    private final Map<Group, Long> groups = new HashMap<>();
    private final Map<Kind, Work> work = new HashMap<>();
    private final Map<String, Money> byCode = new TreeMap<>();
    private final Money all = new Money();

    private String provider = "";
    private String loanId = "";
    private final Set<Kind> kindsOfLoan = new HashSet<>();
    private final Set<String> codesOfLoan = new HashSet<>();

    FindingsTally(LocalDate businessDate) {
        this.businessDate = businessDate;
    }

    /** The next finding in the order of {@link Outstanding#KEY}. */
    void add(StandingQuery.Row row) {
        if (row.status().equals(RollForward.WAIVED)) {
            return;
        }
        var finding = row.finding();
        var severity = finding.severity().toUpperCase(Locale.ROOT);
        groups.merge(new Group(finding.code(), severity, Age.of(finding.since(), businessDate)), 1L, Long::sum);
        if (severity.equals(SeverityWords.INFO)) {
            return;
        }
        var kind = new Kind(finding.provider(), finding.code(), severity, finding.expectedEvent());
        var of = work.computeIfAbsent(kind, each -> new Work());
        of.findings++;
        of.since = earlier(of.since, finding.since());
        if (!finding.loanId().isEmpty()) {
            addLoan(row, kind, of);
        }
    }

    private void addLoan(StandingQuery.Row row, Kind kind, Work of) {
        var finding = row.finding();
        if (!finding.loanId().equals(loanId) || !finding.provider().equals(provider)) {
            provider = finding.provider();
            loanId = finding.loanId();
            kindsOfLoan.clear();
            codesOfLoan.clear();
            all.add(row.amount());
        }
        if (codesOfLoan.add(finding.code())) {
            byCode.computeIfAbsent(finding.code(), code -> new Money()).add(row.amount());
        }
        if (kindsOfLoan.add(kind)) {
            of.addLoan(new Dear(loanId, row.contract(), row.amount()));
        }
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate a, @Nullable LocalDate b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    private static BigDecimal known(Task task) {
        return task.exposure() == null ? BigDecimal.ZERO : task.exposure();
    }

    /** The worst first. */
    List<Standing> standing() {
        return groups.entrySet().stream()
                .map(each -> new Standing(
                        each.getKey().code(),
                        each.getKey().severity(),
                        each.getKey().age(),
                        each.getValue()))
                .sorted(WORST_FIRST)
                .toList();
    }

    Exposure exposure() {
        return exposure("", all);
    }

    /** By code. */
    List<Exposure> exposures() {
        return byCode.entrySet().stream()
                .map(each -> exposure(each.getKey(), each.getValue()))
                .toList();
    }

    private static Exposure exposure(String code, Money money) {
        return new Exposure(code, money.loans, money.amount, money.unknown);
    }

    /** What is to be done, of each kind together: the worst and the dearest first. */
    List<Task> tasks() {
        return work.entrySet().stream()
                .map(each -> task(each.getKey(), each.getValue()))
                .sorted(FIRST)
                .toList();
    }

    private static Task task(Kind kind, Work of) {
        return new Task(
                kind.provider(),
                kind.code(),
                kind.severity(),
                kind.expectedEvent(),
                of.findings,
                of.loans,
                of.amount,
                of.since,
                of.dearest.stream().map(Dear::masked).toList());
    }

    /** The providers that seem to have been away. */
    SortedSet<String> away() {
        var away = new TreeSet<String>();
        work.keySet().stream()
                .filter(kind -> NightFacts.Outage.CODES.contains(kind.code()))
                .map(Kind::provider)
                .forEach(away::add);
        return away;
    }
}

package dev.lastro.job;

import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Retelling;
import dev.lastro.loan.DecisionHistory;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.FindingStatus;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.loan.Standing;
import dev.lastro.log.ErasureAct;
import dev.lastro.report.Aging;
import dev.lastro.report.Closing;
import dev.lastro.report.Hindsight;
import dev.lastro.report.Kept;
import dev.lastro.report.Kept.Around;
import dev.lastro.report.Kept.Surveyed;
import dev.lastro.report.Outstanding;
import dev.lastro.report.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Of a night that goes on from another. */
final class NightsBefore implements Hindsight {

    private final Retelling retelling;
    private final Retelling.Nights nights;
    private final Left left;
    private final Decided decided;
    private final Instant cutOff;
    private final Supplier<Closing> opening;
    private final Consumer<Kept> keeper;
    private final SortedSet<LoanKey> late = new TreeSet<>();

    /**
     * What nights have kept.
     *
     * @param aging of each date as the night before knew it
     * @param published by date, by what is published of it
     */
    record Left(SortedMap<LocalDate, Aging> aging, SortedMap<LocalDate, Around> published) {

        Around of(LocalDate date) {
            return Objects.requireNonNull(published.get(date));
        }
    }

    /** @param prefix of the night itself, which {@code history} ends with */
    record Decided(DecisionHistory history, SortedMap<String, Long> prefix) {

        FindingStatus status(FindingKey finding, SortedMap<String, Long> known) {
            return history.of(finding, size(known)).status();
        }

        Standing tonight(FindingKey finding) {
            return history.of(finding, size(prefix));
        }

        SortedSet<Place> turnsSince(FindingKey finding, SortedMap<String, Long> known) {
            return history.turns(finding, size(known));
        }

        private static long size(SortedMap<String, Long> known) {
            return known.getOrDefault(ErasureAct.LOG, 0L);
        }
    }

    /**
     * @param cutOff of the night itself
     * @param opening asked for only where something is written
     */
    NightsBefore(
            Retelling retelling,
            Retelling.Nights nights,
            Left left,
            Decided decided,
            Instant cutOff,
            Supplier<Closing> opening,
            Consumer<Kept> keeper) {
        this.retelling = retelling;
        this.nights = nights;
        this.left = left;
        this.decided = decided;
        this.cutOff = cutOff;
        this.opening = opening;
        this.keeper = keeper;
    }

    @Override
    public Closing opening() {
        return opening.get();
    }

    @Override
    public void keep(Kept kept) {
        keeper.accept(kept);
    }

    @Override
    public Map<Outstanding, Arrival> endedBy(List<Outstanding> gone) {
        var loans = gone.stream()
                .filter(each -> !each.loanId().isEmpty())
                .map(each -> new LoanKey(each.provider(), each.loanId()))
                .collect(Collectors.toCollection(TreeSet::new));
        var news = retelling.news(nights, loans, cutOff);
        var endedBy = new HashMap<Outstanding, Arrival>();
        for (var each : gone) {
            var events = news.getOrDefault(new LoanKey(each.provider(), each.loanId()), List.of());
            if (!events.isEmpty()) {
                var by = endedBy(each, events);
                endedBy.put(each, new Arrival(by.place().toString(), by.receivedAt(), by.occurredAt()));
            }
        }
        return endedBy;
    }

    /** The event that was expected, where it came; else the first that did. */
    private static LoanEvent endedBy(Outstanding finding, List<LoanEvent> news) {
        return news.stream()
                .filter(event -> event.event().name().equals(finding.expectedEvent()))
                .findFirst()
                .orElse(news.getFirst());
    }

    @Override
    public Map<Outstanding, Arrival> waivedBy(List<Outstanding> gone) {
        var waivedBy = new HashMap<Outstanding, Arrival>();
        for (var each : gone) {
            var by = decided.tonight(new FindingKey(each.provider(), each.loanId(), each.findingId()))
                    .by();
            if (by != null) {
                waivedBy.put(
                        each,
                        new Arrival(
                                by.place().toString(),
                                by.decision().at(),
                                by.decision().at()));
            }
        }
        return waivedBy;
    }

    @Override
    public void saw(Trail.Row delivery) {
        if (delivery.loanId() != null
                && delivery.occurredAt() != null
                && Retelling.isLate(delivery.deliveryClass(), delivery.occurredAt(), nights.lastCutOff())) {
            late.add(new LoanKey(delivery.provider(), delivery.loanId()));
        }
    }

    @Override
    public SortedMap<LocalDate, Ages> aging() {
        var aging = new TreeMap<LocalDate, Ages>();
        left.published().forEach((date, around) -> {
            var was = Objects.requireNonNull(around.aging().get(date));
            aging.put(date, new Ages(was, left.aging().getOrDefault(date, was)));
        });
        return aging;
    }

    @Override
    public void retold(Consumer<Retold> retold) {
        retelling.retell(nights, late, decidedTonight(), each -> retold.accept(retold(each)));
    }

    /** Loans of which a finding was given another status since the night before. */
    private Set<LoanKey> decidedTonight() {
        var loans = new TreeSet<LoanKey>();
        for (var finding : decided.history().findings()) {
            if (!finding.loanId().isEmpty()
                    && !decided.turnsSince(finding, nights.before()).isEmpty()) {
                loans.add(new LoanKey(finding.provider(), finding.loanId()));
            }
        }
        return loans;
    }

    private Retold retold(Retelling.Retold each) {
        var published = each.published();
        var surveyed = left.of(published.date())
                .surveyed()
                .getOrDefault(new Kept.Loan(each.loan().provider(), each.loan().loanId()), Surveyed.NOT);
        return new Retold(
                published.date(),
                each.loan().provider(),
                each.loan().loanId(),
                told(each.was(), surveyed, published.prefix(), true),
                told(each.before(), surveyed, nights.before(), false),
                told(each.is(), surveyed, decided.prefix(), false),
                each.because(),
                each.isAlike() ? turns(each, surveyed) : Collections.emptySortedSet());
    }

    private SortedSet<Place> turns(Retelling.Retold each, Surveyed surveyed) {
        var turns = new TreeSet<Place>();
        var findings = new TreeSet<>(surveyed.findings());
        if (each.is() != null) {
            each.is().folded().findings().forEach(finding -> findings.add(finding.id()));
        }
        findings.forEach(id -> turns.addAll(decided.turnsSince(
                new FindingKey(each.loan().provider(), each.loan().loanId(), id),
                each.published().prefix())));
        return turns;
    }

    /**
     * @param surveyed what that night's reports say of the loan by looking at others, or at lists, which is not done again
     * @param known by log how many deliveries, of which the decisions count
     * @param isPublished else an outage cannot be suspected of a loan that misses no step
     */
    private Told told(
            Retelling.@Nullable Told told, Surveyed surveyed, SortedMap<String, Long> known, boolean isPublished) {
        if (told == null) {
            return Told.NOTHING;
        }
        var state = told.folded().state();
        var findings = told.folded().findings();
        var statuses = new TreeMap<String, FindingStatus>();
        findings.forEach(finding -> statuses.put(finding.id(), decided.status(FindingKey.of(finding), known)));
        var listed = surveyed.findings().stream()
                .map(id -> decided.status(new FindingKey(state.provider(), state.loanId(), id), known));
        var open = Stream.concat(statuses.values().stream(), listed)
                .filter(status -> status != FindingStatus.WAIVED)
                .count();
        var isSuspected = surveyed.isSuspected()
                && (isPublished || findings.stream().anyMatch(each -> each.code() == FindingCode.MISSING_STEP));
        return new Told(
                state, findings, statuses, Math.toIntExact(open), state.provisional() || isSuspected, told.payments());
    }
}

package dev.lastro.job;

import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Retelling;
import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.FindingStatus;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.loan.Standings;
import dev.lastro.report.Closing;
import dev.lastro.report.Hindsight;
import dev.lastro.report.Outstanding;
import dev.lastro.report.Trail;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Of a night that goes on from another. */
final class NightsBefore implements Hindsight {

    private final Retelling retelling;
    private final Retelling.Nights nights;
    private final Standings decided;
    private final Instant cutOff;
    private final Supplier<Closing> opening;
    private final Consumer<Closing> keeper;
    private final SortedSet<LoanKey> late = new TreeSet<>();

    /**
     * @param decided of findings, until tonight
     * @param cutOff of the night itself
     * @param opening asked for only where something is written
     */
    NightsBefore(
            Retelling retelling,
            Retelling.Nights nights,
            Standings decided,
            Instant cutOff,
            Supplier<Closing> opening,
            Consumer<Closing> keeper) {
        this.retelling = retelling;
        this.nights = nights;
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
    public void keep(Closing closing) {
        keeper.accept(closing);
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
            var by = decided.of(new FindingKey(each.provider(), each.loanId(), each.findingId()))
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
    public void retold(Consumer<Retold> retold) {
        retelling.retell(
                nights,
                late,
                each -> retold.accept(new Retold(
                        each.date(),
                        each.loan().provider(),
                        each.loan().loanId(),
                        told(each.was()),
                        told(each.is()),
                        each.because().stream().map(Place::toString).collect(Collectors.joining(" ")))));
    }

    private Told told(Fold.@Nullable Folded folded) {
        return folded == null ? Told.NOTHING : new Told(folded.state(), folded.findings(), open(folded.findings()));
    }

    private int open(List<Finding> findings) {
        var open = 0;
        for (var finding : findings) {
            open += decided.of(FindingKey.of(finding)).status() == FindingStatus.WAIVED ? 0 : 1;
        }
        return open;
    }
}

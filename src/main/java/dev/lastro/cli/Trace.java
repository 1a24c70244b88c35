package dev.lastro.cli;

import dev.lastro.job.LoanHistory.Erased;
import dev.lastro.job.LoanHistory.Story;
import dev.lastro.job.LoanHistory.Suspicion;
import dev.lastro.job.LoanHistory.Told;
import dev.lastro.loan.Decision;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Fold;
import dev.lastro.loan.Place;
import dev.lastro.loan.Provenance;
import dev.lastro.loan.Standing;
import dev.lastro.loan.Standing.Placed;
import dev.lastro.loan.Standings;
import dev.lastro.loan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A loan's deliveries in the order in which its events count, each with what it did. */
final class Trace {

    /** Counted events as folded, then whatever did not count; each event before its repeats. */
    private static final Comparator<Line> ORDER = Comparator.comparingInt((Line line) -> line.rank)
            .thenComparing(Line::time)
            .thenComparing(line -> line.told().deliveryClass() != DeliveryClass.EVENT)
            .thenComparing(line -> line.told().receivedAt())
            .thenComparing(line -> line.told().place());

    private final Fold.Folded folded;
    private final List<Provenance> provenance;
    private final @Nullable Erased erased;
    private final Suspicion suspicion;
    private final boolean isProvisional;
    private final List<Placed> decisions;
    private final Standings standings = new Standings();
    private final List<Line> lines = new ArrayList<>();

    /** @param step null: it did nothing to the state */
    record Line(Told told, @Nullable Step step, int rank) {

        private Instant time() {
            var occurredAt = told.occurredAt();
            return occurredAt == null ? told.receivedAt() : occurredAt;
        }

        /** An event, but after the cut-off. */
        boolean isLater() {
            return step == null && told.deliveryClass() == DeliveryClass.EVENT;
        }
    }

    Trace(Story story) {
        provenance = story.provenance();
        suspicion = story.suspicion();
        isProvisional = story.isProvisional();
        folded = story.folded();
        erased = story.erased();
        decisions = story.decisions();
        decisions.forEach(each -> standings.add(each.place(), each.decision()));
        var rankByPlace = new HashMap<Place, Integer>();
        var stepByPlace = new HashMap<Place, Step>();
        for (var step : folded.steps()) {
            rankByPlace.put(step.event().place(), rankByPlace.size());
            stepByPlace.put(step.event().place(), step);
        }
        for (var told : story.deliveries()) {
            lines.add(new Line(told, stepByPlace.get(told.place()), rank(told, rankByPlace)));
        }
        lines.sort(ORDER);
    }

    private static int rank(Told told, Map<Place, Integer> rankByPlace) {
        var event = told.eventPlace() == null ? told.place() : told.eventPlace();
        return rankByPlace.getOrDefault(event, Integer.MAX_VALUE);
    }

    Suspicion suspicion() {
        return suspicion;
    }

    /** As {@code loans.csv} has it. */
    boolean isProvisional() {
        return isProvisional;
    }

    Fold.Folded folded() {
        return folded;
    }

    /** null: it was not. */
    @Nullable
    Erased erased() {
        return erased;
    }

    Standing standing(Finding finding) {
        return standings.of(FindingKey.of(finding));
    }

    /** About findings of this loan, in their order. */
    List<Placed> decisions() {
        return decisions;
    }

    List<Placed> decisions(String findingId) {
        return decisions.stream()
                .filter(each -> findingsOf(each.decision()).contains(findingId))
                .toList();
    }

    /** Ids of this loan's findings that a decision is about. */
    List<String> findingsOf(Decision decision) {
        var state = folded.state();
        return decision.about().stream()
                .map(Decision.About::finding)
                .filter(key ->
                        key.provider().equals(state.provider()) && key.loanId().equals(state.loanId()))
                .map(FindingKey::id)
                .toList();
    }

    /** Ids of findings that have resolved since, or have not come back. */
    SortedSet<String> decidedAndNotThere() {
        var ids = new TreeSet<String>();
        decisions.forEach(each -> ids.addAll(findingsOf(each.decision())));
        folded.findings().forEach(finding -> ids.remove(finding.id()));
        return ids;
    }

    List<Provenance> provenance() {
        return provenance;
    }

    List<Line> lines() {
        return lines;
    }
}

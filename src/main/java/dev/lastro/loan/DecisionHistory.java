package dev.lastro.loan;

import dev.lastro.loan.Standing.Placed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What was decided of findings, as it stood when no more than the beginning of the log of decisions was there. */
public final class DecisionHistory {

    private final Map<FindingKey, List<After>> byFinding = new HashMap<>();

    private record After(Place place, Standing standing) {}

    /** The next decision of the log. */
    public void add(Place place, Decision decision) {
        var placed = new Placed(place, decision);
        for (Decision.About each : decision.about()) {
            List<After> history = byFinding.computeIfAbsent(each.finding(), finding -> new ArrayList<>(1));
            Standing before =
                    history.isEmpty() ? Standing.NONE : history.getLast().standing();
            history.add(new After(place, before.after(placed, each.waiver())));
        }
    }

    /** @param known how many deliveries of the log counted */
    public Standing of(FindingKey finding, long known) {
        Standing last = Standing.NONE;
        for (After each : history(finding)) {
            if (each.place().position() >= known) {
                break;
            }
            last = each.standing();
        }
        return last;
    }

    /** The decisions from a position on that gave the finding another status. */
    public SortedSet<Place> turns(FindingKey finding, long from) {
        var turns = new TreeSet<Place>();
        FindingStatus status = FindingStatus.OPEN;
        for (After each : history(finding)) {
            if (each.standing().status() != status && each.place().position() >= from) {
                turns.add(each.place());
            }
            status = each.standing().status();
        }
        return turns;
    }

    /** Those of which anything was decided. */
    public Collection<FindingKey> findings() {
        return Collections.unmodifiableSet(byFinding.keySet());
    }

    private List<After> history(FindingKey finding) {
        return byFinding.getOrDefault(finding, List.of());
    }
}

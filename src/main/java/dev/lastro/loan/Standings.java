package dev.lastro.loan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was decided of findings, from the decisions alone, in the order of their log. Whether a finding stands is not asked:
 * what was decided of one that has resolved is kept, and counts again if the same finding, by id, is there again. So the
 * status depends on the decisions, and never on which nights ran and saw the finding gone.
 */
public final class Standings {

    private final SortedMap<FindingKey, Standing> byFinding = new TreeMap<>();

    /** The next decision of the log. */
    public void add(Place place, Decision decision) {
        var placed = new Standing.Placed(place, decision);
        for (Decision.About each : decision.about()) {
            byFinding.put(each.finding(), of(each.finding()).after(placed, each.waiver()));
        }
    }

    public Standing of(FindingKey finding) {
        return byFinding.getOrDefault(finding, Standing.NONE);
    }

    /** Of every finding that anything was decided of. */
    public SortedMap<FindingKey, Standing> all() {
        return Collections.unmodifiableSortedMap(byFinding);
    }
}

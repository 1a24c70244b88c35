package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks for findings that no single loan's fold can make, in the derived tables as every fold has left them. Its findings
 * may name a loan: they are made again after each derivation, so a fold of that loan that took them away does no harm.
 */
interface Survey {

    /** All findings of these codes are this survey's: what it does not find any more is gone. */
    Set<FindingCode> codes();

    /**
     * In any order; the same whatever the number of runs that led to these tables. What else it derives from them, it
     * writes now.
     */
    List<Finding> find(Asked asked);

    /**
     * @param side whose tables are looked at
     * @param cutOff at which the loans stand
     * @param prefix by log how many of its deliveries count
     * @param definitions that the loans are folded by
     */
    record Asked(Side side, Instant cutOff, SortedMap<String, Long> prefix, Definitions definitions) {

        Asked(Side side, Instant cutOff, Map<String, Long> prefix, Definitions definitions) {
            this(side, cutOff, Collections.unmodifiableSortedMap(new TreeMap<>(prefix)), definitions);
        }
    }
}

package dev.lastro.loan;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Rebuilds a loan from its unordered events: a pure function, the same for every kind of run. */
public final class Fold {

    private Fold() {}

    /**
     * @param events all events of one loan, in any order, also those after the cut-off
     * @param cutOff events that occurred at or after it do not count yet; deadlines are judged at it
     */
    public static Folded fold(
            String provider, String loanId, Collection<LoanEvent> events, Lifecycle lifecycle, Instant cutOff) {
        throw new IllegalStateException("skeleton");
    }

    /** @param steps one for each event that counted, in order */
    public record Folded(LoanState state, List<Finding> findings, List<Step> steps) {}
}

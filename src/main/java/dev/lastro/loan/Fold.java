package dev.lastro.loan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rebuilds a loan from its unordered events: a pure function, the same for every kind of run. */
public final class Fold {

    private Fold() {}

    /** Of a provider whose every word is a loan event. */
    public static Folded fold(
            String provider, String loanId, Collection<LoanEvent> events, Lifecycle lifecycle, Instant cutOff) {
        return fold(provider, loanId, events, lifecycle, cutOff, Vocabulary.EVENTS_ALONE);
    }

    /**
     * @param events all events of one loan, in any order, also those after the cut-off; each identity once
     * @param cutOff events that occurred at or after it do not count yet; deadlines are judged at it
     * @param vocabulary the provider's
     * @throws IllegalArgumentException for an event of another loan
     */
    public static Folded fold(
            String provider,
            String loanId,
            Collection<LoanEvent> events,
            Lifecycle lifecycle,
            Instant cutOff,
            Vocabulary vocabulary) {
        var counted = new ArrayList<LoanEvent>(events.size());
        Instant nextEventAt = null;
        for (LoanEvent event : events) {
            if (!event.loanId().equals(loanId) || !event.provider().equals(provider)) {
                throw new IllegalArgumentException("event " + event.identity() + " is of loan " + event.loanId()
                        + " of " + event.provider() + ", not of " + loanId + " of " + provider);
            }
            if (event.occurredAt().isBefore(cutOff)) {
                counted.add(event);
            } else {
                nextEventAt = earlier(nextEventAt, event.occurredAt());
            }
        }
        counted.sort(lifecycle.course()::compare);
        var history = new History(provider, loanId, counted, lifecycle, cutOff, vocabulary);
        var findings = new ArrayList<Finding>();
        for (Rule rule : Rule.ALL) {
            rule.check(history, findings::add);
        }
        return new Folded(
                history.toState(nextEventAt),
                Collections.unmodifiableList(findings),
                Collections.unmodifiableList(history.steps));
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    /** @param steps one for each event that counted, in order */
    public record Folded(LoanState state, List<Finding> findings, List<Step> steps) {}
}

package dev.lastro.loan;

import java.util.List;

/**
 * What one event did to the state.
 *
 * @param inferred the events of the chain that was taken to get to a state which allows this one; empty where none was needed
 */
public record Step(LoanEvent event, Outcome outcome, String from, String to, List<EventType> inferred) {

    public enum Outcome {
        APPLIED,
        APPLIED_AFTER_GAP,
        ILLEGAL,
        AFTER_TERMINAL
    }
}

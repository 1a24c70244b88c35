package dev.lastro.loan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The expected course of a loan ({@code jobs/lifecycles/<name>.yaml}, spec section 5).
 *
 * @param transitions in the file's order: an event's rank is its place here
 */
public record Lifecycle(
        String name,
        int version,
        Map<EventType, Transition> transitions,
        Set<String> terminal,
        List<Deadline> deadlines,
        Duration grace) {

    /** The state of a loan of which nothing is known yet. */
    public static final String NONE = "NONE";

    /** @param optional false: a chain that passes over this event leaves a MISSING_STEP */
    public record Transition(Set<String> from, String to, boolean optional) {}

    /** @param expects the events of which one should leave the state in time; the first names the finding */
    public record Deadline(String in, Duration within, List<EventType> expects) {}
}

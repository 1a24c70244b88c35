package dev.lastro.loan;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Problem;
import dev.lastro.loan.Lifecycle.Transition;
import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds in a lifecycle what cannot be meant, before a fold would quietly never do it. */
final class LifecycleCheck {

    /** Long enough for any contract step; beyond it a unit was mistaken, and instants could overflow. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** What fits the derived tables' columns, and cannot be mistaken for the separator in a finding's id. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private static final Pattern STATE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final String name;
    private final int version;
    private final Map<EventType, Transition> transitions;
    private final Set<String> terminal;
    private final List<Deadline> deadlines;
    private final Duration grace;

    private final Set<String> reachable;
    private final List<Problem> problems = new ArrayList<>();

    LifecycleCheck(
            String name,
            int version,
            Map<EventType, Transition> transitions,
            Set<String> terminal,
            List<Deadline> deadlines,
            Duration grace) {
        this.name = name;
        this.version = version;
        this.transitions = transitions;
        this.terminal = terminal;
        this.deadlines = deadlines;
        this.grace = grace;
        this.reachable = reachable(transitions, Lifecycle.NONE);
    }

    List<Problem> problems() {
        if (!NAME.matcher(name).matches()) {
            add(
                    "lifecycle",
                    "the name must be a lower-case letter and up to 63 of a-z, 0-9, _ and -, not \"" + name + "\"");
        }
        if (version < 1) {
            add("version", "must be 1 or more, not " + version);
        }
        if (transitions.values().stream().noneMatch(t -> t.from().contains(Lifecycle.NONE))) {
            add("transitions", "no event is allowed from NONE, so no loan can begin");
        }
        transitions.forEach(this::checkTransition);
        terminal.forEach(this::checkTerminal);
        for (int i = 0; i < deadlines.size(); i++) {
            checkDeadline(i, deadlines.get(i));
        }
        if (grace.isNegative() || grace.compareTo(LONGEST) > 0) {
            add("grace", "must be between PT0S and " + LONGEST + ", not " + grace);
        }
        return List.copyOf(problems);
    }

    private void checkTransition(EventType event, Transition transition) {
        String key = "transitions." + event;
        if (transition.from().isEmpty()) {
            add(key + ".from", event + " is allowed from no state");
        }
        for (String from : transition.from()) {
            if (!reachable.contains(from)) {
                add(key + ".from", unreached(from));
            } else if (terminal.contains(from)
                    && !from.equals(Lifecycle.NONE)
                    && !transition.next(from).equals(from)) {
                add(key + ".from", from + " is terminal, and " + event + " would leave it for " + transition.to());
            }
        }
        if (transition.to().equals(Lifecycle.NONE)) {
            add(key + ".to", event + " cannot lead back to NONE, the state before the first event");
        } else if (transition.to().equals(Lifecycle.SAME) && transition.from().contains(Lifecycle.NONE)) {
            add(key + ".to", event + " cannot stay in NONE, the state before the first event: say where it leads");
        } else if (!STATE.matcher(transition.to()).matches()) {
            add(
                    key + ".to",
                    "a state is a letter and up to 63 of A-Z, a-z, 0-9 and _, not \"" + transition.to() + "\"");
        }
    }

    private void checkTerminal(String state) {
        if (state.equals(Lifecycle.NONE)) {
            add("terminal", "NONE is where a loan begins, it cannot end there");
        } else if (!reachable.contains(state)) {
            add("terminal", unreached(state));
        }
    }

    private void checkDeadline(int index, Deadline deadline) {
        String key = "deadlines[" + index + "]";
        String in = deadline.in();
        if (in.equals(Lifecycle.NONE)) {
            add(key + ".in", "NONE is never entered, so nothing can be due in it");
        } else if (!reachable.contains(in)) {
            add(key + ".in", unreached(in));
        } else if (terminal.contains(in)) {
            add(key + ".in", in + " is terminal, it is not to be left");
        } else {
            deadline.expects().forEach(event -> checkExpected(key + ".expects", in, event));
        }
        if (!isPossible(deadline.within())) {
            add(key + ".within", "must be more than PT0S and at most " + LONGEST + ", not " + deadline.within());
        }
        if (deadline.expects().isEmpty()) {
            add(key + ".expects", "names no event");
            return;
        }
        for (int earlier = 0; earlier < index; earlier++) {
            Deadline other = deadlines.get(earlier);
            // their findings would have the same id
            if (other.in().equals(in)
                    && other.expects().indexOf(deadline.expects().getFirst()) == 0) {
                add(
                        key + ".in",
                        "deadlines[" + earlier + "] already says when " + in + " expects "
                                + deadline.expects().getFirst());
            }
        }
    }

    private static boolean isPossible(TemporalAmount within) {
        return switch (within) {
            case Duration time -> time.isPositive() && time.compareTo(LONGEST) <= 0;
            case BankDays days -> days.days() >= 1 && days.days() <= LONGEST.toDays();
            default -> false;
        };
    }

    private void checkExpected(String key, String in, EventType event) {
        Transition transition = transitions.get(event);
        if (transition == null) {
            add(key, event + " is not among the transitions");
        } else if (transition.from().contains(in) && transition.next(in).equals(in)) {
            add(key, event + " does not leave " + in);
        } else if (reachable(transitions, in).stream().noneMatch(transition.from()::contains)) {
            add(key, event + " cannot come after " + in);
        }
    }

    private String unreached(String state) {
        boolean known = transitions.values().stream().anyMatch(t -> t.to().equals(state));
        return known ? "no events lead from NONE to " + state : "no event leads to a state " + state;
    }

    private void add(String key, String message) {
        problems.add(new Problem(key, message));
    }

    private static Set<String> reachable(Map<EventType, Transition> transitions, String start) {
        var reached = new HashSet<String>();
        reached.add(start);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Transition transition : transitions.values()) {
                if (!transition.to().equals(Lifecycle.SAME)
                        && transition.from().stream().anyMatch(reached::contains)) {
                    grown |= reached.add(transition.to());
                }
            }
        }
        return reached;
    }
}

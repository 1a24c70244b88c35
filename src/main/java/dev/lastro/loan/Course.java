package dev.lastro.loan;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lifecycle as the fold walks it: for every state and event where it leads and over which chain, worked out once, so
 * that a fold only looks up.
 */
final class Course {

    private final Map<EventType, Integer> ranks = new EnumMap<>(EventType.class);
    private final Map<EventType, Transition> transitions;
    private final Map<String, State> states = new HashMap<>();
    private final State start;

    /** Of a lifecycle without problems. */
    Course(Map<EventType, Transition> transitions, Set<String> terminal, List<Deadline> deadlines) {
        this.transitions = transitions;
        for (EventType event : transitions.keySet()) {
            ranks.put(event, ranks.size());
        }
        start = state(Lifecycle.NONE, terminal, deadlines);
        for (Transition transition : transitions.values()) {
            if (!transition.to().equals(Lifecycle.SAME)) {
                state(transition.to(), terminal, deadlines);
            }
        }
        states.values().forEach(this::findMoves);
    }

    State start() {
        return start;
    }

    /** An event's place in the lifecycle's list; one that it does not list comes after all that it does. */
    int rank(EventType event) {
        return ranks.getOrDefault(event, ranks.size());
    }

    boolean required(EventType event) {
        Transition transition = transitions.get(event);
        return transition != null && !transition.optional();
    }

    /** The one order of a loan's events: (occurred_at, rank, identity). */
    int compare(LoanEvent a, LoanEvent b) {
        int byTime = a.occurredAt().compareTo(b.occurredAt());
        if (byTime != 0) {
            return byTime;
        }
        int byRank = Integer.compare(rank(a.event()), rank(b.event()));
        return byRank != 0 ? byRank : a.identity().compareTo(b.identity());
    }

    private State state(String name, Set<String> terminal, List<Deadline> deadlines) {
        return states.computeIfAbsent(
                name,
                n -> new State(
                        n,
                        terminal.contains(n),
                        deadlines.stream().filter(d -> d.in().equals(n)).toList()));
    }

    private void findMoves(State from) {
        List<Chain> chains = chainsFrom(from);
        transitions.forEach((event, transition) -> {
            for (Chain chain : chains) {
                if (transition.from().contains(chain.end().name)) {
                    State to = target(transition, chain.end());
                    from.moves.put(
                            event, new Move(chain.events(), to, !chain.events().isEmpty() || to != from));
                    break;
                }
            }
        });
    }

    /**
     * The best chain to every state that can be reached, best first; the first is the empty one, which stays. A chain
     * that is continued by an event never gets better, and the better of two to one state stays better when both are
     * continued alike: so whatever comes out of the queue first is the best to its state (Dijkstra).
     */
    private List<Chain> chainsFrom(State from) {
        var best = new ArrayList<Chain>();
        var settled = new HashMap<State, Chain>();
        var queue = new PriorityQueue<Chain>(
                Comparator.comparingInt(Chain::required).thenComparing(Chain::events, this::compareEvents));
        queue.add(new Chain(0, List.of(), from));
        while (!queue.isEmpty()) {
            Chain chain = queue.remove();
            if (settled.putIfAbsent(chain.end(), chain) != null) {
                continue;
            }
            best.add(chain);
            transitions.forEach((event, transition) -> {
                if (transition.from().contains(chain.end().name)) {
                    var events = new ArrayList<>(chain.events());
                    events.add(event);
                    int required = chain.required() + (transition.optional() ? 0 : 1);
                    queue.add(new Chain(required, List.copyOf(events), target(transition, chain.end())));
                }
            });
        }
        return best;
    }

    /** Fewest events first, then the lowest ranks from the first event on. */
    private int compareEvents(List<EventType> a, List<EventType> b) {
        int bySize = Integer.compare(a.size(), b.size());
        for (int i = 0; bySize == 0 && i < a.size(); i++) {
            int byRank = Integer.compare(rank(a.get(i)), rank(b.get(i)));
            if (byRank != 0) {
                return byRank;
            }
        }
        return bySize;
    }

    private State target(Transition transition, State from) {
        State to = states.get(transition.next(from.name));
        if (to == null) {
            throw new IllegalStateException("no state " + transition.to() + " in " + states.keySet());
        }
        return to;
    }

    private record Chain(int required, List<EventType> events, State end) {}

    /**
     * @param chain the events that must have happened before the one that moves; empty where it is allowed at once
     * @param enters whether this is a new entry into {@code to}: not where the state was never left
     */
    record Move(List<EventType> chain, State to, boolean enters) {}

    static final class State {
        private final String name;
        private final boolean terminal;
        private final List<Deadline> deadlines;
        private final Map<EventType, Move> moves = new EnumMap<>(EventType.class);

        private State(String name, boolean terminal, List<Deadline> deadlines) {
            this.name = name;
            this.terminal = terminal;
            this.deadlines = deadlines;
        }

        String name() {
            return name;
        }

        boolean terminal() {
            return terminal;
        }

        List<Deadline> deadlines() {
            return deadlines;
        }

        /** Null: no chain of events explains it. */
        @Nullable
        Move move(EventType event) {
            return moves.get(event);
        }
    }
}

package dev.lastro.bench;

import static java.util.Objects.requireNonNull;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Lifecycle;
import dev.lastro.provider.Definitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lifecycles as tables that SQL can join: of each event its rank and where it leads, and for each state and event which
 * required events must have been missed. Worked out here once more, from spec section 5.
 */
record Moves(List<Leads> leads, List<Missed> missed) {

    record Leads(String provider, EventType event, int rank, String to) {}

    /** @param ranks a bit for each required event that is missing, by rank */
    record Missed(String provider, String from, EventType event, long ranks) {}

    private record Way(int required, List<Integer> ranks, long missed) {

        static final Way NONE = new Way(0, List.of(), 0);

        /** Fewest required events, then fewest, then the lowest ranks. */
        static final Comparator<Way> BEST = Comparator.comparingInt(Way::required)
                .thenComparingInt((Way way) -> way.ranks.size())
                .thenComparing(way -> way.ranks.stream()
                        .map(rank -> String.valueOf((char) ('A' + rank)))
                        .collect(Collectors.joining()));

        Way and(int rank, boolean isRequired) {
            var longer = new ArrayList<>(ranks);
            longer.add(rank);
            return new Way(required + (isRequired ? 1 : 0), longer, missed | (isRequired ? 1L << rank : 0));
        }
    }

    static Moves of(Definitions definitions) {
        var moves = new Moves(new ArrayList<>(), new ArrayList<>());
        for (var lender : Lender.values()) {
            moves.add(lender.provider, lifecycle(definitions, lender.provider));
        }
        return moves;
    }

    static Lifecycle lifecycle(Definitions definitions, String provider) {
        var name =
                requireNonNull(definitions.providers().get(provider), provider).lifecycle();
        return requireNonNull(definitions.lifecycles().get(name), name);
    }

    private void add(String provider, Lifecycle lifecycle) {
        var ranks = new LinkedHashMap<EventType, Integer>();
        lifecycle.transitions().forEach((event, transition) -> {
            ranks.put(event, ranks.size());
            leads.add(new Leads(provider, event, ranks.get(event), transition.to()));
        });
        var states = new ArrayList<>(List.of(Lifecycle.NONE));
        lifecycle.transitions().values().forEach(transition -> states.add(transition.to()));
        for (var from : states.stream().distinct().toList()) {
            var ways = ways(lifecycle, ranks, from);
            lifecycle.transitions().forEach((event, transition) -> {
                var isAllowed = transition.from().contains(from);
                transition.from().stream()
                        .filter(state -> isAllowed ? state.equals(from) : ways.containsKey(state))
                        .map(ways::get)
                        .min(Way.BEST)
                        .ifPresent(way -> missed.add(new Missed(provider, from, event, way.missed)));
            });
        }
    }

    /** The best way to each state, by trying until nothing gets better. */
    private static Map<String, Way> ways(Lifecycle lifecycle, Map<EventType, Integer> ranks, String from) {
        var ways = new LinkedHashMap<String, Way>();
        ways.put(from, Way.NONE);
        for (var isBetter = true; isBetter; ) {
            isBetter = false;
            for (var entry : lifecycle.transitions().entrySet()) {
                var transition = entry.getValue();
                for (var state : transition.from()) {
                    var before = ways.get(state);
                    var known = ways.get(transition.to());
                    if (before != null) {
                        var way = before.and(requireNonNull(ranks.get(entry.getKey())), !transition.optional());
                        if (known == null || Way.BEST.compare(way, known) < 0) {
                            ways.put(transition.to(), way);
                            isBetter = true;
                        }
                    }
                }
            }
        }
        return ways;
    }
}

package dev.lastro.loan;

import dev.lastro.loan.Facts.Due;
import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lifecycle and what a provider tells of a loan that should follow it, both made from a seed. */
record Generated(Lifecycle lifecycle, List<Telling> tellings, Instant cutOff) {

    static final String PROVIDER = "base39";
    static final String LOAN = "loan-1";

    static final Vocabulary WORDS = (type, status) -> !status.equals("s0");

    /** Near the end of a day in Sao Paulo, so that business dates change within the story. */
    private static final Instant BEGIN = Instant.parse("2026-11-20T02:59:59.999998Z");

    private static final List<String> STATES = List.of("A", "B", "C", "D", "E", "F");

    private static final List<EventType> EVENTS = List.of(EventType.values());

    static Generated from(long seed) {
        var random = new Random(seed);
        Lifecycle lifecycle = switch (random.nextInt(4)) {
            case 0 -> TestLifecycles.BASE39;
            case 1 -> TestLifecycles.OPENCO;
            default -> lifecycle(random);
        };
        List<Telling> tellings = tellings(random, lifecycle);
        return new Generated(lifecycle, tellings, cutOff(random, lifecycle, tellings));
    }

    private static Lifecycle lifecycle(Random random) {
        var events = new ArrayList<>(EVENTS);
        Collections.shuffle(events, random);
        int size = 3 + random.nextInt(7);
        var chosen = new LinkedHashSet<>(events.subList(0, size));
        for (EventType liked : List.of(EventType.DISBURSED, EventType.SIGNED, EventType.SETTLED)) {
            if (random.nextInt(3) > 0) {
                chosen.add(liked);
            }
        }
        var from = new LinkedHashMap<EventType, Set<String>>();
        var to = new LinkedHashMap<EventType, String>();
        var reached = new ArrayList<>(List.of(Lifecycle.NONE));
        for (EventType event : chosen) {
            from.put(event, new LinkedHashSet<>(List.of(reached.get(random.nextInt(reached.size())))));
            String target = STATES.get(random.nextInt(STATES.size()));
            to.put(event, target);
            if (!reached.contains(target)) {
                reached.add(target);
            }
        }
        Set<String> terminal = new LinkedHashSet<>();
        for (String state : reached.subList(1, reached.size())) {
            boolean left = from.entrySet().stream()
                    .anyMatch(e -> e.getValue().contains(state) && !state.equals(to.get(e.getKey())));
            if (!left && random.nextInt(3) > 0) {
                terminal.add(state);
            }
        }
        // more ways, also back: cycles and rival chains
        from.forEach((event, states) -> {
            for (String state : reached) {
                if (!terminal.contains(state) && random.nextInt(4) == 0) {
                    states.add(state);
                }
            }
        });
        var order = new ArrayList<>(chosen);
        Collections.shuffle(order, random);
        Map<EventType, Transition> transitions = new LinkedHashMap<>();
        order.forEach(e -> transitions.put(e, transition(from.get(e), to.get(e), random.nextInt(3) == 0)));
        Duration grace = hours(random.nextInt(4) * 6);
        var deadlines = new ArrayList<Deadline>();
        for (int attempt = 0; attempt < 6; attempt++) {
            deadlines.add(new Deadline(
                    reached.get(random.nextInt(reached.size())),
                    random.nextInt(3) == 0
                            ? new BankDays(1 + random.nextInt(3), TestLifecycles.BANKS)
                            : hours(6 + 6 * random.nextInt(8)),
                    List.of(order.get(random.nextInt(order.size())))));
            if (!Lifecycle.problems("made", 1, transitions, terminal, deadlines, grace)
                    .isEmpty()) {
                deadlines.removeLast();
            }
        }
        return new Lifecycle(
                "made", 1, transitions, terminal, deadlines, grace, TestLifecycles.MONEY, TestLifecycles.IOF);
    }

    private static Transition transition(@Nullable Set<String> from, @Nullable String to, boolean optional) {
        if (from == null || to == null) {
            throw new IllegalStateException("every chosen event has both");
        }
        return new Transition(from, to, optional);
    }

    /** Mostly a walk that the lifecycle allows, of which some is lost, some is strange, and some conflicts. */
    private static List<Telling> tellings(Random random, Lifecycle lifecycle) {
        var tellings = new ArrayList<Telling>();
        var listed = List.copyOf(lifecycle.transitions().keySet());
        String state = Lifecycle.NONE;
        Instant at = BEGIN;
        int length = random.nextInt(16);
        for (int i = 0; i < length; i++) {
            at = at.plus(hours(random.nextInt(4) * 6)).plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
            EventType event;
            if (random.nextInt(4) == 0) {
                event = EVENTS.get(random.nextInt(EVENTS.size()));
            } else {
                String here = state;
                List<EventType> ways =
                        listed.stream().filter(e -> allows(lifecycle, e, here)).toList();
                event = ways.isEmpty()
                        ? listed.get(random.nextInt(listed.size()))
                        : ways.get(random.nextInt(ways.size()));
                Transition transition = lifecycle.transitions().get(event);
                state = transition == null || ways.isEmpty() ? state : transition.to();
                if (random.nextInt(4) == 0) {
                    continue; // lost
                }
            }
            String identity = (char) ('a' + random.nextInt(26)) + "-" + i;
            tellings.add(received(
                    random,
                    new Telling(PROVIDER, LOAN, identity, event, at, facts(random, event), "").with(words(random))));
            if (random.nextInt(12) == 0) {
                EventType other = listed.get(random.nextInt(listed.size()));
                Instant otherAt = at.plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
                tellings.add(received(
                        random,
                        new Telling(PROVIDER, LOAN, identity, other, otherAt, facts(random, other), "")
                                .with(words(random))));
            }
        }
        return tellings;
    }

    private static Telling.Words words(Random random) {
        String status = "s" + random.nextInt(3);
        String previous = "s" + random.nextInt(3);
        return new Telling.Words(
                random.nextInt(3) == 0 ? "other" : "loan",
                maybeNot(random, status),
                maybeNot(random, random.nextInt(8) == 0 ? "" : previous));
    }

    private static @Nullable String maybeNot(Random random, String text) {
        return random.nextInt(4) == 0 ? null : text;
    }

    /** In time, or on either side of what is late or ahead; repeats come microseconds later and change neither. */
    private static Telling received(Random random, Telling telling) {
        Instant at = telling.occurredAt();
        return switch (random.nextInt(8)) {
            case 0 -> telling.received(at.plus(hours(48)).plus(1, ChronoUnit.MICROS), "main");
            case 1 -> telling.received(at.plus(hours(48)).minusMillis(1), null);
            case 2 -> telling.received(at.minusSeconds(300).minusMillis(1), null);
            case 3 -> telling.received(at.minusSeconds(300), null);
            case 4 -> telling.received(at.plus(hours(999)), "import");
            default -> telling.received(at.plusSeconds(random.nextInt(100)), null);
        };
    }

    private static boolean allows(Lifecycle lifecycle, EventType event, String state) {
        Transition transition = lifecycle.transitions().get(event);
        return transition != null && transition.from().contains(state);
    }

    private static Facts facts(Random random, EventType event) {
        boolean instalment = event == EventType.INSTALLMENT_PAID || event == EventType.INSTALLMENT_OVERDUE;
        return new Facts(
                maybe(random, 3, "C-" + random.nextInt(3)),
                maybe(random, 5, "X-" + random.nextInt(3)),
                maybe(random, 4, amount(random)),
                maybe(random, 3, amount(random)),
                maybe(random, 5, amount(random)),
                maybe(random, 5, amount(random)),
                maybe(random, 3, 1 + random.nextInt(4)),
                maybe(random, 5, LocalDate.parse("2026-12-01").plusDays(random.nextInt(60))),
                instalment && random.nextInt(5) > 0 ? Integer.valueOf(random.nextInt(6)) : null,
                maybe(random, 2, LocalDate.parse("2026-11-15").plusDays(random.nextInt(10))),
                maybe(random, 5, amount(random)),
                instalment && random.nextInt(4) > 0 ? amount(random) : null,
                instalment ? maybe(random, 4, amount(random)) : null,
                instalment ? maybe(random, 4, amount(random)) : null,
                instalment ? maybe(random, 4, amount(random)) : null,
                random.nextInt(4) == 0 ? schedule(random) : List.of());
    }

    private static List<Due> schedule(Random random) {
        var schedule = new ArrayList<Due>();
        for (int number = random.nextInt(3); number < 6; number += 1 + random.nextInt(5) / 4) {
            LocalDate due = LocalDate.parse("2026-11-10").plusDays(10L * number + random.nextInt(3));
            schedule.add(new Due(
                    number,
                    random.nextInt(6) == 0 ? null : due,
                    maybe(random, 2, amount(random)),
                    maybe(random, 3, amount(random))));
        }
        Collections.shuffle(schedule, random);
        return schedule;
    }

    private static <T> @Nullable T maybe(Random random, int oneIn, T value) {
        return random.nextInt(oneIn) == 0 ? value : null;
    }

    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4));
    }

    /** On, or a microsecond beside, an instant at which something changes; or far away. */
    private static Instant cutOff(Random random, Lifecycle lifecycle, List<Telling> tellings) {
        var moments = new ArrayList<>(List.of(BEGIN, BEGIN.plus(hours(48)), Instant.parse("2099-01-01T00:00:00Z")));
        for (Telling telling : tellings) {
            moments.add(telling.occurredAt());
            for (Deadline deadline : lifecycle.deadlines()) {
                moments.add(telling.occurredAt().plus(deadline.within()));
                moments.add(telling.occurredAt().plus(deadline.within()).plus(lifecycle.grace()));
            }
        }
        return moments.get(random.nextInt(moments.size())).plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}

package dev.lastro.bench;

import dev.lastro.loan.Fold;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import dev.lastro.provider.Provider;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToLongFunction;

/**
 * What the pure work costs one thread: a delivery's bytes to an event ({@link Provider#map}), and a loan's events to its
 * state ({@link Fold#fold}). No database, no disk. The data is the simulator's, the same for the same seed.
 */
final class CoreBench {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant CUT_OFF = Instant.parse("2027-06-01T03:00:00Z");
    private static final int BODY_BYTES_MIN = 400;
    private static final int BODY_BYTES_MAX = 1_500;
    private static final int WARM_UP_SECONDS_MIN = 5;
    private static final int WARM_UP_SECONDS_MAX = 30;
    private static final int ROUNDS = 60;
    private static final double ROUND_SECONDS = 0.1;

    private final Definitions definitions = Definitions.load(null);

    private CoreBench() {}

    /** {@code [--seed=N] [--only=TEXT]}: the measurements whose name has the text. */
    public static void main(String[] arguments) {
        long seed = 4;
        String only = "";
        for (String argument : arguments) {
            if (argument.startsWith("--seed=")) {
                seed = Long.parseLong(argument.substring("--seed=".length()));
            } else if (argument.startsWith("--only=")) {
                only = argument.substring("--only=".length());
            } else {
                System.err.println(argument + " is unknown: there are --seed=N and --only=TEXT");
                System.exit(64);
            }
        }
        new CoreBench().run(seed, only);
    }

    private record Delivery(Provider provider, byte[] body) {}

    private record Loan(String provider, String id, List<LoanEvent> events, Lifecycle lifecycle) {
        Fold.Folded fold() {
            return Fold.fold(provider, id, events, lifecycle, CUT_OFF);
        }
    }

    private void run(long seed, String only) {
        List<Sent> sent = Simulation.generate(seed, 6_000, LocalDate.of(2026, 1, 5), LocalDate.of(2026, 11, 20))
                .deliveries();
        Map<String, Runnable> work = new LinkedHashMap<>();
        for (String provider : List.of("base39", "openco")) {
            List<Delivery> deliveries = deliveries(sent, provider);
            double bytes =
                    deliveries.stream().mapToInt(d -> d.body().length).average().orElseThrow();
            work.put(
                    "map %s, %,d deliveries of %.0f B".formatted(provider, deliveries.size(), bytes),
                    () -> measure(deliveries.size(), i -> {
                        Delivery delivery = deliveries.get(i);
                        Mapped mapped = delivery.provider().map(delivery.body(), RECEIVED);
                        return mapped instanceof Mapped.Event event
                                ? event.loanId().length()
                                : 0;
                    }));
        }
        List<Loan> loans = loans(sent);
        for (boolean clean : List.of(true, false)) {
            List<Loan> some = loans.stream()
                    .filter(loan -> loan.fold().findings().isEmpty() == clean)
                    .toList();
            double events = some.stream()
                    .mapToInt(loan -> loan.events().size())
                    .average()
                    .orElseThrow();
            work.put(
                    "fold %,d loans of %.1f events, %s findings".formatted(some.size(), events, clean ? "no" : "with"),
                    () -> measure(some.size(), i -> some.get(i).fold().steps().size()));
        }
        long variants = loans.stream()
                .map(loan -> loan.fold().steps().stream()
                        .map(step -> step.event().event())
                        .toList())
                .distinct()
                .count();
        System.out.printf(Locale.ROOT, "%,d loans in %,d variants (sequences of events)%n", loans.size(), variants);
        work.forEach((name, measured) -> {
            if (name.contains(only)) {
                System.out.printf(Locale.ROOT, "%-60s ", name);
                measured.run();
            }
        });
    }

    private List<Delivery> deliveries(List<Sent> sent, String name) {
        Provider provider = Objects.requireNonNull(definitions.providers().get(name));
        List<Delivery> deliveries = new ArrayList<>();
        for (Sent one : sent) {
            boolean usual = one.body().length >= BODY_BYTES_MIN && one.body().length <= BODY_BYTES_MAX;
            if (usual && one.provider().equals(name)) {
                deliveries.add(new Delivery(provider, one.body()));
            }
        }
        Collections.shuffle(deliveries, new Random(1));
        return List.copyOf(deliveries);
    }

    private List<Loan> loans(List<Sent> sent) {
        Map<String, Map<String, LoanEvent>> events = new LinkedHashMap<>();
        long position = 0;
        for (Sent one : sent) {
            Provider provider = Objects.requireNonNull(definitions.providers().get(one.provider()));
            if (provider.map(one.body(), one.sentAt()) instanceof Mapped.Event event) {
                String identity = event.eventId() == null ? "body-" + Arrays.hashCode(one.body()) : event.eventId();
                events.computeIfAbsent(provider.name() + " " + event.loanId(), _ -> new LinkedHashMap<>())
                        .putIfAbsent(
                                identity,
                                new LoanEvent(
                                        provider.name(),
                                        event.loanId(),
                                        identity,
                                        event.event(),
                                        event.type(),
                                        event.status(),
                                        event.previousStatus(),
                                        event.occurredAt(),
                                        event.timeAssumed(),
                                        event.facts(),
                                        new Place("main", position),
                                        one.sentAt(),
                                        0,
                                        0));
            }
            position++;
        }
        List<Loan> loans = new ArrayList<>();
        for (Map<String, LoanEvent> one : events.values()) {
            List<LoanEvent> list = List.copyOf(one.values());
            if (list.size() >= 9 && list.size() <= 11) {
                Provider provider = Objects.requireNonNull(
                        definitions.providers().get(list.getFirst().provider()));
                loans.add(new Loan(
                        provider.name(),
                        list.getFirst().loanId(),
                        list,
                        Objects.requireNonNull(definitions.lifecycles().get(provider.lifecycle()))));
            }
        }
        Collections.shuffle(loans, new Random(1));
        return loans;
    }

    private static void measure(int size, IntToLongFunction one) {
        long passes = warmUp(size, one);
        long expected = round(size, one);
        double[] nanos = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long from = cpuNanos();
            for (long pass = 0; pass < passes; pass++) {
                // also so that the compiler leaves nothing out
                if (round(size, one) != expected) {
                    throw new IllegalStateException("the same work has another result");
                }
            }
            nanos[i] = (cpuNanos() - from) / (double) (passes * size);
        }
        System.out.println(Figures.spread(nanos, "%.0f") + " ns");
    }

    /**
     * Until the compiler has been idle for a while: on a busy machine it takes far longer than a fixed time.
     *
     * @return passes that make a round
     */
    private static long warmUp(int size, IntToLongFunction one) {
        long passes = 1;
        int idle = 0;
        for (int second = 0; second < WARM_UP_SECONDS_MAX && (second < WARM_UP_SECONDS_MIN || idle < 3); second++) {
            long compiledMillis = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
            long from = cpuNanos();
            long rounds = 0;
            while (cpuNanos() - from < 1_000_000_000L) {
                round(size, one);
                rounds++;
            }
            passes = Math.max(1, (long) (rounds * ROUND_SECONDS));
            compiledMillis = ManagementFactory.getCompilationMXBean().getTotalCompilationTime() - compiledMillis;
            idle = compiledMillis < 20 ? idle + 1 : 0;
        }
        return passes;
    }

    /** Of this thread: the garbage collector, one thread of its own, is not in it. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long round(int size, IntToLongFunction one) {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += one.applyAsLong(i);
        }
        return sum;
    }
}

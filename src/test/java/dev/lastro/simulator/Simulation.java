package dev.lastro.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Some weeks of webhooks of both lenders. The same arguments give the same bytes.
 *
 * @param deliveries in the order of sending
 */
public record Simulation(List<Sent> deliveries) {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final double JUNK = 0.012;
    private static final double UNKNOWN = 0.008;
    private static final double ODD = 0.004;

    /**
     * @param loans about half of them Base39's; some tell nothing at all, because all of it was lost
     * @param firstDay a day in America/Sao_Paulo, the first on which a loan begins
     * @param lastDay the last of which anything is told
     * @return in the order of sending, each sent before the end of the last day
     */
    public static Simulation generate(long seed, int loans, LocalDate firstDay, LocalDate lastDay) {
        Instant start = firstDay.atStartOfDay(BRAZIL).toInstant();
        Instant end = endOf(lastDay);
        List<Step> steps = steps(seed, loans, start, end);
        var dice = new Dice(seed, -1);
        var disorder = new Disorder(dice, start, end);
        steps.forEach(disorder::send);
        rubbish(dice, steps, disorder);
        var sent = new ArrayList<>(disorder.sent());
        sent.sort(Comparator.comparing(Sent::sentAt));
        return new Simulation(List.copyOf(sent));
    }

    /**
     * What Base39 itself would list at the end of a day of {@link #generate}'s: what it told, arrived or not.
     *
     * @return an answer of {@code GET /v1/loans}, with every loan as it was last told of
     */
    public static byte[] base39List(long seed, int loans, LocalDate firstDay, LocalDate lastDay, LocalDate asOf) {
        var listed = new LinkedHashMap<Object, Tree>();
        for (Step step : steps(seed, loans, firstDay.atStartOfDay(BRAZIL).toInstant(), endOf(lastDay))) {
            if (step.provider().equals("base39") && step.at().isBefore(endOf(asOf))) {
                Base39Body.loanOf(step.body())
                        .ifPresent(loan -> listed.put(Objects.requireNonNull(loan.get("id")), loan));
            }
        }
        return Tree.of("hasMore", false, "data", List.copyOf(listed.values()))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** All that lenders have to tell before the end, in the order in which it happens. */
    private static List<Step> steps(long seed, int loans, Instant start, Instant end) {
        var steps = new ArrayList<Step>();
        for (int loan = 0; loan < loans; loan++) {
            var dice = new Dice(seed, loan);
            Instant begin = start.plus(dice.time(Duration.ZERO, Duration.between(start, end)));
            steps.addAll(loan % 2 == 0 ? Base39Loan.of(dice, begin) : OpenCoLoan.of(dice, begin));
        }
        steps.removeIf(step -> !step.at().isBefore(end));
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(BRAZIL).toInstant();
    }

    /** The same of the five lenders that are built in, as many loans of each. */
    public static Simulation ofAllLenders(long seed, int loans, LocalDate firstDay, LocalDate lastDay) {
        Instant start = firstDay.atStartOfDay(BRAZIL).toInstant();
        Instant end = endOf(lastDay);
        int ofTwo = loans * 2 / 5;
        var steps = new ArrayList<Step>();
        for (int loan = ofTwo; loan < loans; loan++) {
            var dice = new Dice(seed, loan);
            Instant begin = start.plus(dice.time(Duration.ZERO, Duration.between(start, end)));
            steps.addAll(
                    switch (loan % 3) {
                        case 0 -> QiTechLoan.of(dice, begin);
                        case 1 -> CelcoinLoan.of(dice, begin);
                        default -> PismoLoan.of(dice, begin);
                    });
        }
        steps.sort(Comparator.comparing(Step::at));
        var disorder = new Disorder(new Dice(seed, -4), start, end);
        steps.forEach(disorder::send);
        var sent = new ArrayList<>(generate(seed, ofTwo, firstDay, lastDay).deliveries());
        sent.addAll(disorder.sent());
        sent.sort(Comparator.comparing(Sent::sentAt));
        return new Simulation(List.copyOf(sent));
    }

    /** As {@link #chaos}, of the lenders that it leaves out, and of what it leaves out of Base39's money. */
    public static Simulation chaosOfMoney(long seed, int count, Instant end) {
        return new Simulation(List.copyOf(MoneyChaos.deliveries(new Dice(seed, -5), count, end)));
    }

    /** As many deliveries of no sense at all, about the twelve days before {@code end} and the hour of it. */
    public static Simulation chaos(long seed, int count, Instant end) {
        return new Simulation(List.copyOf(Chaos.deliveries(new Dice(seed, -2), count, end)));
    }

    /** Nothing of this provider is sent from then on. */
    public Simulation silent(String provider, Instant from) {
        return new Simulation(deliveries.stream()
                .filter(sent ->
                        !sent.provider().equals(provider) || sent.sentAt().isBefore(from))
                .toList());
    }

    /** Each delivery with a byte or a small piece of it changed. */
    public Simulation broken(long seed) {
        var dice = new Dice(seed, -3);
        return new Simulation(deliveries.stream()
                .map(sent -> new Sent(
                        sent.provider(),
                        Junk.broken(dice, sent.body()),
                        sent.contentType(),
                        sent.occurredAt(),
                        sent.sentAt()))
                .toList());
    }

    private static void rubbish(Dice dice, List<Step> steps, Disorder disorder) {
        int junk = Math.max(Junk.KINDS, (int) (steps.size() * JUNK));
        for (int i = 0; i < junk; i++) {
            Step like = dice.pick(steps);
            disorder.junk(like, Junk.bytes(i % Junk.KINDS, dice, like), Junk.contentType(dice));
        }
        int odd = Math.max(Junk.ODDITIES, (int) (steps.size() * ODD));
        for (int i = 0; i < odd; i++) {
            Step like = dice.pick(steps);
            disorder.junk(like, Junk.oddity(i % Junk.ODDITIES, dice, like), Junk.contentType(dice));
        }
        int unknown = Math.max(Junk.UNKNOWNS, (int) (steps.size() * UNKNOWN));
        for (int i = 0; i < unknown; i++) {
            disorder.send(Junk.unknown(i % Junk.UNKNOWNS, dice, dice.pick(steps).at()));
        }
    }

    /** The same deliveries in an order that has nothing to do with time. */
    public Simulation shuffled(long seed) {
        var shuffled = new ArrayList<>(deliveries);
        Collections.shuffle(shuffled, new Random(seed));
        return new Simulation(List.copyOf(shuffled));
    }

    /** The same deliveries, and a share of them once more at some later place. */
    public Simulation repeated(long seed, double share) {
        var random = new Random(seed);
        var repeated = new ArrayList<Sent>();
        var again = new ArrayList<Sent>();
        for (Sent sent : deliveries) {
            repeated.add(sent);
            if (random.nextDouble() < share) {
                again.add(sent);
            }
            if (!again.isEmpty() && random.nextInt(4) == 0) {
                repeated.add(again.remove(random.nextInt(again.size())));
            }
        }
        repeated.addAll(again);
        return new Simulation(List.copyOf(repeated));
    }

    /** So many of them, in their order, for a test that wants a number: the rest is lost as well. */
    public Simulation some(int count, long seed) {
        if (count > deliveries.size()) {
            throw new IllegalArgumentException("only " + deliveries.size() + " deliveries, not " + count);
        }
        var chosen = new ArrayList<>(deliveries);
        Collections.shuffle(chosen, new Random(seed));
        var some = new ArrayList<>(chosen.subList(0, count));
        some.sort(Comparator.comparing(Sent::sentAt));
        return new Simulation(List.copyOf(some));
    }
}

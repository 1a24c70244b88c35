package dev.lastro.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Rounds of random faults at random moments against real processes; {@code bench/faults} starts it. */
@SuppressWarnings("SystemOut") // a program
final class FaultRounds {

    private static final int PER_SECOND = 500;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int SHOWN = 20;

    private FaultRounds() {}

    public static void main(String[] arguments) throws Exception {
        var rounds = 50;
        var seed = System.nanoTime();
        var faults = Arrays.asList(Fault.values());
        for (var argument : arguments) {
            var value = argument.substring(argument.indexOf('=') + 1);
            switch (argument.replaceAll("=.*", "")) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--only" ->
                    faults = Arrays.stream(value.split(",", -1))
                            .map(FaultRounds::fault)
                            .toList();
                default -> {
                    System.err.println(
                            "bench/faults [--rounds=50] [--seed=N] [--only=FAULT,…]: what is " + argument + "?");
                    System.exit(64);
                }
            }
        }
        System.exit(run(rounds, seed, faults) ? 0 : 1);
    }

    private static Fault fault(String name) {
        return Fault.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static boolean run(int rounds, long seed, List<Fault> faults) throws Exception {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "faults-")
                .toAbsolutePath();
        var random = new Random(seed);
        var oneSpool = random.nextBoolean();
        System.out.printf(
                "bench/faults --rounds=%d --seed=%d, in %s, %s%n",
                rounds, seed, folder, oneSpool ? "both receivers share a spool" : "each receiver has its own spool");
        try (var stage = new Stage(folder, true, oneSpool)) {
            stage.receiver().start();
            var possible =
                    faults.stream().filter(fault -> fault.isPossible(stage)).toList();
            for (var fault : faults) {
                if (!possible.contains(fault)) {
                    System.out.println(fault + " is left out: this process may not mount a disk");
                }
            }
            for (var number = 1; number <= rounds; number++) {
                var fault = possible.get(random.nextInt(possible.size()));
                var round = Round.run(
                        stage, fault.toString(), PER_SECOND, random, () -> fault.strike(stage, random, LONGEST));
                System.out.printf("%2d %s%n", number, round);
                if (!round.problems().isEmpty()) {
                    round.problems().stream().limit(SHOWN).forEach(System.out::println);
                    System.out.printf(
                            "seed %d, round %d; what was answered: %s%n",
                            seed, number, folder.resolve("acknowledged.tsv"));
                    return false;
                }
            }
            return sumUp(stage);
        }
    }

    /** The whole log once more from its first row: nothing may have come or gone since it was read. */
    private static boolean sumUp(Stage stage) throws SQLException {
        var again = new LogCheck(stage.ledger());
        try (var connection = stage.connect()) {
            again.advance(connection);
        }
        var problems = again.problems();
        problems.stream().limit(SHOWN).forEach(System.out::println);
        System.out.printf(
                "%d sent, %d acknowledged, %d rows in the log, %d of them unanswered: %d problems%n",
                stage.ledger().lines().size(),
                stage.ledger().acknowledged(),
                again.rows(),
                again.storedWithoutAnswer(),
                problems.size());
        return problems.isEmpty();
    }
}

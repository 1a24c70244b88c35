package dev.lastro.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** mysqld away for minutes under 200 deliveries a second; {@code bench/outage} starts it. */
@SuppressWarnings("SystemOut") // a program
final class Outage {

    private static final int PER_SECOND = 200;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);

    private Outage() {}

    public static void main(String[] arguments) throws Exception {
        var minutes = 10;
        if (arguments.length == 1 && arguments[0].matches("--minutes=\\d+")) {
            minutes = Integer.parseInt(arguments[0].substring("--minutes=".length()));
        } else if (arguments.length > 0) {
            System.err.println("bench/outage [--minutes=10]: what is " + String.join(" ", arguments) + "?");
            System.exit(64);
        }
        var away = Duration.ofMinutes(minutes);
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "outage-")
                .toAbsolutePath();
        try (var stage = new Stage(folder, false, false)) {
            stage.receiver().start();
            var drained = new Duration[1];
            var round = Round.run(stage, "mysqld away for " + away, PER_SECOND, new Random(), () -> {
                stage.mysqld().kill9();
                Stage.sleep(away.toMillis());
                stage.mysqld().startAgain();
                drained[0] = stage.drainSpool(DRAIN_LIMIT);
            });
            System.out.println(round);
            System.out.printf(
                    "the spool was empty %.1f s after mysqld was back, under the same load%n",
                    drained[0].toMillis() / 1e3);
            round.problems().stream().limit(20).forEach(System.out::println);
            System.exit(round.problems().isEmpty() ? 0 : 1);
        }
    }
}

package dev.lastro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receiver against what its own server, disk and database can do, in the same run; {@code bench/receiver} starts it.
 * Ratios are what counts: figures of different runs or machines are not to be compared.
 */
@SuppressWarnings("SystemOut") // a program
final class ReceiverBench {

    private static final Path FOLDER = Path.of("target", "bench");
    private static final Path JAR = Path.of("target", "lastro.jar");
    private static final long WARM_REQUESTS = 150_000;
    private static final int[] CONNECTIONS = {1, 16, 64, 256};
    private static final int[] RATES = {200, 1000, 3000};

    /** @param warmUp of a server at most */
    private record Plan(int rounds, Duration warmUp, Duration maximum, Duration fixed, int[] connections, int[] rates) {

        static final Plan FULL =
                new Plan(3, Duration.ofSeconds(40), Duration.ofSeconds(5), Duration.ofSeconds(8), CONNECTIONS, RATES);
        static final Plan QUICK = new Plan(
                2, Duration.ofSeconds(20), Duration.ofSeconds(3), Duration.ofSeconds(5), new int[] {1, 64}, new int[] {
                    1000
                });
    }

    private final Figures figures = new Figures();
    private final Requests requests = new Requests();
    private final Plan plan;
    private final BenchDatabase database;

    private ReceiverBench(Plan plan, BenchDatabase database) {
        this.plan = plan;
        this.database = database;
    }

    public static void main(String[] arguments) throws Exception {
        var unknown = Arrays.stream(arguments)
                .filter(argument -> !argument.equals("--quick"))
                .toList();
        if (!unknown.isEmpty()) {
            System.err.println("bench/receiver [--quick]: what is " + unknown + "?");
            System.exit(64);
        }
        Files.createDirectories(FOLDER);
        var plan = arguments.length == 0 ? Plan.FULL : Plan.QUICK;
        try (var database = BenchDatabase.start(FOLDER)) {
            // also on Ctrl-C
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            new ReceiverBench(plan, database).run();
        }
    }

    private void run() throws Exception {
        System.out.printf(
                "%s%nJava %s, %d processors, server heap %s, %d rounds%n",
                database.settings(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Server.HEAP,
                plan.rounds);
        try (var lastro = Server.lastro(FOLDER, database, JAR)) {
            lastro.awaitAnswering(FOLDER);
            try (var connection =
                    DriverManager.getConnection(database.url(), database.username(), database.password())) {
                OneInsert.createTable(connection);
            }
            try (var noOp = Server.noOp(FOLDER);
                    var controller = Server.controller(FOLDER);
                    var naive = Server.naive(FOLDER, database)) {
                for (var server : List.of(noOp, controller, naive, lastro)) {
                    server.awaitAnswering(FOLDER);
                    warmUp(server);
                }
                OneInsert.measure(database, Duration.ofSeconds(2));
                for (var round = 1; round <= plan.rounds; round++) {
                    say("round %d of %d".formatted(round, plan.rounds));
                    round(noOp, controller, naive, lastro);
                }
                print(lastro);
            }
        }
    }

    /** A cold JVM burns seconds of CPU on compiling, and a slow server comes to that later. */
    private void warmUp(Server server) throws IOException {
        say("warming up " + server.name());
        var end = System.nanoTime() + plan.warmUp.toNanos();
        for (var sent = 0L; sent < WARM_REQUESTS && System.nanoTime() < end; ) {
            sent += ClosedLoop.run(server.port(), 64, Duration.ofSeconds(2), requests)
                    .stored();
        }
    }

    private void round(Server noOp, Server controller, Server naive, Server lastro) throws Exception {
        for (var bytes : List.of(4 << 10, 64 << 10)) {
            var disk = DiskSync.measure(FOLDER, bytes, Duration.ofSeconds(1));
            figures.add("append and fdatasync of %d KiB".formatted(bytes >> 10), new Measurement(disk, 0, 0, 0));
        }
        for (var connections : plan.connections) {
            if (connections == 1) {
                figures.add(Load.INSERT, measured(null, () -> OneInsert.measure(database, plan.maximum)));
            }
            for (var server : connections == 64 ? List.of(noOp, controller, lastro, naive) : List.of(noOp, lastro)) {
                figures.add(
                        Load.MAXIMUM.name(server.name(), connections),
                        measured(server, () -> ClosedLoop.run(server.port(), connections, plan.maximum, requests)));
            }
        }
        for (var rate : plan.rates) {
            figures.add(
                    Load.FIXED.name(lastro.name(), rate),
                    measured(lastro, () -> OpenLoop.run(lastro.port(), rate, plan.fixed, requests)));
        }
    }

    private interface Stretch {
        Sample run() throws Exception;
    }

    private Measurement measured(@Nullable Server server, Stretch stretch) throws Exception {
        var own = ProcessHandle.current().pid();
        var serverBefore =
                server == null ? 0 : ProcessMeter.cpuSeconds(server.process().pid());
        var mysqldBefore = ProcessMeter.cpuSeconds(database.pid());
        var ownBefore = ProcessMeter.cpuSeconds(own);
        var sample = stretch.run();
        return new Measurement(
                sample,
                server == null ? 0 : ProcessMeter.cpuSeconds(server.process().pid()) - serverBefore,
                ProcessMeter.cpuSeconds(database.pid()) - mysqldBefore,
                ProcessMeter.cpuSeconds(own) - ownBefore);
    }

    private void print(Server lastro) throws IOException {
        var pid = lastro.process().pid();
        System.out.printf("%n%s%n", figures.table());
        System.out.printf(
                "lastro with %s: %d MiB resident now, %d MiB at most, %d MiB of heap in use%n%n",
                Server.HEAP,
                ProcessMeter.mebibytes(pid, "VmRSS"),
                ProcessMeter.mebibytes(pid, "VmHWM"),
                ProcessMeter.heapMebibytes(pid));
        Goal.of(figures).forEach(System.out::println);
        System.out.println("load average at the end: "
                + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void say(String what) {
        System.err.printf("%tT %s%n", LocalTime.now(ZoneId.systemDefault()), what);
    }
}

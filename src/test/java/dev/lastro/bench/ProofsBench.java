package dev.lastro.bench;

import dev.lastro.LastroApplication;
import dev.lastro.seal.KeyRing;
import dev.lastro.seal.LogVerification;
import dev.lastro.seal.Prover;
import dev.lastro.seal.Sealer;
import dev.lastro.seal.VerificationWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the first seal of a whole log, its verification and single proofs cost in one JVM, against streaming the whole log once
 * through Connector/J; {@code bench/proofs} starts it. The first round warms up and does not count.
 */
@SuppressWarnings("SystemOut") // a program
final class ProofsBench {

    private static final String LOG = "main";
    private static final int DAYS = 100;
    private static final int PROOFS = 2_000;

    private final BenchDatabase server;
    private final Path folder;
    private final Options options;

    private ProofsBench(BenchDatabase server, Path folder, Options options) {
        this.server = server;
        this.folder = folder;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.parse("bench/proofs", arguments, Map.of("sizes", "1M,5M", "rounds", "3", "seed", "39"));
        Bench.run("proofs", (database, folder) -> new ProofsBench(database, folder, options).run());
    }

    private void run() throws Exception {
        var goals = new ArrayList<Goal>();
        for (var deliveries : options.sizes("sizes")) {
            goals.addAll(measure(deliveries));
        }
        System.out.println();
        goals.forEach(System.out::println);
    }

    private List<Goal> measure(long deliveries) throws Exception {
        var name = "size" + deliveries;
        var ownFolder = Files.createDirectories(folder.resolve(name));
        var database = server.schema(name);
        database.prepareForGigabytes();
        Bench.say("writing %,d deliveries".formatted(deliveries));
        try (var loader = new LogLoader(database)) {
            new History(options.number("seed"), deliveries, Bench.LAST_DAY, DAYS).all(loader);
            loader.flush();
        }
        server.purgeBinaryLogs();
        try (var lastro = start(database, ownFolder)) {
            return measure(database, ownFolder, lastro);
        } finally {
            server.drop(name);
            server.purgeBinaryLogs();
            Bench.delete(ownFolder);
        }
    }

    private static ConfigurableApplicationContext start(BenchDatabase database, Path folder) {
        return new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--lastro.roles=",
                        "--lastro.log.key-file=" + folder.resolve("lastro.key"));
    }

    private List<Goal> measure(BenchDatabase database, Path folder, ConfigurableApplicationContext lastro)
            throws Exception {
        var ceiling = new Ceiling(database, folder);
        var rounds = options.number("rounds");
        var seals = new double[rounds];
        var verifications = new double[rounds];
        var streams = new double[rounds];
        var rows = 0L;
        for (var round = -1; round < rounds; round++) {
            clear(database);
            var seal = seconds(() -> lastro.getBean(Sealer.class).seal(LOG, size -> {}));
            var began = System.nanoTime();
            rows = ceiling.stream();
            var stream = (System.nanoTime() - began) / 1e9;
            var verification = seconds(() -> verify(lastro));
            System.out.printf(
                    "%,d deliveries%s: sealed in %.2f s, streamed in %.2f s, verified in %.2f s%n",
                    rows, round < 0 ? " (to warm up)" : "", seal, stream, verification);
            if (round >= 0) {
                seals[round] = rows / seal;
                streams[round] = stream;
                verifications[round] = verification;
            }
        }
        var proofs = proofs(lastro, rows);
        System.out.printf(
                "%,d inclusion proofs: p50 %.2f ms, p99 %.2f ms, at most %.2f ms%n",
                PROOFS,
                proofs.getValueAtPercentile(50) / 1e6,
                proofs.getValueAtPercentile(99) / 1e6,
                proofs.getMaxValue() / 1e6);
        var at = " at %,d".formatted(rows);
        return List.of(
                new Goal("seal, deliveries a second" + at, false, 50_000, 100_000, "/s", seals),
                new Goal(
                        "verify log / streaming the log" + at,
                        true,
                        1.5,
                        1.2,
                        "x",
                        Figures.ratio(verifications, streams)),
                new Goal("inclusion proof, p99" + at, true, 10, 2, "ms", new double[] {
                    proofs.getValueAtPercentile(99) / 1e6
                }));
    }

    private static void clear(BenchDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM checkpoint");
            statement.execute("TRUNCATE TABLE tree_tile");
        }
    }

    private static void verify(ConfigurableApplicationContext lastro) throws InterruptedException {
        var keys = lastro.getBean(KeyRing.class).trusted();
        var verdict = lastro.getBean(LogVerification.class)
                .verify(LogVerification.Request.everything(LOG, keys), VerificationWatch.SILENT);
        if (!verdict.isVerified() || verdict.unsealed() > 0) {
            throw new IllegalStateException("not verified: " + verdict.lines());
        }
    }

    private Histogram proofs(ConfigurableApplicationContext lastro, long rows) {
        var prover = lastro.getBean(Prover.class);
        var random = new Random(options.number("seed"));
        var times = new Histogram(3);
        for (var i = 0; i < PROOFS; i++) {
            var position = random.nextLong(rows);
            var began = System.nanoTime();
            if (prover.inclusion(LOG, position).isEmpty()) {
                throw new IllegalStateException("no proof of delivery " + position);
            }
            times.recordValue(System.nanoTime() - began);
        }
        return times;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        var began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }
}

package dev.lastro.bench;

import dev.lastro.bench.LastroCommand.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What rebuild, night and reports cost at growing sizes of the log, in one JVM that is warm, or, if so asked, each command in
 * a process of its own; {@code bench/rebuild} starts it. Of a hundred days the last is the news: one in a hundred deliveries,
 * as a night finds them. They touch one loan in thirteen; a second night finds so many that one loan in a hundred is touched.
 */
@SuppressWarnings("SystemOut") // a program
final class RebuildBench {

    private static final int DAYS = 100;
    private static final int WARM_UP_ROUNDS = 2;
    private static final long WARM_UP_DELIVERIES = 200_000;
    /** Of {@link #DAYS}: so long a time touches one loan in a hundred. */
    private static final Duration SMALL = Duration.ofMinutes(150);

    /**
     * @param deliveries all of them
     * @param news those of the last night
     * @param reportRows of one language
     * @param parquet the night once more, its reports as Parquet too
     * @param small a night whose news touch about one loan in a hundred
     * @param smallNews so many
     */
    private record Size(
            long deliveries,
            long news,
            long reportRows,
            Ran night,
            Ran rebuild,
            Ran report,
            Ran parquet,
            Ran small,
            long smallNews,
            Histogram traces) {

        double perDelivery(double seconds) {
            return 1e6 * seconds / deliveries;
        }
    }

    private final BenchDatabase server;
    private final Path folder;
    private final Options options;
    private final List<Size> sizes = new ArrayList<>();
    private final @Nullable ResidentLastro resident;

    private RebuildBench(BenchDatabase server, Path folder, Options options, @Nullable ResidentLastro resident) {
        this.resident = resident;
        this.server = server;
        this.folder = folder;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.parse(
                "bench/rebuild",
                arguments,
                Map.of("sizes", "0.1M,1M,5M,10M", "import", "200k", "seed", "39", "heap", "-Xmx1g", "cold", "no"));
        Bench.run("rebuild", (database, folder) -> {
            if (options.text("cold").equals("yes")) {
                new RebuildBench(database, folder, options, null).run();
                return;
            }
            try (var resident = ResidentLastro.start(folder.resolve("resident"), options.text("heap"))) {
                new RebuildBench(database, folder, options, resident).run();
            }
        });
    }

    private void run() throws Exception {
        System.out.printf("lastro with %s%n%n%s%n", options.text("heap"), Cost.HEADER);
        if (resident != null) {
            System.out.println("to warm up, not to be counted:");
            for (var round = 0; round < WARM_UP_ROUNDS; round++) {
                measure(WARM_UP_DELIVERIES);
            }
            System.out.println();
        }
        for (var deliveries : options.sizes("sizes")) {
            sizes.add(measure(deliveries));
        }
        var goals = new ArrayList<Goal>();
        sizes.forEach(size -> goals.addAll(goals(size)));
        goals.add(new Goal("rebuild's job per delivery, most / least", true, 1.3, Double.NaN, "x", spread()));
        if (options.number("import") > 0) {
            goals.add(imports());
        }
        System.out.println();
        sizes.forEach(size -> System.out.println(text(size)));
        System.out.println();
        goals.forEach(System.out::println);
    }

    private Size measure(long deliveries) throws Exception {
        var name = "size" + deliveries;
        var ownFolder = Files.createDirectories(folder.resolve(name));
        var database = server.schema(name);
        database.prepareForGigabytes();
        var lastro = new LastroCommand(database, ownFolder, Bench.JAR, options.text("heap"), resident);
        var history = new History(options.number("seed"), deliveries, Bench.LAST_DAY, DAYS);
        var before = Bench.LAST_DAY.minusDays(1);
        try (var loader = new LogLoader(database)) {
            Bench.say("writing %,d deliveries".formatted(deliveries));
            history.until(endOf(before), loader);
            loader.flush();
        }
        Bench.say("the night before");
        var known = history.position();
        lastro.run("run", "nightly", "--date=" + before);
        try (var loader = new LogLoader(database)) {
            history.until(history.end().minus(SMALL), loader);
            loader.flush();
        }
        server.purgeBinaryLogs();
        var all = history.position();
        var night = lastro.run("run", "nightly", "--date=" + Bench.LAST_DAY);
        print("night, %,d news".formatted(all - known), night, all - known);
        var rebuild = lastro.run("run", "rebuild");
        print("rebuild, %,d".formatted(all), rebuild, all);
        var again = ownFolder.resolve("as-of");
        var report = lastro.run("run", "report", "--date=" + Bench.LAST_DAY, "--known=r1", "--to=" + again);
        var published = new Reports(lastro.reports().resolve(Bench.LAST_DAY + "/r1"));
        var rows = published.rows("machine");
        print("report as known that night", report, all);
        var differences = new Reports(again).differences(published);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("the report as of that night is another: " + differences);
        }
        var parquet = lastro.run(
                "run",
                "nightly",
                "--date=" + Bench.LAST_DAY,
                "--again",
                "--because=as Parquet too",
                "--format=parquet");
        print("night once more, with Parquet", parquet, all - known);
        try (var loader = new LogLoader(database)) {
            history.all(loader);
            loader.flush();
        }
        var smallNews = history.position() - all;
        var small = lastro.run("run", "nightly", "--date=" + Bench.LAST_DAY.plusDays(1));
        print("night, %,d news".formatted(smallNews), small, smallNews);
        var traces = Traces.measure(database, ownFolder);
        server.drop(name);
        server.purgeBinaryLogs();
        Bench.delete(ownFolder);
        return new Size(all, all - known, rows, night, rebuild, report, parquet, small, smallNews, traces);
    }

    /** Half past two in the night after. */
    private static Instant endOf(LocalDate date) {
        return date.plusDays(1).atTime(2, 30).atZone(History.ZONE).toInstant();
    }

    private static void print(String what, Ran ran, long things) {
        System.out.println(ran.command().line(what, things));
    }

    private static String text(Size size) {
        return "%,d deliveries, %,d news: rebuild's job %.2f s, %.2f us a delivery; night's derive %.2f s, reports %.2f s (%,d rows), with Parquet %.2f s, with %,d news %.2f s; report as of %.2f s"
                .formatted(
                        size.deliveries,
                        size.news,
                        size.rebuild.jobSeconds(),
                        size.perDelivery(size.rebuild.jobSeconds()),
                        size.night.step("derive"),
                        size.night.step("reports"),
                        size.reportRows,
                        size.parquet.step("reports"),
                        size.smallNews,
                        size.small.step("derive"),
                        size.report.jobSeconds());
    }

    private static List<Goal> goals(Size size) {
        var at = " at %,d".formatted(size.deliveries);
        var rebuild = size.rebuild.jobSeconds();
        return List.of(
                new Goal(
                        "night's derive / rebuild" + at,
                        true,
                        0.05,
                        0.02,
                        "",
                        one(size.night.step("derive") / rebuild)),
                new Goal(
                        "the same, one loan in a hundred touched" + at,
                        true,
                        0.05,
                        0.02,
                        "",
                        one(size.small.step("derive") / rebuild)),
                new Goal(
                        "night with reports / rebuild" + at,
                        true,
                        0.05,
                        0.02,
                        "",
                        one(size.night.jobSeconds() / rebuild)),
                new Goal(
                        "reports, rows of one language a second" + at,
                        false,
                        150_000,
                        300_000,
                        "",
                        one(size.reportRows / size.night.step("reports"))),
                new Goal("a loan's trace, p50" + at, true, 50, 10, "ms", one(millis(size, 50))),
                new Goal("a loan's trace, p99" + at, true, 50, 10, "ms", one(millis(size, 99))));
    }

    private static double millis(Size size, double percentile) {
        return size.traces.getValueAtPercentile(percentile) / 1e6;
    }

    private double[] spread() {
        var costs = sizes.stream()
                .mapToDouble(size -> size.perDelivery(size.rebuild.jobSeconds()))
                .summaryStatistics();
        return one(costs.getMax() / costs.getMin());
    }

    private Goal imports() throws Exception {
        var database = server.schema("imports");
        database.prepareForGigabytes();
        var bench = new ImportBench(database, folder);
        var file = folder.resolve("bodies.ndjson");
        var bodies = bench.write(file, options.number("import"), options.number("seed"));
        bench.insert(file);
        var insert = Cost.of(database, () -> bench.insert(file));
        System.out.println(insert.line("one connection, 1,000 rows an INSERT", bodies));
        var ran = bench.lastro(file, options.text("heap"), resident);
        print("import", ran, bodies);
        server.drop("imports");
        return new Goal(
                "import's job / one connection's INSERTs",
                false,
                0.7,
                0.9,
                "",
                one(insert.seconds() / ran.jobSeconds()));
    }

    private static double[] one(double value) {
        return new double[] {value};
    }
}

package dev.lastro.bench;

import dev.lastro.loan.BusinessDates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A rebuild against what it cannot do without, against DuckDB and against the SQL that one would write in MySQL instead, on
 * the same deliveries in the same run; {@code bench/peers} starts it. All must say the same of every loan.
 */
@SuppressWarnings("SystemOut") // a program
final class PeersBench {

    private static final int DAYS = 100;
    private static final String STREAM = "streaming the log once, all columns";
    private static final String LOAD = "LOAD DATA of the result's rows";
    private static final String CEILING = "both, the ceiling";
    private static final String REBUILD = "lastro run rebuild, the whole command";
    private static final String DUCKDB = "DuckDB from NDJSON";
    private static final String SQL = "plain SQL in MySQL";

    private final BenchDatabase database;
    private final Path folder;
    private final LastroCommand lastro;
    private final Ceiling ceiling;
    private final int rounds;
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private final List<Double> jobs = new ArrayList<>();
    private long deliveries;

    private PeersBench(BenchDatabase database, Path folder, Options options) {
        this.database = database;
        this.folder = folder;
        this.lastro = new LastroCommand(database, folder, Bench.JAR, options.text("heap"));
        this.ceiling = new Ceiling(database, folder);
        this.rounds = options.number("rounds");
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.parse(
                "bench/peers",
                arguments,
                Map.of("deliveries", "5M", "rounds", "3", "sql-rounds", "1", "seed", "39", "heap", "-Xmx1g"));
        Bench.run("peers", (database, folder) -> new PeersBench(database, folder, options).run(options));
    }

    private void run(Options options) throws Exception {
        var ndjson = folder.resolve("deliveries.ndjson");
        prepare(ndjson, options);
        var cutOff = BusinessDates.cutOff(Bench.LAST_DAY);
        // The cut-off of the derived tables is that of the last night.
        lastro.run("run", "nightly", "--date=" + Bench.LAST_DAY);
        try (var duckDb = new DuckDb(folder);
                var sql = new PlainSql(database)) {
            for (var round = 1; round <= rounds; round++) {
                Bench.say("round %d of %d".formatted(round, rounds));
                var rebuilt = lastro.run("run", "rebuild");
                add(REBUILD, rebuilt.command());
                jobs.add(rebuilt.jobSeconds());
                ceiling();
                add(DUCKDB, Cost.of(database, () -> duckDb.run(ndjson, cutOff)));
                if (round <= options.number("sql-rounds")) {
                    add(SQL, Cost.of(database, () -> sql.run(cutOff)));
                }
                database.purgeBinaryLogs();
            }
            print();
            try (var ours = sql.lastro();
                    var theirs = duckDb.loans()) {
                System.out.println("Lastro and DuckDB: " + Comparison.of(ours, theirs));
            }
            try (var ours = sql.lastro();
                    var theirs = sql.loans()) {
                System.out.println("Lastro and the SQL: " + Comparison.of(ours, theirs));
            }
        }
    }

    private void prepare(Path ndjson, Options options) throws Exception {
        var history =
                new History(options.number("seed"), options.sizes("deliveries").getFirst(), Bench.LAST_DAY, DAYS);
        Bench.say("writing the deliveries");
        try (var loader = new LogLoader(database);
                var file = new Ndjson(ndjson, false)) {
            history.all((position, received, lender, body) -> {
                loader.take(position, received, lender, body);
                file.take(position, received, lender, body);
            });
            loader.flush();
            deliveries = history.position();
            System.out.printf(
                    "%,d deliveries of %d bytes on average, %,d MiB of NDJSON; lastro with %s%n%n",
                    deliveries, loader.bodyBytes() / deliveries, Files.size(ndjson) >> 20, options.text("heap"));
        }
    }

    private void ceiling() throws Exception {
        if (!costs.containsKey(STREAM)) {
            ceiling.stream(); // a cold JVM would make the ceiling low
        }
        var stream = Cost.of(database, ceiling::stream);
        ceiling.export();
        var load = Cost.of(database, ceiling::load);
        ceiling.check();
        add(STREAM, stream);
        add(LOAD, load);
        add(CEILING, stream.plus(load));
    }

    private void add(String what, Cost cost) {
        costs.computeIfAbsent(what, name -> new ArrayList<>()).add(cost);
        Bench.say(cost.line(what, deliveries));
    }

    private double[] seconds(String what) {
        return costs.getOrDefault(what, List.of()).stream()
                .mapToDouble(Cost::seconds)
                .toArray();
    }

    private void print() {
        System.out.println("medians of the rounds by seconds"
                + Cost.HEADER.substring("medians of the rounds by seconds".length()));
        costs.forEach((what, all) -> System.out.println(median(all).line(what, deliveries)));
        var job = jobs.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf("lastro's job alone, without the JVM's start: %s seconds%n%n", Figures.spread(job, "%.2f"));
        Stream.of(
                        new Goal(
                                "rebuild / streaming and LOAD DATA",
                                true,
                                2,
                                1.4,
                                "x",
                                Figures.ratio(job, seconds(CEILING))),
                        new Goal(
                                "the same, the whole command",
                                true,
                                2,
                                1.4,
                                "x",
                                Figures.ratio(seconds(REBUILD), seconds(CEILING))),
                        new Goal("rebuild / DuckDB from NDJSON", true, 4, 2, "x", Figures.ratio(job, seconds(DUCKDB))),
                        new Goal(
                                "the same, the whole command",
                                true,
                                4,
                                2,
                                "x",
                                Figures.ratio(seconds(REBUILD), seconds(DUCKDB))),
                        new Goal(
                                "plain SQL / rebuild, the whole command",
                                false,
                                10,
                                Double.NaN,
                                "x",
                                Figures.ratio(seconds(SQL), seconds(REBUILD))))
                .filter(Goal::wasMeasured)
                .forEach(System.out::println);
    }

    private static Cost median(List<Cost> costs) {
        return costs.stream()
                .sorted(Comparator.comparingDouble(Cost::seconds))
                .toList()
                .get(costs.size() / 2);
    }
}

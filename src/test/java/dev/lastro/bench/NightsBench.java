package dev.lastro.bench;

import dev.lastro.bench.LastroCommand.Ran;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A history told night by night, in one JVM; {@code bench/nights} starts it. At the end a rebuild must give the tables that the nights
 * left, and each night's reports must come out again, byte for byte, as known then.
 */
@SuppressWarnings("SystemOut") // a program
final class NightsBench {

    /** The others hold the same in other rows (identities), or how it was made. */
    private static final List<String> TABLES =
            List.of("story", "loan", "finding", "unclear", "delivery_class", "counted", "classified");

    private final BenchDatabase database;
    private final Path folder;
    private final LastroCommand lastro;
    private final int nights;
    private final List<String> problems = new ArrayList<>();

    private NightsBench(BenchDatabase database, Path folder, Options options, ResidentLastro resident) {
        this.database = database;
        this.folder = folder;
        this.lastro = new LastroCommand(database, folder, Bench.JAR, options.text("heap"), resident);
        this.nights = options.number("nights");
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.parse(
                "bench/nights", arguments, Map.of("deliveries", "5M", "nights", "30", "seed", "39", "heap", "-Xmx1g"));
        Bench.run("nights", (database, folder) -> {
            try (var resident = ResidentLastro.start(folder.resolve("resident"), options.text("heap"))) {
                if (!new NightsBench(database, folder, options, resident).run(options)) {
                    throw new IllegalStateException("see above");
                }
            }
        });
    }

    private boolean run(Options options) throws Exception {
        var deliveries = options.sizes("deliveries").getFirst();
        var history = new History(options.number("seed"), deliveries, Bench.LAST_DAY, nights);
        System.out.printf(
                "%n%-12s %12s %12s %10s %10s %10s%n",
                "night", "deliveries", "news", "derive s", "reports s", "command s");
        try (var loader = new LogLoader(database)) {
            for (var night = 0; night < nights; night++) {
                night(history, loader, night);
            }
        }
        var before = checksums();
        var rebuild = lastro.run("run", "rebuild");
        database.purgeBinaryLogs();
        System.out.printf("%nrebuild of %,d: job %.2f s%n", history.position(), rebuild.jobSeconds());
        var after = checksums();
        before.forEach((table, sum) -> {
            if (!sum.equals(after.get(table))) {
                problems.add(
                        "%s: the nights left the checksum %s, the rebuild %s".formatted(table, sum, after.get(table)));
            }
        });
        System.out.printf(
                "nights and rebuild: %s%n", before.equals(after) ? "all tables are the same" : "NOT THE SAME");
        asOf();
        problems.forEach(System.out::println);
        System.out.println(problems.isEmpty() ? "everything is as it should be" : problems.size() + " PROBLEMS");
        return problems.isEmpty();
    }

    private void night(History history, LogLoader loader, int night) throws Exception {
        var date = date(night);
        var known = history.position();
        history.until(date.plusDays(1).atTime(2, 0).atZone(History.ZONE).toInstant(), loader);
        loader.flush();
        Ran ran = lastro.run("run", "nightly", "--date=" + date);
        database.purgeBinaryLogs();
        System.out.printf(
                "%-12s %,12d %,12d %10.2f %10.2f %10.2f%n",
                date,
                history.position(),
                history.position() - known,
                ran.step("derive"),
                ran.step("reports"),
                ran.command().seconds());
    }

    private LocalDate date(int night) {
        return Bench.LAST_DAY.minusDays(nights - 1L - night);
    }

    private void asOf() throws Exception {
        var same = 0;
        var seconds = 0.0;
        for (var night = 0; night < nights; night++) {
            var date = date(night);
            var again = folder.resolve("as-of-" + date);
            seconds += lastro.run("run", "report", "--date=" + date, "--known=r1", "--to=" + again)
                    .jobSeconds();
            database.purgeBinaryLogs();
            var different =
                    new Reports(again).differences(new Reports(lastro.reports().resolve(date + "/r1")));
            if (different.isEmpty()) {
                same++;
            } else {
                problems.add("%s as known then: %s".formatted(date, different));
            }
            Bench.say("%s as known then: %s".formatted(date, different.isEmpty() ? "the same" : different.toString()));
            Bench.delete(again);
        }
        System.out.printf(
                "as known then: %d of %d nights byte for byte the same, %.2f s each%n", same, nights, seconds / nights);
    }

    private Map<String, String> checksums() throws SQLException {
        var sums = new LinkedHashMap<String, String>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("CHECKSUM TABLE " + String.join(", ", TABLES))) {
            while (row.next()) {
                sums.put(row.getString(1).replaceFirst("^.*\\.", ""), row.getString(2));
            }
        }
        return sums;
    }
}

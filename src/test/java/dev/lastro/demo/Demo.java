package dev.lastro.demo;

import dev.lastro.job.Outcome;
import dev.lastro.job.Progress;
import dev.lastro.oracle.Csv;
import dev.lastro.simulator.Sender.Answer;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sends six weeks in their own time, compares a lender's list, runs the last nights, and says what they found. */
public final class Demo {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final int WEEKS = 6;
    private static final int NIGHTS = 7;
    /** Open Co is not heard of any more. */
    private static final Duration SILENCE = Duration.ofHours(15);

    private static final long SEED = 39;
    private static final Path JAR = Path.of("target", "lastro.jar");
    private static final List<String> CLASSES =
            List.of("EVENT", "DUPLICATE", "CONFLICT", "NOT_LOAN", "UNKNOWN", "QUARANTINED");

    private final Spine spine;
    private final ShownTime time;
    private final TestDatabase database;
    private final PrintStream out;
    private final Meter meter;

    /**
     * @param time of the spine
     * @param terminal a line may be written over
     */
    public Demo(Spine spine, ShownTime time, TestDatabase database, PrintStream out, boolean terminal) {
        this.spine = spine;
        this.time = time;
        this.database = database;
        this.out = out;
        this.meter = new Meter(out, terminal);
    }

    /** The reports of an earlier show are of another database. */
    public static void clean(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * @param folder for Base39's own list of its loans
     * @return the folder of the last night's reports
     */
    public Path show(int loans, Path folder) {
        Instant begun = time.instant();
        LocalDate yesterday = LocalDate.ofInstant(begun, BRAZIL).minusDays(1);
        LocalDate first = yesterday.minusWeeks(WEEKS);
        Simulation month = Simulation.generate(SEED, loans, first, yesterday)
                .silent("openco", endOf(yesterday).minus(SILENCE));
        out.printf(
                "%n%,d loans of Base39 and Open Co, %d weeks, %,d deliveries: repeated, late, out of order, some lost, some"
                        + " rubbish.%n%n",
                loans, WEEKS, month.deliveries().size());
        Path reports = Path.of("");
        Instant from = Instant.MIN;
        for (int night = NIGHTS - 1; night >= 0; night--) {
            LocalDate date = yesterday.minusDays(night);
            if (date.equals(yesterday)) {
                reconcile(
                        Simulation.base39List(SEED, loans, first, yesterday, date.minusDays(1)),
                        folder.resolve("base39-loans.json"),
                        date.minusDays(1));
            }
            send(month, from, endOf(date), date);
            time.set(endOf(date));
            reports = run(date);
            from = endOf(date);
        }
        time.real();
        totals(reports);
        findings(reports);
        whereToLook(reports, begun, time.instant());
        return reports;
    }

    private static Instant endOf(LocalDate date) {
        return date.plusDays(1).atStartOfDay(BRAZIL).toInstant();
    }

    private void send(Simulation month, Instant from, Instant to, LocalDate until) {
        List<Sent> part = month.deliveries().stream()
                .filter(sent -> !sent.sentAt().isBefore(from) && sent.sentAt().isBefore(to))
                .toList();
        List<Answer> answers = spine.sender()
                .sendInTime(part, time::set, done -> meter.show("webhooks until " + until, done, part.size()));
        meter.end();
        long stored = answers.stream().filter(answer -> answer.status() == 200).count();
        if (stored != part.size()) {
            throw new IllegalStateException(part.size() - stored + " of " + part.size() + " deliveries were refused");
        }
    }

    private void reconcile(byte[] list, Path file, LocalDate asOf) {
        try {
            Files.write(file, list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        completed("Base39's list of " + asOf, progress -> spine.reconcile(file, asOf, progress));
    }

    private Path run(LocalDate date) {
        return completed("night of " + date, progress -> spine.nightly(date, progress));
    }

    private Path completed(String what, Function<Progress, Outcome> job) {
        Outcome outcome = job.apply(event -> meter.show(what + ": " + event.step(), event.done(), event.total()));
        meter.end();
        if (outcome instanceof Outcome.Completed completed) {
            return Objects.requireNonNull(completed.folder());
        }
        throw new IllegalStateException(what + " ended as " + outcome);
    }

    private void totals(Path folder) {
        Map<String, Map<String, String>> byMeasure = new TreeMap<>();
        for (Map<String, String> row : rows(folder, "totals")) {
            byMeasure
                    .computeIfAbsent(String.valueOf(row.get("measure")), measure -> new TreeMap<>())
                    .put(String.valueOf(row.get("provider")), String.valueOf(row.get("value")));
        }
        out.printf("%n%-46s %14s %14s%n", "Control totals", "base39", "openco");
        List<String> measures = new ArrayList<>();
        measures.add("deliveries");
        measures.addAll(CLASSES);
        byMeasure.keySet().stream()
                .filter(measure -> !measures.contains(measure))
                .forEach(measures::add);
        for (String measure : measures) {
            var values = byMeasure.getOrDefault(measure, Map.of());
            String name = CLASSES.contains(measure) ? "  " + measure : measure;
            out.printf(
                    "%-46s %14s %14s%n", name, values.getOrDefault("base39", "0"), values.getOrDefault("openco", "0"));
        }
    }

    /** The worst first, one of each code. */
    private void findings(Path folder) {
        List<Map<String, String>> rows = rows(folder, "findings");
        Map<String, List<Map<String, String>>> byCode = rows.stream()
                .sorted(Comparator.comparingInt(Sentences::gravity))
                .collect(Collectors.groupingBy(
                        row -> row.getOrDefault("code", ""), LinkedHashMap::new, Collectors.toList()));
        out.printf("%n%,d findings, one of each code in words:%n%n", rows.size());
        byCode.forEach((code, alike) -> out.println(Sentences.of(alike.getFirst(), alike.size())));
    }

    private void whereToLook(Path folder, Instant begun, Instant now) {
        String loan = rows(folder, "findings").stream()
                .filter(row -> "base39".equals(row.get("provider")))
                .map(row -> row.getOrDefault("loan_id", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("LOAN");
        out.printf("%nReports        %s%n", folder.toAbsolutePath());
        out.printf(
                "Send one       curl -i -H 'Authorization: %s' -H 'Content-Type: application/json' \\%n"
                        + "                 -d '{\"id\":\"evnt_1\",\"eventType\":\"loan.created\",\"createdAt\":\"%s\","
                        + "\"data\":{\"id\":\"loan_1\",\"status\":\"open\"}}' %sbase39%n",
                Spine.BASE39_SECRET, now.truncatedTo(ChronoUnit.SECONDS), spine.webhooks());
        out.printf(
                "Trace a loan   SPRING_DATASOURCE_URL='%s' \\%n                 SPRING_DATASOURCE_USERNAME=%s"
                        + " SPRING_DATASOURCE_PASSWORD='%s' \\%n                 %s -jar target/lastro.jar trace base39 %s%n",
                database.jdbcUrl(), database.username(), database.password(), java(), loan);
        out.printf(
                "Verify it      %s -jar target/lastro.jar verify report %s \\%n                 --key=%s%n",
                java(), folder.toAbsolutePath(), spine.publicKey());
        out.printf(
                "by other code  python3 src/verifier/verify.py report %s \\%n                 --key %s%n",
                folder.toAbsolutePath(), spine.publicKey());
        if (!Files.exists(JAR)) {
            out.printf("               (the jar is made by ./mvnw package -DskipTests)%n");
        }
        out.printf("%nThis took %d seconds. ", Duration.between(begun, now).toSeconds());
    }

    private static List<Map<String, String>> rows(Path folder, String report) {
        return Csv.read(folder.resolve("machine").resolve(report + ".csv"));
    }

    /** The one that runs this: the default {@code java} may be too old. */
    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}

package dev.lastro.demo;

import dev.lastro.job.Outcome;
import dev.lastro.oracle.Csv;
import dev.lastro.simulator.Sender.Answer;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
import java.util.stream.Collectors;

/** Sends a month, runs its last two nights, and says what they found. */
public final class Demo {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final int WEEKS = 6;
    private static final int NIGHTS = 2;
    private static final int SENTENCES = 12;
    private static final long SEED = 39;
    private static final Path JAR = Path.of("target", "lastro.jar");
    private static final List<String> CLASSES =
            List.of("EVENT", "DUPLICATE", "CONFLICT", "NOT_LOAN", "UNKNOWN", "QUARANTINED");

    private final Spine spine;
    private final TestDatabase database;
    private final PrintStream out;
    private final Meter meter;

    /** @param terminal a line may be written over */
    public Demo(Spine spine, TestDatabase database, PrintStream out, boolean terminal) {
        this.spine = spine;
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

    /** @return the folder of the last night's reports */
    public Path show(int loans, Clock clock) {
        Instant begun = clock.instant();
        LocalDate yesterday = LocalDate.ofInstant(begun, BRAZIL).minusDays(1);
        Simulation month = Simulation.generate(SEED, loans, yesterday.minusWeeks(WEEKS), yesterday);
        out.printf(
                "%n%,d loans of Base39 and Open Co, %d weeks, %,d deliveries: repeated, late, out of order, some lost, some"
                        + " rubbish.%n%n",
                loans, WEEKS, month.deliveries().size());
        Path folder = Path.of("");
        Instant from = Instant.MIN;
        for (int night = NIGHTS - 1; night >= 0; night--) {
            LocalDate date = yesterday.minusDays(night);
            Instant end = date.plusDays(1).atStartOfDay(BRAZIL).toInstant();
            send(month, from, end, date);
            folder = run(date);
            from = end;
        }
        totals(folder);
        findings(folder);
        whereToLook(folder, begun, clock.instant());
        return folder;
    }

    private void send(Simulation month, Instant from, Instant to, LocalDate until) {
        List<Sent> part = month.deliveries().stream()
                .filter(sent -> !sent.sentAt().isBefore(from) && sent.sentAt().isBefore(to))
                .toList();
        List<Answer> answers =
                spine.sender().send(part, done -> meter.show("webhooks until " + until, done, part.size()));
        meter.end();
        long stored = answers.stream().filter(answer -> answer.status() == 200).count();
        if (stored != part.size()) {
            throw new IllegalStateException(part.size() - stored + " of " + part.size() + " deliveries were refused");
        }
    }

    private Path run(LocalDate date) {
        Outcome outcome = spine.nightly(
                date, event -> meter.show("night of " + date + ": " + event.step(), event.done(), event.total()));
        meter.end();
        if (outcome instanceof Outcome.Completed completed) {
            return Objects.requireNonNull(completed.folder());
        }
        throw new IllegalStateException("the night of " + date + " ended as " + outcome);
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

    /** The worst first, and of each code one before a second of any. */
    private void findings(Path folder) {
        var rows = new ArrayList<>(rows(folder, "findings"));
        rows.sort(Comparator.comparingInt(Sentences::gravity));
        Map<String, List<Map<String, String>>> byCode = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getOrDefault("code", ""), LinkedHashMap::new, Collectors.toList()));
        var chosen = new ArrayList<Map<String, String>>();
        for (int round = 0; chosen.size() < Math.min(SENTENCES, rows.size()); round++) {
            for (List<Map<String, String>> ofCode : byCode.values()) {
                if (round < ofCode.size() && chosen.size() < SENTENCES) {
                    chosen.add(ofCode.get(round));
                }
            }
        }
        chosen.sort(Comparator.comparingInt(Sentences::gravity));
        out.printf("%n%d of the %,d findings, in words:%n%n", chosen.size(), rows.size());
        chosen.forEach(finding -> out.println(Sentences.of(finding)));
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

package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.FindingKey;
import dev.lastro.oracle.Csv;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each night ties to the one before, and all restatements together are what has become of each night: told from the CSV files
 * alone. Between two nights people decide of findings, of those that stand and of those that do not any more.
 * {@code -Dlastro.nights=30} for more of them, {@code -Dlastro.seed=8} for others; the default has everything in five nights.
 */
class RollForwardIT {

    private static final int NIGHTS = Integer.getInteger("lastro.nights", 5);
    private static final int LOANS = 250 + 25 * NIGHTS;
    private static final LocalDate FIRST = Traffic.FIRST_DAY.plusDays(4);

    /** In this night a date before it is told once more first: what is published of that is another revision from then on. */
    private static final int AGAIN = 3;

    private static final Instant ARRIVAL = Instant.parse("2026-11-05T12:00:00.123456Z");

    /** Of arrival itself, or advice: not restated. */
    private static final Set<String> NOT_RESTATED = Set.of("business_date", "duplicates", "suggested_action");

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("lastro.seed", 7));
    private final HumanDecisions decisions = new HumanDecisions(new Random(random.nextLong()));

    /** Findings that stood WAIVED when the night before ended. */
    private final Set<FindingKey> waivedBefore = new TreeSet<>();

    @Test
    void nightsTieToTheCentAndRestatementsAreWhatBecameOfThem() throws Exception {
        try (var lastro = new Lastro(folder)) {
            var sent = new ArrayList<>(Traffic.of(LOANS, random.nextLong()));
            shuffleAFifth(sent);
            var told = new TreeMap<LocalDate, Cells>();
            var published = new TreeMap<LocalDate, Cells>();
            Map<FindingKey, Standing> before = Map.of();
            var restated = 0;
            var late = 0;
            for (var night = 0; night < NIGHTS; night++) {
                var date = FIRST.plusDays(night);
                var tonight = sent.subList(sent.size() * night / NIGHTS, sent.size() * (night + 1) / NIGHTS);
                lastro.append(night % 3 == 1 ? "other" : "main", ARRIVAL.plusSeconds(night), tonight);
                lastro.append(
                        "decisions", ARRIVAL.plusSeconds(night), decisions.decide(finding -> names(tonight, finding)));

                if (night == AGAIN) {
                    var once = date.minusDays(2);
                    assertThat(lastro.again(once)).isInstanceOf(Outcome.Completed.class);
                    told.put(once, Cells.of(lastro.reports.resolve(once + "/r2/machine")));
                    published.put(once, Cells.of(lastro.reports.resolve(once + "/r2/machine")));
                }

                assertThat(lastro.nightly(date)).isInstanceOf(Outcome.Completed.class);

                var files = lastro.reports.resolve(date + "/r1/machine");
                before = requireTied(files, before, date);
                decisions.read(Csv.read(files.resolve("findings.csv")).stream()
                        .map(RollForwardIT::key)
                        .toList());
                late += Csv.read(files.resolve("resolved.csv")).stream()
                        .filter(row -> cell(row, "status").equals("RESOLVED")
                                && !cell(row, "resolved_by").isEmpty())
                        .mapToInt(row -> 1)
                        .sum();
                restated += restate(told, published, files);
                told.put(date, Cells.of(files));
                published.put(date, Cells.of(files));
            }
            assertThat(restated).as("cells restated").isGreaterThan(100);
            assertThat(late).as("findings that a late delivery ended").isGreaterThan(5);

            for (var date : told.keySet()) {
                assertThat(lastro.bean(Jobs.class)
                                .run(new JobRequest.Report(date, "now", null, "auditor", "asked"), Progress.SILENT))
                        .isInstanceOf(Outcome.Completed.class);
                try (var made = Files.list(lastro.reports.resolve(date.toString()))) {
                    var now = made.filter(path -> path.getFileName().toString().startsWith("as-known-now"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(told.get(date).butFor(Cells.of(now.resolve("machine"))))
                            .as("restated %s, and as it is known now", date)
                            .isEmpty();
                }
            }
            for (var date : told.keySet()) {
                requireTracesAgree(lastro, date, date.equals(FIRST.plusDays(AGAIN - 2)) ? 2 : 1);
            }
            System.out.printf(
                    "%d nights: %s, %d cells restated, %d findings that a late delivery ended%n",
                    NIGHTS, seen, restated, late);
            if (Long.getLong("lastro.seed") == null && Integer.getInteger("lastro.nights") == null) {
                assertThat(seen)
                        .containsKeys(
                                "resolved",
                                "waived",
                                "reopened",
                                "healed while waived",
                                "waived and healed in one night",
                                "restated: aging",
                                "restated: payments",
                                "traced, YES");
            }
            requireTheSameAfterWhateverIsLost(lastro, FIRST.plusDays(NIGHTS - 1));
        }
    }

    /** Of some loans, and of all of which an outage is suspected. */
    private void requireTracesAgree(Lastro lastro, LocalDate date, int revision) {
        var history = lastro.bean(LoanHistory.class);
        var known = history.known("%s/r%d".formatted(date, revision));
        var files = lastro.reports.resolve("%s/r%d/machine".formatted(date, revision));
        var suspected = Cells.of(files).suspected();
        for (var row : Csv.read(files.resolve("loans.csv"))) {
            if (suspected.contains("loans " + loan(row))
                    || Math.floorMod(loan(row).hashCode(), 4) == 0) {
                var traced = history.of(cell(row, "provider"), cell(row, "loan_id"), BusinessDates.cutOff(date), known)
                        .orElseThrow();
                assertThat(traced.isProvisional())
                        .as("%s r%d %s", date, revision, loan(row))
                        .isEqualTo(Boolean.parseBoolean(cell(row, "provisional")));
                saw("traced, " + traced.suspicion());
            }
        }
    }

    /** The last night once more: killed after it was published, before, and with nothing kept of the night before it. */
    private static void requireTheSameAfterWhateverIsLost(Lastro lastro, LocalDate date) throws IOException {
        var published = lastro.reports.resolve(date + "/r1");
        var expected = contents(published);
        var kept = lastro.rows("closing", "subject, revision, part, HEX(content)", "subject, revision, part");

        undo(lastro, date);
        assertThat(lastro.nightly(date)).isInstanceOf(Outcome.Completed.class);
        assertThat(contents(published)).as("published, and not noted").isEqualTo(expected);

        for (var lost : List.of(date, date.minusDays(1))) {
            undo(lastro, date);
            delete(published);
            assertThat(lastro.jdbc
                            .sql("DELETE FROM closing WHERE subject = ?")
                            .param(lost.toString())
                            .update())
                    .isPositive();
            assertThat(lastro.nightly(date)).isInstanceOf(Outcome.Completed.class);
            assertThat(contents(published)).as("without the closing of " + lost).isEqualTo(expected);
            assertThat(lastro.rows("closing", "subject, revision, part, HEX(content)", "subject, revision, part"))
                    .isEqualTo(kept);
        }
    }

    private static void undo(Lastro lastro, LocalDate date) {
        lastro.jdbc
                .sql("UPDATE run SET complete = FALSE WHERE job = 'nightly' AND subject = ?")
                .param(date.toString())
                .update();
    }

    /** So that a fifth of what is sent comes on another night than it should. */
    private void shuffleAFifth(List<Traffic.Sent> sent) {
        for (var i = 0; i < sent.size() / 10; i++) {
            Collections.swap(sent, random.nextInt(sent.size()), random.nextInt(sent.size()));
        }
    }

    /** @param atRisk BRL: what was disbursed of its loan, else what was contracted, else 0; of no single loan: 0 */
    private record Standing(String heading, BigDecimal atRisk) {}

    /** What moved under one heading, counted from two nights' findings and the decisions, and from nothing else. */
    private static final class Moved {
        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, BigDecimal> amounts = new TreeMap<>();

        void count(String column, BigDecimal atRisk) {
            counts.merge(column, 1L, Long::sum);
            amounts.merge(column, atRisk, BigDecimal::add);
        }
    }

    /** How often each thing happened that this test is about. */
    private final Map<String, Integer> seen = new TreeMap<>();

    private void saw(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /**
     * @param before what stood and was not waived when the night before ended
     * @return what stands and is not waived tonight
     */
    private Map<FindingKey, Standing> requireTied(Path files, Map<FindingKey, Standing> before, LocalDate date) {
        var told = told(files);
        var standing = new TreeMap<>(told);
        standing.keySet().removeIf(finding -> decisions.status(finding).equals("WAIVED"));
        var gone = new TreeSet<>(before.keySet());
        gone.removeAll(standing.keySet());
        requireMovements(files, movements(before, standing, told), date);
        requireResolved(files, told, gone, date);
        told.keySet().forEach(finding -> {
            if (decisions.status(finding).equals("WAIVED")) {
                waivedBefore.add(finding);
            } else if (waivedBefore.remove(finding)) {
                assertThat(before).doesNotContainKey(finding);
                saw("reopened");
            }
        });
        return standing;
    }

    private static Map<FindingKey, Standing> told(Path files) {
        var loans = new HashMap<String, BigDecimal>();
        for (var row : Csv.read(files.resolve("loans.csv"))) {
            var amount = cell(row, "disbursed_amount").isEmpty()
                    ? cell(row, "contracted_amount")
                    : cell(row, "disbursed_amount");
            loans.put(loan(row), amount.isEmpty() ? BigDecimal.ZERO : new BigDecimal(amount));
        }
        var told = new TreeMap<FindingKey, Standing>();
        for (var row : Csv.read(files.resolve("findings.csv"))) {
            told.put(key(row), new Standing(heading(row), loans.getOrDefault(loan(row), BigDecimal.ZERO)));
        }
        return told;
    }

    private Map<String, Moved> movements(
            Map<FindingKey, Standing> before, Map<FindingKey, Standing> standing, Map<FindingKey, Standing> told) {
        var moved = new TreeMap<String, Moved>();
        before.forEach((finding, was) -> {
            var of = moved.computeIfAbsent(was.heading(), heading -> new Moved());
            of.count("opening", was.atRisk());
            var is = standing.get(finding);
            if (is == null) {
                of.count(told.containsKey(finding) ? "waived" : "resolved", was.atRisk());
                var waived = decisions.status(finding).equals("WAIVED");
                saw(told.containsKey(finding) ? "waived" : waived ? "waived and healed in one night" : "resolved");
            } else if (!is.heading().equals(was.heading())) {
                of.count("resolved", was.atRisk());
            }
        });
        standing.forEach((finding, is) -> {
            var of = moved.computeIfAbsent(is.heading(), heading -> new Moved());
            of.count("closing", is.atRisk());
            var was = before.get(finding);
            if (was == null || !was.heading().equals(is.heading())) {
                of.count("new", is.atRisk());
            } else {
                of.amounts.merge("remeasured", is.atRisk().subtract(was.atRisk()), BigDecimal::add);
            }
        });
        waivedBefore.stream()
                .filter(finding -> !told.containsKey(finding))
                .toList()
                .forEach(finding -> {
                    waivedBefore.remove(finding);
                    saw("healed while waived");
                });
        return moved;
    }

    private static void requireMovements(Path files, Map<String, Moved> moved, LocalDate date) {
        var counts = new TreeMap<String, Map<String, String>>();
        Csv.read(files.resolve("rollforward.csv")).forEach(row -> counts.put(heading(row), row));
        var amounts = new TreeMap<String, Map<String, String>>();
        Csv.read(files.resolve("rollforward_amounts.csv")).forEach(row -> amounts.put(heading(row), row));
        assertThat(counts.keySet()).as("%s", date).isEqualTo(moved.keySet());
        assertThat(amounts.keySet()).as("%s", date).isEqualTo(moved.keySet());
        moved.forEach((heading, of) -> {
            for (var column : List.of("opening", "new", "resolved", "waived", "closing")) {
                assertThat(Long.parseLong(cell(Objects.requireNonNull(counts.get(heading)), column)))
                        .as("%s %s %s", date, heading, column)
                        .isEqualTo(of.counts.getOrDefault(column, 0L));
            }
            for (var column : List.of("opening", "new", "resolved", "waived", "remeasured", "closing")) {
                assertThat(new BigDecimal(cell(Objects.requireNonNull(amounts.get(heading)), column)))
                        .as("%s %s %s", date, heading, column)
                        .isEqualByComparingTo(of.amounts.getOrDefault(column, BigDecimal.ZERO));
            }
        });
        var closing = moved.values().stream().mapToLong(of -> of.counts.getOrDefault("closing", 0L));
        assertThat(closing.sum())
                .as("one by one, %s", date)
                .isEqualTo(Csv.read(files.resolve("findings.csv")).stream()
                        .filter(row -> !cell(row, "status").equals("WAIVED"))
                        .count());
    }

    private void requireResolved(Path files, Map<FindingKey, Standing> told, Set<FindingKey> gone, LocalDate date) {
        for (var row : Csv.read(files.resolve("findings.csv"))) {
            assertThat(cell(row, "status")).as("%s %s", date, row).isEqualTo(decisions.status(key(row)));
        }
        var resolved = Csv.read(files.resolve("resolved.csv"));
        assertThat(resolved)
                .as("resolved, %s", date)
                .extracting(RollForwardIT::key)
                .containsExactlyInAnyOrderElementsOf(gone);
        for (var row : resolved) {
            var waived = told.containsKey(key(row));
            assertThat(cell(row, "status")).as("%s %s", date, row).isEqualTo(waived ? "WAIVED" : "RESOLVED");
            if (waived) {
                assertThat(cell(row, "resolved_by")).isEqualTo(decisions.waivedBy(key(row)));
            }
        }
    }

    private static boolean names(List<Traffic.Sent> sent, FindingKey finding) {
        var quoted = "\"%s\"".formatted(finding.loanId());
        return sent.stream().anyMatch(each -> new String(each.body(), StandardCharsets.UTF_8).contains(quoted));
    }

    private static FindingKey key(Map<String, String> row) {
        return new FindingKey(cell(row, "provider"), cell(row, "loan_id"), cell(row, "finding_id"));
    }

    private static String heading(Map<String, String> row) {
        return cell(row, "code") + " " + cell(row, "severity");
    }

    private static String cell(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    private static String loan(Map<String, String> row) {
        return cell(row, "provider") + "/" + cell(row, "loan_id");
    }

    /** By report and key what a night's files say of loans, and of findings of loans. */
    private static Map<String, Map<String, String>> cells(Path files) {
        var cells = new TreeMap<String, Map<String, String>>();
        for (var report : List.of("loans", "disbursements")) {
            Csv.read(files.resolve(report + ".csv"))
                    .forEach(row -> cells.put(report + " " + loan(row), some(row, Set.of("provider", "loan_id"))));
        }
        for (var row : Csv.read(files.resolve("findings.csv"))) {
            if (!cell(row, "loan_id").isEmpty()) {
                cells.put("findings " + cell(row, "finding_id"), some(row, Set.of("finding_id")));
            }
        }
        for (var row : Csv.read(files.resolve("payments.csv"))) {
            var key = cell(row, "installment_number").isEmpty() ? "event_id" : "installment_number";
            cells.put(
                    "payments %s %s=%s".formatted(loan(row), key, cell(row, key)),
                    some(row, Set.of("provider", "loan_id", key)));
        }
        for (var row : Csv.read(files.resolve("aging.csv"))) {
            cells.put("aging " + cell(row, "bucket"), some(row, Set.of("bucket")));
        }
        return cells;
    }

    private static Map<String, String> some(Map<String, String> row, Set<String> key) {
        var some = new TreeMap<>(row);
        some.keySet().removeAll(NOT_RESTATED);
        some.keySet().removeAll(key);
        some.values().removeIf(String::isEmpty);
        return some;
    }

    /**
     * Does to what was told of earlier nights what tonight's restatements say.
     *
     * @param told as it is known now
     * @param published as the last revision has it
     * @return how many cells were restated
     */
    private int restate(Map<LocalDate, Cells> told, Map<LocalDate, Cells> published, Path files) {
        var rows = Csv.read(files.resolve("restatements.csv"));
        for (var row : rows) {
            var report = cell(row, "report");
            var key = report + " " + cell(row, "key");
            var date = LocalDate.parse(cell(row, "restated_date"));
            var cells = Objects.requireNonNull(told.get(date)).rows().computeIfAbsent(key, absent -> new TreeMap<>());
            var was = Objects.requireNonNull(published.get(date)).rows().getOrDefault(key, Map.of());
            assertThat(was.getOrDefault(cell(row, "column"), ""))
                    .as(row.toString())
                    .isEqualTo(cell(row, "was"));
            var is = cell(row, "is");
            assertThat(is).as(row.toString()).isNotEqualTo(cells.getOrDefault(cell(row, "column"), ""));
            assertThat(cell(row, "because"))
                    .as(row.toString())
                    .matches("(main|other|decisions)/[0-9]+( (main|other|decisions)/[0-9]+)*( \\+[0-9]+)?");
            cells.put(cell(row, "column"), is);
            cells.values().removeIf(String::isEmpty);
            saw("restated: " + report);
        }
        told.values().forEach(night -> night.rows().values().removeIf(Map::isEmpty));
        return rows.size();
    }

    /** @param suspected rows of {@code loans} of which an outage is suspected */
    private record Cells(Map<String, Map<String, String>> rows, Set<String> suspected) {

        static Cells of(Path files) {
            var suspected = new TreeSet<String>();
            for (var row : Csv.read(files.resolve("findings.csv"))) {
                if (cell(row, "code").equals("OUTAGE_SUSPECTED")) {
                    for (var loan : cell(row, "evidence").split(" ", -1)) {
                        suspected.add("loans " + cell(row, "provider") + "/" + loan);
                    }
                }
            }
            return new Cells(cells(files), suspected);
        }

        /** Whether outages are suspected is not weighed again. */
        List<String> butFor(Cells others) {
            var all = new TreeSet<>(rows.keySet());
            all.addAll(others.rows.keySet());
            return all.stream()
                    .filter(key -> !row(key, others).equals(others.row(key, this)))
                    .map(key -> "%s: %s, %s".formatted(key, rows.get(key), others.rows.get(key)))
                    .toList();
        }

        private Map<String, String> row(String key, Cells others) {
            var row = new TreeMap<>(rows.getOrDefault(key, Map.of()));
            if (suspected.contains(key) || others.suspected.contains(key)) {
                row.remove("provisional");
            }
            return row;
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }
}

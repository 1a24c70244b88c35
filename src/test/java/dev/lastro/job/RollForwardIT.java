package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.oracle.Csv;
import java.io.IOException;
import java.math.BigDecimal;
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
 * alone. {@code -Dlastro.nights=30} for more of them.
 */
class RollForwardIT {

    private static final int NIGHTS = Integer.getInteger("lastro.nights", 5);
    private static final int LOANS = 30 * NIGHTS;
    private static final LocalDate FIRST = Traffic.FIRST_DAY.plusDays(4);

    /** Of arrival itself, or advice: not restated. */
    private static final Set<String> NOT_RESTATED = Set.of("business_date", "duplicates", "suggested_action", "status");

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_121);

    @Test
    void nightsTieToTheCentAndRestatementsAreWhatBecameOfThem() throws Exception {
        try (var lastro = new Lastro(folder)) {
            var sent = new ArrayList<>(Traffic.of(LOANS, random.nextLong()));
            shuffleAFifth(sent);
            var told = new TreeMap<LocalDate, Map<String, Map<String, String>>>();
            var before = new Night(Map.of(), Map.of(), Map.of(), Map.of());
            var restated = 0;
            var late = 0;
            for (var night = 0; night < NIGHTS; night++) {
                var date = FIRST.plusDays(night);
                lastro.append(
                        night % 3 == 1 ? "other" : "main",
                        Instant.parse("2026-11-05T12:00:00.123456Z").plusSeconds(night),
                        sent.subList(sent.size() * night / NIGHTS, sent.size() * (night + 1) / NIGHTS));

                assertThat(lastro.nightly(date)).isInstanceOf(Outcome.Completed.class);

                var files = lastro.reports.resolve(date + "/r1/machine");
                before = requireTied(files, before, date);
                late += Csv.read(files.resolve("resolved.csv")).stream()
                        .filter(row -> !cell(row, "resolved_by").isEmpty())
                        .mapToInt(row -> 1)
                        .sum();
                restated += restate(told, files);
                told.put(date, cells(files));
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
                    assertThat(told.get(date)).as("restated %s", date).isEqualTo(cells(now.resolve("machine")));
                }
            }
            requireTheSameAfterWhateverIsLost(lastro, FIRST.plusDays(NIGHTS - 1));
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

    /**
     * What the files of a night say.
     *
     * @param standing severity, and BRL at risk, by code and id
     * @param amounts by heading
     */
    private record Night(
            Map<String, String> standing,
            Map<String, BigDecimal> atRisk,
            Map<String, Long> counts,
            Map<String, BigDecimal> amounts) {}

    private static Night requireTied(Path files, Night before, LocalDate date) {
        var loans = new HashMap<String, BigDecimal>();
        for (var row : Csv.read(files.resolve("loans.csv"))) {
            var amount = cell(row, "disbursed_amount").isEmpty()
                    ? cell(row, "contracted_amount")
                    : cell(row, "disbursed_amount");
            loans.put(loan(row), amount.isEmpty() ? BigDecimal.ZERO : new BigDecimal(amount));
        }
        var headings = new TreeMap<String, String>();
        var atRisk = new TreeMap<String, BigDecimal>();
        for (var row : Csv.read(files.resolve("findings.csv"))) {
            if (!cell(row, "status").equals("WAIVED")) {
                headings.put(cell(row, "finding_id"), cell(row, "code") + " " + cell(row, "severity"));
                atRisk.put(cell(row, "finding_id"), loans.getOrDefault(loan(row), BigDecimal.ZERO));
            }
        }
        var counts = new TreeMap<String, Long>();
        var amounts = new TreeMap<String, BigDecimal>();
        headings.forEach((id, heading) -> {
            counts.merge(heading, 1L, Long::sum);
            amounts.merge(heading, atRisk.get(id), BigDecimal::add);
        });
        var seen = new TreeSet<String>();
        for (var row : Csv.read(files.resolve("rollforward.csv"))) {
            var heading = cell(row, "code") + " " + cell(row, "severity");
            seen.add(heading);
            assertThat(number(row, "opening"))
                    .as("%s %s", date, heading)
                    .isEqualTo(before.counts().getOrDefault(heading, 0L));
            assertThat(number(row, "closing")).as("%s %s", date, heading).isEqualTo(counts.getOrDefault(heading, 0L));
            assertThat(number(row, "opening") + number(row, "new") - number(row, "resolved") - number(row, "waived"))
                    .isEqualTo(number(row, "closing"));
            assertThat(number(row, "new"))
                    .as("%s %s", date, heading)
                    .isEqualTo(headings.entrySet().stream()
                            .filter(each -> each.getValue().equals(heading)
                                    && !heading.equals(before.standing().get(each.getKey())))
                            .count());
        }
        assertThat(seen)
                .containsAll(counts.keySet())
                .containsAll(before.counts().keySet());
        for (var row : Csv.read(files.resolve("rollforward_amounts.csv"))) {
            var heading = cell(row, "code") + " " + cell(row, "severity");
            assertThat(amount(row, "opening"))
                    .as("%s %s", date, heading)
                    .isEqualByComparingTo(before.amounts().getOrDefault(heading, BigDecimal.ZERO));
            assertThat(amount(row, "closing"))
                    .as("%s %s", date, heading)
                    .isEqualByComparingTo(amounts.getOrDefault(heading, BigDecimal.ZERO));
            assertThat(amount(row, "opening")
                            .add(amount(row, "new"))
                            .subtract(amount(row, "resolved"))
                            .subtract(amount(row, "waived"))
                            .add(amount(row, "remeasured")))
                    .isEqualByComparingTo(amount(row, "closing"));
            assertThat(amount(row, "new"))
                    .isEqualByComparingTo(headings.entrySet().stream()
                            .filter(each -> each.getValue().equals(heading)
                                    && !heading.equals(before.standing().get(each.getKey())))
                            .map(each -> atRisk.get(each.getKey()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        var gone = new TreeSet<>(before.standing().keySet());
        gone.removeAll(headings.keySet());
        assertThat(Csv.read(files.resolve("resolved.csv")))
                .as("resolved, %s", date)
                .extracting(row -> cell(row, "finding_id"))
                .containsExactlyInAnyOrderElementsOf(gone);
        return new Night(headings, atRisk, counts, amounts);
    }

    private static String cell(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    private static String loan(Map<String, String> row) {
        return cell(row, "provider") + "/" + cell(row, "loan_id");
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(cell(row, column));
    }

    private static BigDecimal amount(Map<String, String> row, String column) {
        return new BigDecimal(cell(row, column));
    }

    /** By report and key what a night's files say of loans, what was paid out, and findings of loans. */
    private static Map<String, Map<String, String>> cells(Path files) {
        var cells = new TreeMap<String, Map<String, String>>();
        for (var row : Csv.read(files.resolve("loans.csv"))) {
            cells.put("loans " + loan(row), some(row, Set.of("provider", "loan_id")));
        }
        for (var row : Csv.read(files.resolve("disbursements.csv"))) {
            cells.put("disbursements " + loan(row), some(row, Set.of("provider", "loan_id")));
        }
        for (var row : Csv.read(files.resolve("findings.csv"))) {
            if (!cell(row, "loan_id").isEmpty()) {
                cells.put("findings " + cell(row, "finding_id"), some(row, Set.of("finding_id")));
            }
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

    /** Does to what was told of earlier nights what tonight's restatements say; returns how many. */
    private static int restate(Map<LocalDate, Map<String, Map<String, String>>> told, Path files) {
        var rows = Csv.read(files.resolve("restatements.csv"));
        for (var row : rows) {
            var key = cell(row, "report") + " " + cell(row, "key");
            var night = Objects.requireNonNull(told.get(LocalDate.parse(cell(row, "restated_date"))));
            var cells = night.computeIfAbsent(key, absent -> new TreeMap<>());
            assertThat(cells.getOrDefault(cell(row, "column"), ""))
                    .as(row.toString())
                    .isEqualTo(cell(row, "was"));
            assertThat(cell(row, "because")).as(row.toString()).matches("(main|other)/[0-9]+( (main|other)/[0-9]+)*");
            if (cell(row, "is").isEmpty()) {
                cells.remove(cell(row, "column"));
            } else {
                cells.put(cell(row, "column"), cell(row, "is"));
            }
        }
        told.values().forEach(night -> night.values().removeIf(Map::isEmpty));
        return rows.size();
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

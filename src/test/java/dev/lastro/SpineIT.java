package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.demo.Spine;
import dev.lastro.job.Outcome;
import dev.lastro.job.Progress;
import dev.lastro.oracle.Csv;
import dev.lastro.oracle.Difference;
import dev.lastro.oracle.Expected;
import dev.lastro.oracle.LogRow;
import dev.lastro.oracle.Oracle;
import dev.lastro.oracle.Verdict;
import dev.lastro.simulator.Sender.Answer;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import dev.lastro.testing.MySql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From webhooks over HTTP to the morning's CSV, against an oracle that shares no code with the product: one month, sent
 * in two orders, once with repetitions, and once with a night after each part of it.
 */
class SpineIT {
    private static final int DELIVERIES = 5_000;
    private static final int LOANS = 1_000;
    private static final int CHAOS = 3_000;
    private static final int WEEKS = 6;
    private static final double REPEATED = 0.3;
    private static final int NIGHTS = 4;
    private static final int DAYS_BETWEEN_NIGHTS = 3;
    /** {@code -Dlastro.seed=7} for another month. */
    private static final long SEED = Long.getLong("lastro.seed", 20_261_122);

    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final Pattern STORED = Pattern.compile("\\{\"log\":\"main\",\"position\":(\\d+)}");

    @TempDir
    static Path reports;

    /**
     * What was received without a time of its own is of today, after that day's cut-off; and what is of a report was received
     * more than 48 hours after it, in whatever order it was sent.
     */
    private static LocalDate businessDate;

    private static Night oneOrder;
    private static Night anotherOrder;
    private static Night withRepetitions;
    private static List<Night> oneAfterAnother;
    private static List<Night> withoutSense;

    private record Night(LocalDate date, Path folder, Map<String, String> totals, List<LogRow> log, Verdict verdict) {

        Map<String, LogRow> logByPlace() {
            return log.stream().collect(Collectors.toMap(row -> row.arrived().place(), Function.identity()));
        }

        List<Map<String, String>> rows(String report) {
            return Csv.read(folder.resolve("machine").resolve(report + ".csv"));
        }

        byte[] bytes(String report) throws IOException {
            return Files.readAllBytes(folder.resolve("machine").resolve(report + ".csv"));
        }
    }

    @BeforeAll
    static void send() {
        LocalDate today = LocalDate.now(BRAZIL);
        businessDate = today.minusDays(4);
        // the next day's are in it as well: what happened after the cut-off is of no report yet
        LocalDate last = businessDate.plusDays(1);
        var month =
                Simulation.generate(SEED, LOANS, last.minusWeeks(WEEKS), last).some(DELIVERIES, SEED);
        oneOrder = night("one", month.shuffled(1));
        anotherOrder = night("another", month.shuffled(2));
        withRepetitions = night("repetitions", month.repeated(3, REPEATED).shuffled(3));
        oneAfterAnother = manyNights("nights", month.shuffled(4));
        // ids used again for other loans, at other times: the event of an identity changes from night to night
        withoutSense = manyNights(
                "chaos", Simulation.chaos(SEED, CHAOS, endOf(businessDate).plusSeconds(36_000)));
    }

    private static Night night(String name, Simulation simulation) {
        try (var spine = Spine.start(MySql.database(), reports.resolve(name), 0)) {
            List<Sent> deliveries = simulation.deliveries();
            List<Answer> answers = spine.sender().send(deliveries, done -> {});
            storedAsSent(deliveries, answers, spine.log());
            return night(spine, businessDate);
        }
    }

    private static Night night(Spine spine, LocalDate date) {
        Outcome outcome = spine.nightly(date, Progress.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        var completed = (Outcome.Completed) outcome;
        List<LogRow> log = spine.log();
        var verdict = Oracle.judge(log.stream().map(LogRow::arrived).toList(), endOf(date));
        return new Night(date, Objects.requireNonNull(completed.folder()), completed.totals(), log, verdict);
    }

    /** The month comes in parts, in any order, and after each part there is a night: only what has news is folded again. */
    private static List<Night> manyNights(String name, Simulation simulation) {
        var nights = new ArrayList<Night>();
        try (var spine = Spine.start(MySql.database(), reports.resolve(name), 0)) {
            List<Sent> deliveries = simulation.deliveries();
            for (int night = 1; night <= NIGHTS; night++) {
                int from = deliveries.size() * (night - 1) / NIGHTS;
                int to = deliveries.size() * night / NIGHTS;
                spine.sender().send(deliveries.subList(from, to), done -> {});
                nights.add(night(spine, businessDate.minusDays((long) DAYS_BETWEEN_NIGHTS * (NIGHTS - night))));
            }
        }
        return nights;
    }

    /** Each was answered 200 with a position of its own, and at that position is what was sent, byte for byte. */
    private static void storedAsSent(List<Sent> deliveries, List<Answer> answers, List<LogRow> log) {
        var positions = new TreeSet<Integer>();
        for (int i = 0; i < deliveries.size(); i++) {
            var stored = STORED.matcher(answers.get(i).body());
            assertThat(answers.get(i).status()).as(answers.get(i).body()).isEqualTo(200);
            assertThat(stored.matches()).as(answers.get(i).body()).isTrue();
            int position = Integer.parseInt(stored.group(1));
            assertThat(positions.add(position))
                    .as("position " + position + " once")
                    .isTrue();
            assertThat(log.get(position).provider()).isEqualTo(deliveries.get(i).provider());
            assertThat(Arrays.equals(log.get(position).body(), deliveries.get(i).body()))
                    .as("body at " + position)
                    .isTrue();
        }
        assertThat(positions)
                .containsExactlyElementsOf(
                        IntStream.range(0, deliveries.size()).boxed().toList());
        assertThat(log).hasSameSizeAs(deliveries);
    }

    /** The cut-off of a business date. */
    private static Instant endOf(LocalDate date) {
        return date.plusDays(1).atStartOfDay(BRAZIL).toInstant();
    }

    private static List<Night> firstNights() {
        return List.of(oneOrder, anotherOrder, withRepetitions, oneAfterAnother.getFirst());
    }

    private static List<Night> allNights() {
        var nights = new ArrayList<>(firstNights());
        nights.addAll(oneAfterAnother.subList(1, oneAfterAnother.size()));
        nights.addAll(withoutSense);
        return nights;
    }

    @Test
    void theMonthIsWhatItShouldBe() {
        assertThat(oneOrder.log()).hasSize(DELIVERIES);
        assertThat(withRepetitions.log().size()).isGreaterThan(DELIVERIES + DELIVERIES / 4);
        assertThat(oneOrder.verdict().loans().size()).isGreaterThan(400);
        assertThat(oneOrder.verdict().findings().values().stream()
                        .map(Verdict.FindingRow::code)
                        .distinct())
                .hasSize(14);
        assertThat(oneOrder.verdict().classTotals().keySet().stream().map(key -> key.replaceFirst(".*\\|", "")))
                .contains("EVENT", "DUPLICATE", "CONFLICT", "NOT_LOAN", "UNKNOWN", "QUARANTINED");
    }

    @Test
    void loansAreTheOracles() {
        for (Night night : allNights()) {
            assertThat(Difference.between(
                            byKey(night.rows("loans"), "provider", "loan_id"),
                            byKey(Expected.loans(night.verdict(), night.date()), "provider", "loan_id")))
                    .isEmpty();
        }
    }

    @Test
    void whatIsOwedByItsAgeIsTheOracles() {
        boolean overdue = false;
        for (Night night : allNights()) {
            var aging = byKey(night.rows("aging"), "bucket");
            assertThat(Difference.between(aging, Expected.aging(night.verdict(), night.date())))
                    .isEmpty();
            overdue |= aging.values().stream().anyMatch(row -> !"0".equals(row.get("overdue_amount")));
        }
        assertThat(overdue).isTrue();
    }

    @Test
    void findingsAreTheOracles() {
        for (Night night : allNights()) {
            var expected = Expected.findings(night.verdict(), night.date(), endOf(night.date()));
            var rows = byKey(night.rows("findings"), "finding_id");
            assertThat(Difference.between(sameColumns(rows, expected), expected))
                    .isEmpty();
            assertThat(rows.values())
                    .allSatisfy(row -> assertThat(row.get("suggested_action")).isNotBlank());
        }
    }

    @Test
    void eachDeliveryHasItsClassItsHashAndItsLeaf() {
        for (Night night : firstNights()) {
            var expected = Expected.events(night.verdict(), night.logByPlace());
            assertThat(Difference.between(
                            sameColumns(byKey(night.rows("events"), "log", "position"), expected), expected))
                    .isEmpty();
        }
    }

    @Test
    void whatWasNotUnderstoodIsInQuarantineWithAReason() {
        for (Night night : allNights()) {
            var expected = Expected.quarantine(night.verdict(), night.logByPlace());
            var rows = byKey(night.rows("quarantine"), "log", "position");
            assertThat(Difference.between(sameColumns(rows, expected), expected))
                    .isEmpty();
            assertThat(rows.values())
                    .allSatisfy(row -> assertThat(row.get("reason")).isNotBlank());
        }
    }

    @Test
    void totalsAddUp() {
        for (Night night : allNights()) {
            var totals = new TreeMap<String, String>();
            for (Map<String, String> row : night.rows("totals")) {
                assertThat(row.get("business_date")).isEqualTo(night.date().toString());
                String measure = String.valueOf(row.get("measure"));
                totals.put(measure + "|" + row.get("provider"), plain(measure, String.valueOf(row.get("value"))));
            }
            assertThat(Difference.between(totals, Expected.totals(night.verdict())))
                    .isEmpty();
            assertThat(totals.keySet()).isEqualTo(night.totals().keySet());
        }
    }

    @Test
    void laterNightsHoldTheDeliveriesSinceTheOneBefore() {
        var expected = Expected.events(
                oneAfterAnother.getLast().verdict(), oneAfterAnother.getLast().logByPlace());
        var places = new ArrayList<String>();
        oneAfterAnother.forEach(night ->
                places.addAll(byKey(night.rows("events"), "log", "position").keySet()));
        assertThat(places).containsExactlyElementsOf(expected.keySet());
    }

    @Test
    void nightByNightIsWhatOneNightSays() throws IOException {
        for (String report : List.of("loans", "findings")) {
            assertThat(Arrays.equals(
                            oneOrder.bytes(report), oneAfterAnother.getLast().bytes(report)))
                    .as(report)
                    .isTrue();
        }
    }

    @Test
    void theOrderOfSendingChangesNoByte() throws IOException {
        for (String report : List.of("loans", "findings")) {
            assertThat(Arrays.equals(oneOrder.bytes(report), anotherOrder.bytes(report)))
                    .as(report)
                    .isTrue();
        }
    }

    @Test
    void repeatingDeliveriesChangesNothingButTheirCount() throws IOException {
        assertThat(Arrays.equals(oneOrder.bytes("findings"), withRepetitions.bytes("findings")))
                .isTrue();
        var once = byKey(oneOrder.rows("loans"), "provider", "loan_id");
        var again = byKey(withRepetitions.rows("loans"), "provider", "loan_id");
        assertThat(duplicates(again)).isGreaterThan(duplicates(once));
        once.values().forEach(row -> row.remove("duplicates"));
        again.values().forEach(row -> row.remove("duplicates"));
        assertThat(Difference.between(again, once)).isEmpty();
    }

    private static int duplicates(Map<String, Map<String, String>> loans) {
        return loans.values().stream()
                .mapToInt(row -> Integer.parseInt(String.valueOf(row.get("duplicates"))))
                .sum();
    }

    private static String plain(String measure, String value) {
        return Expected.comparable(measure, value);
    }

    /** In the file's order; each key once. */
    private static Map<String, Map<String, String>> byKey(List<Map<String, String>> rows, String... key) {
        var byKey = new LinkedHashMap<String, Map<String, String>>();
        for (Map<String, String> row : rows) {
            var comparable = new LinkedHashMap<String, String>();
            row.forEach((column, cell) -> comparable.put(column, Expected.comparable(column, cell)));
            String name = Arrays.stream(key).map(row::get).collect(Collectors.joining("/"));
            assertThat(byKey.put(name, comparable)).as(name + " once").isNull();
        }
        return byKey;
    }

    /** Of each row the columns alone of which the oracle has an opinion. */
    private static Map<String, Map<String, String>> sameColumns(
            Map<String, Map<String, String>> rows, Map<String, Map<String, String>> expected) {
        var same = new HashMap<String, Map<String, String>>();
        rows.forEach((key, row) -> {
            var columns = new LinkedHashMap<>(row);
            var wanted = expected.get(key);
            if (wanted != null) {
                columns.keySet().retainAll(wanted.keySet());
            }
            same.put(key, columns);
        });
        return same;
    }
}

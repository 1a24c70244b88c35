package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.derive.Statement;
import dev.lastro.derive.StatementText;
import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListedField;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.provider.StatementDefinitions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated lists, of which it is known what was done to each row: that is the oracle. */
class ListMergeTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final List<String> STATES = List.of("CREATED", "DISBURSED", "SETTLED", "CANCELED");

    private static final String MAPPING = """
            statement: base39-loans
            provider: base39
            kind: loans
            format: csv
            separator: ";"
            decimal: %s
            dates: {formats: [dd/MM/uuuu, iso-8601]}
            key: {loan-id: id}
            counts: {at: status, except: [test]}
            expected-states: [CREATED, DISBURSED, SETTLED]
            fields:
              state: {at: status, required: true, words: {new: CREATED, paid-out: DISBURSED, done: SETTLED, gone: CANCELED}}
              disbursed-amount: {at: amount, tolerance: 0.01}
              installments: count
              disbursed-at: {at: day, tolerance: 1}
            """;

    @TempDir
    Path folder;

    private final TreeMap<String, String> expected = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<ListRow> ours = new ArrayList<>();
    private long rows;
    private boolean comma;
    private Random random = new Random(0);

    @RepeatedTest(60)
    void saysOfEachRowWhatWasDoneToIt(RepetitionInfo repetition) throws IOException {
        random = new Random(repetition.getCurrentRepetition());
        comma = random.nextBoolean();
        for (var i = random.nextInt(400); i > 0; i--) {
            loan("loan-%04d".formatted(i));
        }
        Collections.shuffle(lines, random);
        Collections.shuffle(ours, random);

        var told = new TreeMap<String, TreeSet<String>>();
        var merge = merge(write(), 1 + random.nextInt(50), told);

        var found = new TreeMap<String, String>();
        told.forEach((key, results) -> found.put(key, String.join(",", results)));
        assertThat(found).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(expected);
        var totals = merge.totals();
        assertThat(totals).containsEntry("rows", Long.toString(rows)).containsEntry("here", Long.toString(ours.size()));
        assertThat(merge.entries()).hasSize((int) expected.values().stream()
                .filter(each -> !each.equals("MATCHED "))
                .count());
        var statement = statement(merge);
        assertThat(StatementText.read(StatementText.write(statement))).isEqualTo(statement);
    }

    /** One loan of ours, and what a list says of it after something was done to it. */
    private void loan(String id) {
        var state = STATES.get(random.nextInt(STATES.size()));
        var amount = new BigDecimal(random.nextInt(10_000_000)).movePointLeft(2);
        var day = DAY.minusDays(random.nextInt(300));
        var count = 1 + random.nextInt(48);
        var isExpected = !state.equals("CANCELED");
        var values = new TreeMap<ListedField, String>();
        values.put(ListedField.STATE, state);
        values.put(ListedField.DISBURSED_AMOUNT, amount.stripTrailingZeros().toPlainString());
        values.put(ListedField.INSTALLMENTS, Integer.toString(count));
        values.put(ListedField.DISBURSED_AT, day.toString());
        var isHere = true;
        switch (random.nextInt(13)) {
            case 0 -> { // dropped
                if (isExpected) {
                    expected.put(id, "MISSING_THERE ");
                }
            }
            case 1 -> { // added
                isHere = false;
                list(id, "MISSING_HERE ", state, amount, count, day);
            }
            case 2 -> list(id, "DIFFERS disbursed_amount", state, amount.add(new BigDecimal("0.02")), count, day);
            case 3 -> list(id, "MATCHED ", state, amount.add(new BigDecimal("0.01")), count, day);
            case 4 -> list(id, "DIFFERS state", other(state), amount, count, day);
            case 5 -> list(id, "MATCHED ", state, amount, count, day.minusDays(1));
            case 6 -> list(id, "DIFFERS disbursed_at", state, amount, count, day.plusDays(2));
            case 7 -> {
                list(id, "MATCHED ", state, amount, count, day);
                list(id, "MATCHED ", state, amount, count, day);
            }
            case 8 -> {
                list(id, "", state, amount, count, day);
                list(id, "DIFFERS installments,DIFFERS rows", state, amount, 100 + count, day);
                // Which of both is compared is not by chance: the one that comes first as a text.
                expected.put(id, "1".equals(first(count)) ? "DIFFERS installments,DIFFERS rows" : "DIFFERS rows");
            }
            case 9 -> { // it does not count, whatever it says
                add(id, "test", "x", "x", "x");
                if (isExpected) {
                    expected.put(id, "MISSING_THERE ");
                }
            }
            case 10 -> { // says nothing where it need not
                add(id, word(state), "", Integer.toString(count), " ");
                expected.put(id, "MATCHED ");
            }
            case 11 ->
                list(
                        id,
                        "DIFFERS disbursed_amount,DIFFERS installments",
                        state,
                        amount.add(BigDecimal.ONE),
                        count + 1,
                        day);
            default -> list(id, "MATCHED ", state, amount, count, day);
        }
        if (isHere) {
            ours.add(new ListRow(id, id, values, 0, isExpected));
        }
    }

    private static String first(int count) {
        return Integer.toString(100 + count).compareTo(Integer.toString(count)) < 0 ? "1" : "2";
    }

    private static String other(String state) {
        return STATES.get((STATES.indexOf(state) + 1) % STATES.size());
    }

    private static String word(String state) {
        return List.of("new", "paid-out", "done", "gone").get(STATES.indexOf(state));
    }

    private void list(String id, String result, String state, BigDecimal amount, int count, LocalDate day) {
        var written = comma
                ? (random.nextBoolean() ? "R$ " : "")
                        + "%,.2f"
                                .formatted(amount)
                                .replace(",", "_")
                                .replace('.', ',')
                                .replace('_', '.')
                : random.nextBoolean() ? "%,.2f".formatted(amount) : amount.toPlainString();
        var date = random.nextBoolean() ? day.toString() : day.format(DateTimeFormatter.ofPattern("dd/MM/uuuu"));
        add(id, word(state), written, Integer.toString(count), date);
        expected.put(id, result);
    }

    private void add(String id, String status, String amount, String count, String day) {
        rows++;
        lines.add("%s;%s;\"%s\";%s;%s".formatted(id, status, amount, count, day));
    }

    private Path write() throws IOException {
        var end = random.nextBoolean() ? "\r\n" : "\n";
        var file = folder.resolve("list.csv");
        Files.writeString(
                file,
                (random.nextBoolean() ? "\uFEFF" : "") + "id;status;amount;count;day" + end + String.join(end, lines)
                        + (random.nextBoolean() ? end : ""));
        return file;
    }

    private ListMerge merge(Path file, int inMemory, TreeMap<String, TreeSet<String>> told) throws IOException {
        var merge = new ListMerge(
                definition().terms(DAY, null),
                loan -> false,
                (key, loan, result, difference, row) ->
                        told.computeIfAbsent(key, each -> new TreeSet<>()).add(result + " " + difference.field()));
        try (var list = new ListSorter(Files.createDirectories(folder.resolve("a")), inMemory);
                var here = new ListSorter(Files.createDirectories(folder.resolve("b")), inMemory)) {
            var read = StatementFile.read(file, definition(), list::add, bytes -> {});
            ours.forEach(here::add);
            merge.run(list.groups(), here.groups(), read.notCounted());
        }
        return merge;
    }

    private StatementDefinition definition() throws IOException {
        var jobs = folder.resolve("jobs");
        Files.createDirectories(jobs.resolve("statements"));
        Files.writeString(
                jobs.resolve("statements").resolve("base39-loans.yaml"), MAPPING.formatted(comma ? "comma" : "point"));
        return Objects.requireNonNull(
                StatementDefinitions.load(jobs, Definitions.load(null)).get("base39-loans"));
    }

    private Statement statement(ListMerge merge) throws IOException {
        return new Statement(
                "base39",
                definition().terms(DAY, DAY.minusDays(9)),
                "f".repeat(64),
                "e".repeat(64),
                "tester",
                "",
                Instant.parse("2026-11-21T05:00:00.123456Z"),
                new TreeMap<>(java.util.Map.of("main", 5L)),
                new TreeMap<>(merge.totals()),
                merge.entries().stream()
                        .map(each -> new Statement.Entry(
                                each.result(),
                                new ListRow(
                                        each.row().key(),
                                        each.row().loanId(),
                                        each.row().values(),
                                        each.row().number(),
                                        false),
                                each.readings()))
                        .toList());
    }

    /** Of two loans of one contract number the list's row is the first one's; the other is missing there. */
    @Test
    void oneRowIsOneLoan() throws IOException {
        ours.add(new ListRow("C-1", "loan-b", new TreeMap<>(), 0, true));
        ours.add(new ListRow("C-1", "loan-a", new TreeMap<>(), 0, true));
        add("C-1", "new", "", "", "");

        var told = new TreeMap<String, TreeSet<String>>();
        var merge = merge(write(), 1, told);

        assertThat(told).containsOnlyKeys("C-1");
        assertThat(merge.totals())
                .containsEntry("DIFFERS", "1")
                .containsEntry("MISSING_THERE", "1")
                .containsEntry("here", "2");
        assertThat(merge.entries()).extracting(each -> each.row().loanId()).containsExactly("loan-a", "loan-b");
    }
}

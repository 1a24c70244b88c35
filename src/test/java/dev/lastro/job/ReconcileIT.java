package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.cli.CommandLineInterface;
import dev.lastro.loan.BusinessDates;
import dev.lastro.testing.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A lender's list against what its deliveries told, from the command line to the findings of the nights after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReconcileIT {

    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(45);
    private static final Instant ARRIVAL = Instant.parse("2026-11-15T12:00:00.123457Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static final Map<String, String> WORDS = Map.of(
            "CREATED", "draft",
            "UNDER_REVIEW", "open",
            "DISBURSING", "disbursing",
            "DISBURSED", "disbursed",
            "SETTLED", "repaid");

    @TempDir
    static Path folder;

    private Lastro lastro;

    /** Of the list: what is wrong in it. */
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    void begin() throws Exception {
        lastro = new Lastro(folder);
        lastro.append("main", ARRIVAL, Traffic.of(120, 5));
        assertThat(lastro.nightly(DATE)).isInstanceOf(Outcome.Completed.class);
    }

    @AfterAll
    void stop() {
        lastro.close();
    }

    /** By another way than the comparison's: each loan traced by itself. */
    private Map<String, String> rows(LocalDate day) {
        var rows = new TreeMap<String, String>();
        for (var loan : lastro.jdbc
                .sql("SELECT loan_id FROM story WHERE provider = 'base39'")
                .query(String.class)
                .list()) {
            lastro.bean(LoanHistory.class)
                    .of("base39", loan, BusinessDates.cutOff(day), LoanHistory.Known.EVERYTHING)
                    .map(story -> story.folded().state())
                    .filter(state -> state.events() > 0 && WORDS.containsKey(state.state()))
                    .ifPresent(state -> rows.put(
                            loan,
                            "{\"id\":\"%s\",\"status\":\"%s\",\"offer\":{\"totalAmount\":%s}}"
                                    .formatted(loan, WORDS.get(state.state()), state.contractedAmount())));
        }
        return rows;
    }

    private Path list(String name, Stream<String> rows) throws Exception {
        return Files.writeString(folder.resolve(name), "{\"data\":[%s]}".formatted(String.join(",\n", rows.toList())));
    }

    private Outcome reconcile(Path file, LocalDate day, boolean again) {
        return lastro.bean(Jobs.class)
                .run(
                        new JobRequest.Reconcile(
                                "base39", file, "loans", day, null, again, "tester", again ? "once more" : ""),
                        Progress.SILENT);
    }

    private static int type(String... command) {
        return CommandLineInterface.run(LastroApplication.class, command);
    }

    private String[] command(Path file, LocalDate day) {
        var command =
                new ArrayList<>(List.of("run", "reconcile", "--provider=base39", "--file=" + file, "--as-of=" + day));
        command.addAll(Arrays.asList(Lastro.arguments(lastro.database, lastro.reports, null)));
        return command.toArray(String[]::new);
    }

    private Path report(LocalDate day, int revision) {
        return lastro.reports
                .resolve("reconcile/base39-loans")
                .resolve(day.toString())
                .resolve("r" + revision);
    }

    private List<String> mismatches() {
        return lastro.jdbc
                .sql("SELECT loan_id FROM finding WHERE code = 'PROVIDER_LIST_MISMATCH' ORDER BY loan_id")
                .query(String.class)
                .list();
    }

    private long statements() {
        return lastro.jdbc
                .sql("SELECT COUNT(*) FROM webhook_log WHERE log_name = 'statements'")
                .query(Long.class)
                .single();
    }

    @Test
    @Order(1)
    void aListOfAPastDayThatIsRightMatchesWholly() throws Exception {
        var past = DATE.minusDays(30);
        var rows = rows(past);
        assertThat(rows.size()).isBetween(5, rows(DATE).size() - 5);

        var outcome = reconcile(list("past.json", rows.values().stream()), past, false);

        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(((Outcome.Completed) outcome).totals().get("list"))
                .startsWith("rows %d = MATCHED %1$d + DIFFERS 0 + MISSING_HERE 0".formatted(rows.size()));
        assertThat(statements()).isEqualTo(1);
        assertThat(lastro.nightly(DATE.plusDays(1))).isInstanceOf(Outcome.Completed.class);
        assertThat(mismatches()).isEmpty();
    }

    @Test
    @Order(2)
    void killedAfterItsFilesAreThereTheSameCommandAppendsTheStatementOnce() throws Exception {
        var rows = rows(DATE);
        var disbursed = rows.entrySet().stream()
                .filter(each -> each.getValue().contains("\"disbursed\""))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        var others = rows.entrySet().stream()
                .filter(each ->
                        each.getValue().contains("1234.56") && !each.getKey().equals(disbursed))
                .map(Map.Entry::getKey)
                .toList();
        rows.computeIfPresent(disbursed, (loan, row) -> row.replace("disbursed", "repaid"));
        rows.computeIfPresent(others.getFirst(), (loan, row) -> row.replace("1234.56", "1234.58"));
        rows.computeIfPresent(others.getLast(), (loan, row) -> row.replace("1234.56", "1234.57"));
        var dropped = others.get(1);
        rows.remove(dropped);
        rows.put("loan-new", "{\"id\":\"loan-new\",\"status\":\"draft\"}");
        wrong.addAll(Stream.of(disbursed, others.getFirst(), dropped, "loan-new")
                .sorted()
                .toList());
        var file = list("wrong.json", rows.values().stream());

        byte[] manifest;
        try (var holder = lastro.database.connect();
                var statement = holder.createStatement()) {
            statement
                    .executeQuery("SELECT GET_LOCK('lastro.log.statements', 0)")
                    .close();
            try (var child = child(command(file, DATE))) {
                var deadline = System.nanoTime() + PATIENCE.toNanos();
                while (!Files.exists(report(DATE, 1)) && System.nanoTime() < deadline) {
                    assertThat(child.isAlive()).isTrue();
                    Thread.sleep(20);
                }
                child.kill9();
            }
            manifest = Files.readAllBytes(report(DATE, 1).resolve("manifest.json"));
            assertThat(statements()).isEqualTo(1);
        }

        assertThat(type(command(file, DATE))).isZero();
        assertThat(Files.readAllBytes(report(DATE, 1).resolve("manifest.json"))).isEqualTo(manifest);
        assertThat(statements()).isEqualTo(2);
        assertThat(type(command(file, DATE))).as("the same again").isEqualTo(2);
        assertThat(statements()).isEqualTo(2);
        assertThat(Files.readString(report(DATE, 1).resolve("machine/reconciliation.csv")))
                .contains(
                        "%s,base39,loans,%s,%2$s,DIFFERS,state,DISBURSED,SETTLED,,".formatted(DATE, disbursed),
                        "%s,%2$s,DIFFERS,contracted_amount,1234.56,1234.58,-0.02,"
                                .formatted(DATE, others.getFirst())
                                .substring(11),
                        "loan-new,loan-new,MISSING_HERE,,,,,",
                        dropped + "," + dropped + ",MISSING_THERE,,,,,\r\n")
                .contains(others.getLast() + "," + others.getLast() + ",MATCHED,");
        assertThat(type(
                        "verify",
                        "report",
                        report(DATE, 1).toString(),
                        "--lastro.log.key-file=" + lastro.reports.resolveSibling("lastro.key")))
                .isZero();
    }

    private static JavaProcess child(String... arguments) {
        var command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(JavaProcess.classPath());
        command.add(LastroApplication.class.getName());
        command.addAll(Arrays.asList(arguments));
        return JavaProcess.start(folder.resolve("child.log"), Map.of(), command);
    }

    @Test
    @Order(3)
    void itsFindingsStandUntilLateEventsAgreeAndARebuildSaysTheSame() throws Exception {
        assertThat(lastro.nightly(DATE.plusDays(2))).isInstanceOf(Outcome.Completed.class);
        assertThat(mismatches()).isEqualTo(wrong);
        assertThat(Files.readString(lastro.reports.resolve(DATE.plusDays(2) + "/r1/machine/events.csv")))
                .contains("statements,1,lastro,,statement.loans,,,,,")
                .contains(",NOT_LOAN,");
        requireSameWhenRebuilt();

        // A loan with news is folded again; its finding of the list stays.
        var changed = lastro.jdbc
                .sql("SELECT loan_id FROM finding WHERE code = 'PROVIDER_LIST_MISMATCH' AND evidence LIKE '%state:%'")
                .query(String.class)
                .single();
        lastro.append(
                "main",
                ARRIVAL.plus(Duration.ofDays(3)),
                List.of(sent("""
                        {"id":"evt-late","type":"loan.status_changed","createdAt":"%s","data":{"id":"%s","status":"repaid"}}
                        """.formatted(DATE.atTime(12, 0) + "Z", changed)), sent("""
                        {"id":"evt-new","type":"loan.created","createdAt":"%s","data":{"id":"loan-new"}}
                        """.formatted(
                                DATE.atTime(12, 0) + "Z"))));
        assertThat(lastro.nightly(DATE.plusDays(3))).isInstanceOf(Outcome.Completed.class);

        assertThat(mismatches()).hasSize(2).doesNotContain(changed, "loan-new");
        requireSameWhenRebuilt();
    }

    @Test
    @Order(4)
    void aNewerListReplacesTheOlder() throws Exception {
        var day = DATE.plusDays(3);
        assertThat(reconcile(list("right.json", rows(day).values().stream()), day, false))
                .isInstanceOf(Outcome.Completed.class);
        assertThat(lastro.nightly(DATE.plusDays(4))).isInstanceOf(Outcome.Completed.class);

        assertThat(mismatches()).isEmpty();
        requireSameWhenRebuilt();
    }

    @Test
    @Order(5)
    void theSameListCanBeComparedOnceMoreForAReason() {
        var file = folder.resolve("wrong.json");
        assertThat(reconcile(file, DATE, false)).isInstanceOf(Outcome.AlreadyComplete.class);

        var outcome = reconcile(file, DATE, true);

        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(((Outcome.Completed) outcome).folder()).isEqualTo(report(DATE, 2));
        assertThat(((Outcome.Completed) outcome).totals().get("list")).contains("DIFFERS 1 + MISSING_HERE 0");
    }

    @Test
    @Order(6)
    void whoComparesWithADayThatNoNightHasReadIsToldSo() {
        var outcome = reconcile(folder.resolve("right.json"), DATE.plusDays(9), false);

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message()).contains("run nightly --date=" + DATE.plusDays(9));
    }

    private static Traffic.Sent sent(String body) {
        return new Traffic.Sent("base39", body.getBytes(StandardCharsets.UTF_8));
    }

    private void requireSameWhenRebuilt() {
        var before = lastro.derived();
        assertThat(lastro.bean(Jobs.class).run(new JobRequest.Rebuild("tester", ""), Progress.SILENT))
                .isInstanceOf(Outcome.Completed.class);
        assertThat(lastro.derived()).isEqualTo(before);
    }
}

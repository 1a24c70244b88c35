package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.testing.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code erase} as a process, killed where it waits for a row that somebody else holds. */
class EraseCrashIT {

    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(30);
    private static final Instant ARRIVAL = Instant.parse("2026-11-01T12:00:00.123457Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BECAUSE = "LGPD art. 18, ticket 77";
    private static final int DELIVERIES = 700;

    @TempDir
    Path folder;

    private Lastro begin() throws SQLException {
        var lastro = new Lastro(folder);
        var sent = new ArrayList<>(Traffic.of(200, 5));
        IntStream.range(0, DELIVERIES)
                .forEach(i ->
                        sent.add(new Traffic.Sent("base39", """
                {"id":"evt-big-%d","type":"loan.status_changed",
                "data":{"object":{"id":"loan-big","status":"open","updatedAt":"2026-10-10T10:00:00Z"}}}
                """.formatted(i).getBytes(StandardCharsets.UTF_8))));
        lastro.append("main", ARRIVAL, sent);
        assertThat(lastro.nightly(DATE)).isInstanceOf(Outcome.Completed.class);
        return lastro;
    }

    /** @param held how many rows of the loan come before the one that is held; 200 are erased in one commit */
    @ParameterizedTest
    @CsvSource({"0, 0", "200, 200", "650, 600"})
    void theSameCommandCompletesIt(int held, int erased) throws Exception {
        try (var lastro = begin()) {
            var state = state(lastro);
            killAt(lastro, held);
            requireBegun(lastro, erased);

            var completed = erase(lastro);

            assertThat(completed.totals())
                    .containsEntry("erased deliveries", String.valueOf(DELIVERIES - erased))
                    .containsEntry("completed", "what an earlier start began");
            requireErased(lastro, state);
            assertThat(lastro.nightly(DATE.plusDays(1))).isInstanceOf(Outcome.Completed.class);
            requireErased(lastro, state);
            requireSameWhenRebuilt(lastro);
        }
    }

    @Test
    void theNextNightCompletesIt() throws Exception {
        try (var lastro = begin()) {
            var state = state(lastro);
            killAt(lastro, 450);
            requireBegun(lastro, 400);

            assertThat(lastro.nightly(DATE.plusDays(1))).isInstanceOf(Outcome.Completed.class);

            requireErased(lastro, state);
            requireSameWhenRebuilt(lastro);
            assertThat(lastro.bean(Jobs.class).run(wanted(), Progress.SILENT)).isInstanceOf(Outcome.Nothing.class);
        }
    }

    /** Tables that are made before it is completed have the loan as it will stay. */
    @Test
    void whatIsDerivedMeanwhileIsRight() throws Exception {
        try (var lastro = begin()) {
            var state = state(lastro);
            killAt(lastro, 250);

            requireSameWhenRebuilt(lastro);
            assertThat(state(lastro)).isEqualTo(state);
            requireBegun(lastro, 200);

            erase(lastro);
            requireErased(lastro, state);
            requireSameWhenRebuilt(lastro);
        }
    }

    private void killAt(Lastro lastro, int held) throws Exception {
        try (var holder = lastro.database.connect();
                var child = child(lastro)) {
            holder.setAutoCommit(false);
            try (var row = holder.prepareStatement(
                    "SELECT position FROM webhook_log WHERE log_name = 'main' AND position = ? FOR UPDATE")) {
                row.setLong(
                        1,
                        lastro.jdbc
                                        .sql("SELECT COUNT(*) FROM webhook_log WHERE log_name = 'main'")
                                        .query(Long.class)
                                        .single()
                                - DELIVERIES
                                + held);
                row.executeQuery().close();
            }
            await(lastro, 1, child);
            child.kill9();
            holder.rollback();
            await(lastro, 0, null);
        }
    }

    private static void await(Lastro lastro, int waiting, @Nullable JavaProcess child) throws Exception {
        var end = Instant.now().plus(PATIENCE);
        while (lastro.jdbc
                        .sql("SELECT COUNT(*) FROM information_schema.innodb_trx"
                                + " WHERE trx_query LIKE 'UPDATE webhook\\_log%'")
                        .query(Integer.class)
                        .single()
                != waiting) {
            assertThat(Instant.now()).isBefore(end);
            assertThat(child == null || child.isAlive()).isTrue();
            // The view is not made anew for who asks again within a tenth of a second.
            Thread.sleep(300);
        }
    }

    private JavaProcess child(Lastro lastro) {
        var arguments = Stream.of(
                        Stream.of("-XX:TieredStopAtLevel=1", "-Xmx512m"),
                        JavaProcess.classPath().stream(),
                        Stream.of(
                                LastroApplication.class.getName(),
                                "erase",
                                "base39",
                                "loan-big",
                                "--because=" + BECAUSE),
                        Arrays.stream(Lastro.arguments(lastro.database, lastro.reports, null))
                                .filter(each -> !each.startsWith("--lastro.roles")))
                .flatMap(each -> each)
                .toList();
        return JavaProcess.start(folder.resolve("child"), Map.of(), arguments);
    }

    private static JobRequest wanted() {
        return new JobRequest.Erase("base39", "loan-big", false, "tester", BECAUSE);
    }

    private static Outcome.Completed erase(Lastro lastro) {
        var outcome = lastro.bean(Jobs.class).run(wanted(), Progress.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return (Outcome.Completed) outcome;
    }

    private static void requireBegun(Lastro lastro, int erased) {
        assertThat(count(lastro, "webhook_log WHERE log_name = 'decisions'")).isEqualTo(1);
        assertThat(count(lastro, "erased")).isEqualTo(erased);
        assertThat(count(lastro, "webhook_log WHERE body = ''")).isEqualTo(erased);
        assertThat(verify(lastro).totals().get("main"))
                .contains("verified")
                .contains("not erased: %d rows".formatted(DELIVERIES - erased));
    }

    private static void requireErased(Lastro lastro, List<String> state) {
        assertThat(count(lastro, "webhook_log WHERE log_name = 'decisions'")).isEqualTo(1);
        assertThat(count(lastro, "erased")).isEqualTo(DELIVERIES);
        assertThat(count(lastro, "webhook_log WHERE body LIKE '%loan-big%' AND log_name <> 'decisions'"))
                .isZero();
        assertThat(count(lastro, "loan WHERE loan_id = 'loan-big' AND erased_by = 'decisions/0'"))
                .isEqualTo(1);
        assertThat(state(lastro)).isEqualTo(state);
        assertThat(verify(lastro).totals().get("main")).contains("verified").doesNotContain("not erased");
    }

    private static void requireSameWhenRebuilt(Lastro lastro) {
        // Once after the erasure the tables are made anew; from then on they are the same.
        rebuild(lastro);
        var derived = lastro.derived();
        assertThat(rebuild(lastro).totals()).containsEntry("same_as_before", "true");
        assertThat(lastro.derived()).isEqualTo(derived);
    }

    private static Outcome.Completed rebuild(Lastro lastro) {
        return (Outcome.Completed) lastro.bean(Jobs.class).run(new JobRequest.Rebuild("tester", ""), Progress.SILENT);
    }

    private static Outcome.Completed verify(Lastro lastro) {
        var outcome = lastro.bean(Jobs.class).run(new JobRequest.Verify(true, "tester", ""), Progress.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return (Outcome.Completed) outcome;
    }

    private static List<String> state(Lastro lastro) {
        return lastro.rows(
                "loan WHERE loan_id = 'loan-big'",
                "provider, loan_id, lifecycle, state, inferred, created_at, paid_amount, first_event_at, last_event_at, events,"
                        + " duplicates, provisional",
                "loan_id");
    }

    private static int count(Lastro lastro, String what) {
        return lastro.jdbc
                .sql("SELECT COUNT(*) FROM " + what)
                .query(Integer.class)
                .single();
    }
}

package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.testing.MySql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyIT {

    private static final LocalDate LAST_DAY = Traffic.FIRST_DAY.plusDays(35);
    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123456Z");

    @TempDir
    Path folder;

    @Test
    void everyDeliveryGetsAClassAndEveryLoanAState() throws Exception {
        try (var lastro = new Lastro(folder)) {
            var sent = Traffic.of(300, 1);
            lastro.append("main", ARRIVAL, sent);

            var outcome = lastro.nightly(LAST_DAY);

            assertThat(outcome).isInstanceOf(Outcome.Completed.class);
            var totals = ((Outcome.Completed) outcome).totals();
            // Nothing was erased.
            assertThat(EnumSet.complementOf(EnumSet.of(DeliveryClass.ERASED)).stream()
                            .mapToInt(each -> totals.entrySet().stream()
                                    .filter(total -> total.getKey().startsWith(each + "|"))
                                    .mapToInt(total -> Integer.parseInt(total.getValue()))
                                    .sum())
                            .peek(count -> assertThat(count).isPositive())
                            .sum())
                    .isEqualTo(sent.size());
            assertThat(lastro.jdbc
                            .sql("SELECT COUNT(DISTINCT state) FROM loan")
                            .query(Integer.class)
                            .single())
                    .isGreaterThanOrEqualTo(8);
            assertThat(lastro.rows("finding", "DISTINCT code", "code"))
                    .contains("CONFLICTING_DUPLICATE | ", "MISSING_STEP | ", "OVERDUE_STEP | ", "UNKNOWN_TYPE | ");
            assertThat(lastro.reports.resolve(LAST_DAY + "/r1/manifest.json")).exists();
        }
    }

    @Test
    void loansAndFindingsAreTheSameInAnyOrderOfArrivalAndWhenRepeated() throws Exception {
        var sent = Traffic.of(200, 2);
        List<String> expected;
        try (var lastro = new Lastro(folder.resolve("first"))) {
            lastro.append("main", ARRIVAL, sent);
            lastro.nightly(LAST_DAY);
            expected = lastro.loansAndFindings();
            assertThat(expected).hasSizeGreaterThan(200);
        }
        for (var seed = 1; seed <= 3; seed++) {
            var shuffled = new ArrayList<>(sent);
            shuffled.addAll(sent.subList(0, seed * 50));
            Collections.shuffle(shuffled, new Random(seed));
            try (var lastro = new Lastro(folder.resolve("shuffled" + seed))) {
                // Over two logs, of which the second is classified later though it received earlier.
                lastro.append("main", ARRIVAL, shuffled.subList(0, 400));
                lastro.append("other", ARRIVAL.minusSeconds(3_600), shuffled.subList(400, shuffled.size()));
                lastro.nightly(LAST_DAY);
                assertThat(lastro.loansAndFindings()).isEqualTo(expected);
            }
        }
    }

    @Test
    void nightAfterNightIsTheSameAsFromNothing() throws Exception {
        var sent = new ArrayList<>(Traffic.of(200, 3));
        Collections.shuffle(sent, new Random(3));
        try (var lastro = new Lastro(folder)) {
            var nights = 6;
            for (var night = 0; night < nights; night++) {
                var from = sent.size() * night / nights;
                var to = sent.size() * (night + 1) / nights;
                lastro.append(night % 2 == 0 ? "main" : "other", ARRIVAL.minusSeconds(night), sent.subList(from, to));
                var date = Traffic.FIRST_DAY.plusDays(10L + night * 5L);
                assertThat(lastro.nightly(date)).isInstanceOf(Outcome.Completed.class);

                var incremental = lastro.derived();
                lastro.forgetDerived();
                assertThat(lastro.again(date)).isInstanceOf(Outcome.Completed.class);
                assertThat(lastro.derived()).isEqualTo(incremental);
            }
        }
    }

    @Test
    void anOlderDateAfterALaterOneIsAsIfThereHadBeenNoLaterOne() throws Exception {
        var older = Traffic.FIRST_DAY.plusDays(12);
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(200, 4));
            lastro.nightly(LAST_DAY);
            var atLastDay = lastro.derived();

            assertThat(lastro.nightly(older)).isInstanceOf(Outcome.Completed.class);

            assertThat(lastro.derived()).as("the live tables do not go back").isEqualTo(atLastDay);
            assertThat(lastro.rows("loan_next", "loan_id", "loan_id")).isEmpty();
            lastro.forgetDerived();
            lastro.again(older);
            assertThat(lastro.derived()).isNotEqualTo(atLastDay);
            for (var file :
                    List.of("loans", "findings", "disbursements", "payments", "events", "quarantine", "totals")) {
                var first = lastro.reports.resolve(older + "/r1/machine/" + file + ".csv");
                assertThat(lastro.reports.resolve(older + "/r2/machine/" + file + ".csv"))
                        .hasSameBinaryContentAs(first);
            }
            lastro.again(LAST_DAY);
            assertThat(lastro.derived()).isEqualTo(atLastDay);
        }
    }

    @Test
    void anAuditorsDayIsWrittenOnceAndRedoneOnlyWithAReason() throws Exception {
        try (var lastro = new Lastro(folder)) {
            var sent = Traffic.of(60, 5);
            lastro.append("main", ARRIVAL, sent.subList(0, 100));
            lastro.nightly(LAST_DAY);
            var first = Files.readString(lastro.reports.resolve(LAST_DAY + "/r1/machine/loans.csv"));

            assertThat(lastro.nightly(LAST_DAY))
                    .isEqualTo(new Outcome.AlreadyComplete(
                            LAST_DAY.toString(), 1, lastro.reports.resolve(LAST_DAY + "/r1")));
            lastro.append("main", ARRIVAL.plusSeconds(60), sent.subList(100, sent.size()));
            assertThat(lastro.again(LAST_DAY)).isInstanceOf(Outcome.Completed.class);

            assertThat(Files.readString(lastro.reports.resolve(LAST_DAY + "/r1/machine/loans.csv")))
                    .isEqualTo(first);
            assertThat(Files.readString(lastro.reports.resolve(LAST_DAY + "/r2/machine/loans.csv")))
                    .isNotEqualTo(first);
            assertThat(lastro.rows("run", "subject, revision, complete, started_by, because", "revision"))
                    .containsExactly(
                            LAST_DAY + " | 1 | 1 | tester |  | ",
                            LAST_DAY + " | 2 | 1 | tester | to see it once more | ");
        }
    }

    @Test
    void aFolderThatIsThereIsCompleteEvenIfTheDatabaseForgotIt() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(20, 6));
            lastro.nightly(LAST_DAY);
            lastro.jdbc.sql("DELETE FROM run").update();

            assertThat(lastro.nightly(LAST_DAY)).isInstanceOf(Outcome.AlreadyComplete.class);
            assertThat(lastro.again(LAST_DAY)).isInstanceOf(Outcome.Completed.class);
            assertThat(lastro.reports.resolve(LAST_DAY + "/r2/manifest.json")).exists();
        }
    }

    @Test
    void aChangedDefinitionClassifiesAgain() throws Exception {
        var definitions = folder.resolve("jobs");
        Files.createDirectories(definitions.resolve("providers"));
        var database = MySql.database();
        try (var lastro = new Lastro(database, folder, null)) {
            lastro.append("main", ARRIVAL, Traffic.of(40, 7));
            lastro.nightly(LAST_DAY);
            assertThat(lastro.rows("finding", "code", "code")).contains("UNKNOWN_TYPE | ");
        }
        Files.writeString(
                definitions.resolve("providers/openco.yaml"),
                Files.readString(Path.of("jobs/providers/openco.yaml")).replace("APPLICATION_CREATED", "NEVER_HEARD"));
        try (var lastro = new Lastro(database, folder, definitions)) {
            lastro.nightly(LAST_DAY.plusDays(1));
            assertThat(lastro.rows("unclear", "DISTINCT status", "status").toString())
                    .contains("APPLICATION_CREATED");
            assertThat(lastro.rows("finding", "suggested_action", "suggested_action").stream()
                            .filter(row -> row.contains("NEVER_HEARD")))
                    .isEmpty();
            assertThat(lastro.rows("loan", "loan_id, state", "loan_id")).contains("app-u | CREATED | ");
        }
    }
}

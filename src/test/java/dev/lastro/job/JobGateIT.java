package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.derive.Derived;
import dev.lastro.derive.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobGateIT {

    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void oneOfManyIsLetInAndTheOthersAreTold() throws Exception {
        try (var one = new Lastro(folder);
                var other = new Lastro(one.database, folder, null);
                var threads = Executors.newFixedThreadPool(2)) {
            var gate = one.bean(JobGate.class);
            var inside = new CountDownLatch(1);
            var leave = new CountDownLatch(1);
            var first = threads.submit(() -> gate.pass("nightly", () -> {
                inside.countDown();
                leave.await();
                return new Outcome.Stopped();
            }));
            inside.await();

            assertThat(one.nightly(Traffic.FIRST_DAY)).isEqualTo(new Outcome.AlreadyRunning("nightly"));
            assertThat(other.nightly(Traffic.FIRST_DAY)).isEqualTo(new Outcome.AlreadyRunning("nightly"));
            // Another job is another gate.
            assertThat(other.bean(JobGate.class).pass("other", Outcome.Stopped::new))
                    .isEqualTo(new Outcome.Stopped());

            leave.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Stopped());
            assertThat(other.nightly(Traffic.FIRST_DAY)).isInstanceOf(Outcome.Completed.class);
        }
    }

    @Test
    void anotherSchemaOnTheSameServerIsNotConcerned() {
        try (var one = new Lastro(folder.resolve("one"));
                var other = new Lastro(folder.resolve("other"))) {
            assertThat(one.bean(JobGate.class).pass("nightly", () -> other.nightly(Traffic.FIRST_DAY)))
                    .isInstanceOf(Outcome.Completed.class);
        }
    }

    @Test
    void whatFailsSaysWhyAndIsStartedAgainByTheSameCommand() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(20, 1));
            Files.writeString(lastro.reports, "a file where the folder should be");

            assertThat(lastro.nightly(Traffic.FIRST_DAY))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.message()).contains("reports"));
            Files.delete(lastro.reports);

            assertThat(lastro.nightly(Traffic.FIRST_DAY)).isInstanceOf(Outcome.Completed.class);
            assertThat(lastro.rows("BATCH_JOB_EXECUTION", "STATUS", "JOB_EXECUTION_ID"))
                    .containsExactly("FAILED | ", "COMPLETED | ");
            assertThat(lastro.jdbc
                            .sql("SELECT COUNT(*) FROM BATCH_JOB_INSTANCE")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    /** Each of these is what some moment of a kill -9, or a server that went away inside a commit, leaves in the tables. */
    @Test
    void whateverADeadProcessLeftInBatchsTablesIsRecovered() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(20, 1));
            for (var left : new String[] {"STARTING", "STARTED", "STOPPING", "UNKNOWN"}) {
                lastro.again(Traffic.FIRST_DAY);
                for (var times = 0; times < 2; times++) {
                    leave(lastro, left);
                    assertThat(lastro.again(Traffic.FIRST_DAY)).as(left).isInstanceOf(Outcome.Completed.class);
                }
            }
            var revisions = lastro.jdbc
                    .sql("SELECT COUNT(*) FROM run")
                    .query(Integer.class)
                    .single();
            assertThat(revisions).isEqualTo(4);

            lastro.jdbc
                    .sql("UPDATE run SET complete = FALSE ORDER BY revision DESC LIMIT 1")
                    .update();
            for (var table : new String[] {
                "BATCH_STEP_EXECUTION_CONTEXT",
                "BATCH_STEP_EXECUTION",
                "BATCH_JOB_EXECUTION_CONTEXT",
                "BATCH_JOB_EXECUTION_PARAMS",
                "BATCH_JOB_EXECUTION"
            }) {
                lastro.jdbc.sql("DELETE FROM " + table).update();
            }
            assertThat(lastro.again(Traffic.FIRST_DAY)).isInstanceOf(Outcome.Completed.class);
        }
    }

    private static void leave(Lastro lastro, String status) {
        lastro.jdbc
                .sql("UPDATE run SET complete = FALSE ORDER BY revision DESC LIMIT 1")
                .update();
        lastro.jdbc
                .sql(
                        "UPDATE BATCH_JOB_EXECUTION SET STATUS = ?, END_TIME = NULL ORDER BY JOB_EXECUTION_ID DESC LIMIT 1")
                .param(status)
                .update();
        lastro.jdbc
                .sql(
                        "UPDATE BATCH_STEP_EXECUTION SET STATUS = ?, END_TIME = NULL ORDER BY STEP_EXECUTION_ID DESC LIMIT 1")
                .param(status)
                .update();
    }

    @Test
    void whenTheDatabaseCutsEveryConnectionTheRunFailsAndTheSameCommandFinishesIt() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(4_000, 1));
            for (var step : List.of("classify", "rebuild", "reports")) {
                var cut = new AtomicInteger();
                var outcome = lastro.bean(Jobs.class)
                        .run(new JobRequest.Nightly(Traffic.FIRST_DAY, false, "tester", ""), event -> {
                            if (event.step().equals(step) && cut.getAndIncrement() == 0) {
                                cutConnections(lastro);
                            }
                        });
                assertThat(outcome).as(step).isInstanceOf(Outcome.Failed.class);
            }

            assertThat(lastro.nightly(Traffic.FIRST_DAY)).isInstanceOf(Outcome.Completed.class);
        }
    }

    private static void cutConnections(Lastro lastro) {
        try (var killer = lastro.database.connect();
                var statement = killer.createStatement();
                var others = killer.createStatement()) {
            var rows = others.executeQuery("SELECT id FROM information_schema.processlist"
                    + " WHERE db = DATABASE() AND id <> CONNECTION_ID()");
            while (rows.next()) {
                statement.execute("KILL " + rows.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its lock went with its connection, and another run took over: it must not write beside that one. */
    @Test
    void aRunThatLostItsLockIsFencedOff() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(2_000, 1));
            requireFencedOff(lastro, Traffic.FIRST_DAY, Side.NEXT); // the first night makes all tables anew
            lastro.nightly(Traffic.FIRST_DAY);
            lastro.append("main", ARRIVAL, Traffic.of(2_000, 2));
            requireFencedOff(lastro, Traffic.FIRST_DAY.plusDays(1), Side.LIVE);
        }
    }

    private static void requireFencedOff(Lastro lastro, LocalDate date, Side side) {
        var derived = lastro.bean(Derived.class);
        var events = new AtomicInteger();
        try (var otherProcess = Executors.newSingleThreadExecutor()) {
            var outcome = lastro.bean(Jobs.class).run(new JobRequest.Nightly(date, false, "tester", ""), event -> {
                if (!event.step().equals("seal") && events.getAndIncrement() == 0) {
                    otherProcess.execute(() -> derived.takeOver(side, -1));
                }
            });
            assertThat(outcome)
                    .as("%s", side)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.message()).contains("another run has taken over"));
        }
    }
}

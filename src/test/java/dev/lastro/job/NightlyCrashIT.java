package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyCrashIT {

    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(30);
    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123457Z");

    @TempDir
    Path folder;

    private final Random random = new Random();

    @Test
    void aNightKilledInEachStepWritesTheSameBytes() throws Exception {
        Map<String, String> expected;
        try (var undisturbed = new Lastro(folder.resolve("undisturbed"));
                var killed = new Lastro(folder.resolve("killed"))) {
            var sent = new ArrayList<>(Traffic.of(5_000, random.nextLong()));
            Collections.shuffle(sent, random);
            for (var lastro : List.of(undisturbed, killed)) {
                lastro.append("main", ARRIVAL, sent.subList(0, 15_000));
                lastro.append("other", ARRIVAL, sent.subList(15_000, sent.size()));
            }
            seal(undisturbed, killed);
            assertThat(undisturbed.nightly(DATE)).isInstanceOf(Outcome.Completed.class);
            expected = files(undisturbed.reports);

            startBeside(killed);
            kill(killed, "classify");
            kill(killed, "rebuild");
            kill(killed, "reports");
            assertThat(killed.rows("run", "complete", "revision")).containsExactly("0 | ");
            terminate(killed);
            // The log grows while the run is down; the run covers what it covered.
            killed.append("main", ARRIVAL.plusSeconds(99), sent.subList(0, 100));

            var last = run(killed);
            var output = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(last.waitFor()).as(output).isEqualTo(NightlyChild.COMPLETED);

            assertThat(files(killed.reports)).isEqualTo(expected);
            assertThat(killed.nightly(DATE)).isInstanceOf(Outcome.AlreadyComplete.class);
        }
    }

    /** The same checkpoints by the same key: what a second later is signed has another time in it. */
    static void seal(Lastro one, Lastro other) throws IOException {
        assertThat(one.bean(Jobs.class).run(new JobRequest.Seal("tester", ""), Progress.SILENT))
                .isInstanceOf(Outcome.Completed.class);
        Files.createDirectories(other.reports.getParent());
        Files.copy(one.reports.resolveSibling("lastro.key"), other.reports.resolveSibling("lastro.key"));
        for (var table : List.of("checkpoint", "tree_tile")) {
            other.jdbc
                    .sql("INSERT INTO %s SELECT * FROM %s.%1$s".formatted(table, one.database.schema()))
                    .update();
        }
    }

    private void kill(Lastro lastro, String step) throws Exception {
        var child = run(lastro);
        NightlyChild.awaitStep(child, step);
        Thread.sleep(random.nextInt(100));
        child.destroyForcibly().waitFor();
    }

    /** The child is paused meanwhile, so that it cannot end before it was asked. */
    private static void startBeside(Lastro lastro) throws Exception {
        var child = run(lastro);
        NightlyChild.awaitStep(child, "classify");
        signal("STOP", child);
        assertThat(lastro.nightly(DATE)).isEqualTo(new Outcome.AlreadyRunning("nightly"));
        child.destroyForcibly().waitFor();
    }

    private static void signal(String name, Process child) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(child.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** SIGTERM: an orderly end between two chunks. */
    private static void terminate(Lastro lastro) throws Exception {
        var child = run(lastro);
        NightlyChild.awaitStep(child, "rebuild");
        child.destroy();
        child.waitFor();
        assertThat(lastro.rows("BATCH_JOB_EXECUTION", "STATUS", "JOB_EXECUTION_ID DESC")
                        .getFirst())
                .isEqualTo("STOPPED | ");
    }

    private static Process run(Lastro lastro) throws IOException {
        return NightlyChild.start(lastro, DATE, null);
    }

    private static Map<String, String> files(Path root) {
        try (var paths = Files.walk(root)) {
            var files = new HashMap<String, String>();
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readString(path));
            }
            assertThat(files).hasSizeGreaterThan(4);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that is killed while it reads or compares has left nothing, and the same command makes what it would have. */
class ReconcileCrashIT {

    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(30);
    private static final Instant ARRIVAL = Instant.parse("2026-11-06T12:00:00.123457Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many that a comparison takes far longer than it takes to see that it has begun. */
    private static final int ROWS = 60_000;

    @TempDir
    Path folder;

    @Test
    void killedWhileItReadsAndWhileItComparesTheSameCommandWritesTheSameFiles() throws Exception {
        var list = list();
        try (var undisturbed = new Lastro(folder.resolve("undisturbed"));
                var killed = new Lastro(folder.resolve("killed"))) {
            for (var lastro : List.of(undisturbed, killed)) {
                lastro.append("main", ARRIVAL, Traffic.of(400, 9));
            }
            NightlyCrashIT.seal(undisturbed, killed);
            for (var lastro : List.of(undisturbed, killed)) {
                assertThat(lastro.nightly(DATE)).isInstanceOf(Outcome.Completed.class);
            }
            assertThat(reconcile(undisturbed, list)).isInstanceOf(Outcome.Completed.class);

            var work = folder.resolve("work");
            var part = place(killed).resolveSibling(".r1.part");
            for (var isAtIt : List.<BooleanSupplier>of(() -> isReading(work), () -> Files.exists(part))) {
                kill(killed, list, work, isAtIt);

                assertThat(isAtIt.getAsBoolean()).as("it was at it").isTrue();
                assertThat(place(killed)).doesNotExist();
                assertThat(statements(killed)).isEmpty();
            }
            assertThat(reconcile(killed, list)).isInstanceOf(Outcome.Completed.class);

            assertThat(part).doesNotExist();
            var expected = files(place(undisturbed));
            var files = files(place(killed));
            assertThat(files.keySet()).isEqualTo(expected.keySet());
            assertThat(files.get("manifest.json")).isEqualTo(expected.get("manifest.json"));
            // they are long
            assertThat(files.equals(expected)).isTrue();
            assertThat(statements(killed).size()).isGreaterThan(1);
            assertThat(statements(killed).equals(statements(undisturbed))).isTrue();
            assertThat(reconcile(killed, list)).isInstanceOf(Outcome.AlreadyComplete.class);
        }
    }

    private Path list() throws IOException {
        var rows = new StringBuilder("emprestimo;parcela;valor_pago;data_pagamento;situacao\n");
        for (var row = 0; row < ROWS; row++) {
            rows.append("loan-%d;%d;617,%02d;21/10/2026;paga\n".formatted(row % 30_000, 1 + row / 30_000, row % 100));
        }
        return Files.writeString(folder.resolve("pagamentos.csv"), rows);
    }

    /** It sorts what it reads in files below a folder that it names after the database. */
    private static boolean isReading(Path work) {
        if (!Files.isDirectory(work)) {
            return false;
        }
        try (var databases = Files.list(work)) {
            return databases.anyMatch(each -> Files.isDirectory(each.resolve("reconcile/list")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(Lastro lastro, Path list, Path work, BooleanSupplier isAtIt) throws Exception {
        var command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(JavaProcess.classPath());
        command.addAll(List.of(
                LastroApplication.class.getName(),
                "run",
                "reconcile",
                "--provider=base39",
                "--map=payments",
                "--file=" + list,
                "--as-of=" + DATE,
                "--lastro.work-dir=" + work));
        command.addAll(List.of(Lastro.arguments(lastro.database, lastro.reports, null)));
        try (var child = JavaProcess.start(work.resolveSibling("child.log"), Map.of(), command)) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isAtIt.getAsBoolean() && System.nanoTime() < deadline) {
                assertThat(child.isAlive())
                        .as(() -> read(work.resolveSibling("child.log")))
                        .isTrue();
                Thread.sleep(1);
            }
            child.kill9();
        }
    }

    private static Outcome reconcile(Lastro lastro, Path list) {
        return lastro.bean(Jobs.class)
                .run(
                        new JobRequest.Reconcile("base39", list, "payments", DATE, null, false, "tester", ""),
                        Progress.SILENT);
    }

    private static Path place(Lastro lastro) {
        return lastro.reports
                .resolve("reconcile/base39-payments")
                .resolve(DATE.toString())
                .resolve("r1");
    }

    /** What is in the log, but for who began it and when: that is of each first start. */
    private static List<String> statements(Lastro lastro) {
        return lastro.jdbc
                .sql("SELECT body FROM webhook_log WHERE log_name = 'statements' ORDER BY position")
                .query((row, number) -> ofNobody(new String(row.getBytes(1), StandardCharsets.UTF_8)))
                .list();
    }

    private static String ofNobody(String statement) {
        return statement.replaceFirst("\"by\":\"[^\"]*\"", "").replaceFirst("\"at\":\"[^\"]*\"", "");
    }

    private static Map<String, String> files(Path place) throws IOException {
        var files = new TreeMap<String, String>();
        try (var tree = Files.walk(place)) {
            for (var file : tree.filter(Files::isRegularFile).toList()) {
                files.put(place.relativize(file).toString(), ofNobody(read(file)));
            }
        }
        assertThat(files)
                .containsKeys("machine/reconciliation.csv", "pt-BR/conciliacao.csv", "statement/part-00002.json");
        // It names the statement by its bytes, of which the beginning is a part.
        files.remove("manifest.json.sig");
        files.computeIfPresent(
                "manifest.json",
                (name, text) ->
                        text.replaceAll("(?s)(\"statement/part-[0-9]+.json\".*?\"sha256\" : )\"[0-9a-f]{64}\"", "$1"));
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

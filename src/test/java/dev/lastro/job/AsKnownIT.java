package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.testing.MySql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was known on some day can be shown on any later one, to the byte. */
class AsKnownIT {

    private static final Instant ARRIVAL = Instant.parse("2026-11-05T12:00:00.123456Z");

    @TempDir
    Path folder;

    @Test
    void everyNightCanBeWrittenAgainAsItWas() throws Exception {
        var definitions = folder.resolve("jobs");
        Files.createDirectories(definitions.resolve("providers"));
        var database = MySql.database();
        var sent = Traffic.of(150, 11);
        var dates =
                List.of(Traffic.FIRST_DAY.plusDays(6), Traffic.FIRST_DAY.plusDays(12), Traffic.FIRST_DAY.plusDays(20));
        try (var lastro = new Lastro(database, folder, null)) {
            for (var night = 0; night < dates.size(); night++) {
                lastro.append(
                        night == 1 ? "other" : "main",
                        ARRIVAL,
                        sent.subList(sent.size() * night / 3, sent.size() * (night + 1) / 3));
                assertThat(lastro.nightly(dates.get(night))).isInstanceOf(Outcome.Completed.class);
            }
            assertThat(lastro.again(dates.get(1))).isInstanceOf(Outcome.Completed.class);
        }
        // Nobody speaks so any more, and the loans of today are others.
        Files.writeString(
                definitions.resolve("providers/openco.yaml"),
                Files.readString(Path.of("jobs/providers/openco.yaml")).replace("APPLICATION_CREATED", "NEVER_HEARD"));
        try (var lastro = new Lastro(database, folder, definitions)) {
            lastro.nightly(dates.getLast().plusDays(1));
            var live = lastro.derived();
            for (var date : dates) {
                for (var revision : date.equals(dates.get(1)) ? List.of("r1", "r2") : List.of("r1")) {
                    var outcome = report(lastro, date, revision, null);

                    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
                    var made = lastro.reports.resolve(date + "/as-known-" + revision);
                    assertThat(((Outcome.Completed) outcome).folder()).isEqualTo(made);
                    assertThat(contents(made)).isEqualTo(contents(lastro.reports.resolve(date + "/" + revision)));
                }
            }
            assertThat(lastro.derived()).as("nobody touched the live tables").isEqualTo(live);
            assertThat(lastro.rows("loan_next", "loan_id", "loan_id")).isEmpty();
        }
    }

    @Test
    void aPrefixOrAllOfItCanBeAskedForToo() throws Exception {
        try (var lastro = new Lastro(folder)) {
            var sent = Traffic.of(60, 12);
            lastro.append("main", ARRIVAL, sent);
            var date = Traffic.FIRST_DAY.plusDays(30);
            lastro.nightly(date);

            report(lastro, date, "now", null);
            report(lastro, date, "main/" + sent.size(), folder.resolve("all"));
            report(lastro, date, "main/20", null);

            var now = lastro.reports.resolve(date + "/as-known-now-main-" + sent.size());
            for (var file :
                    List.of("loans", "findings", "disbursements", "payments", "events", "quarantine", "totals")) {
                var published = lastro.reports.resolve(date + "/r1/machine/" + file + ".csv");
                assertThat(now.resolve("machine/" + file + ".csv")).hasSameBinaryContentAs(published);
                assertThat(folder.resolve("all/machine/" + file + ".csv")).hasSameBinaryContentAs(published);
            }
            assertThat(Files.readAllLines(lastro.reports.resolve(date + "/as-known-main-20/machine/events.csv")))
                    .hasSize(21);
        }
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(20, 13).subList(0, 30));
            var date = Traffic.FIRST_DAY.plusDays(30);
            lastro.nightly(date);
            Files.createDirectories(folder.resolve("mine"));

            assertThatThrownBy(() -> report(lastro, date, "r2", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("r1 (main/30)");
            assertThatThrownBy(() -> report(lastro, date, "main/31", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("main/31")
                    .hasMessageContaining("at most main/30");
            assertThatThrownBy(() -> report(lastro, date, "yesterday", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("r1 (main/30)");
            assertThatThrownBy(() -> report(lastro, date, "r1", folder.resolve("mine")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--to=DIR");
        }
    }

    @Test
    void killedItLeavesNothingHalfAndIsStartedAgain() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(3_000, 14));
            var date = Traffic.FIRST_DAY.plusDays(20);
            lastro.nightly(date);
            lastro.nightly(date.plusDays(3));
            var live = lastro.derived();
            var published = contents(lastro.reports);

            for (var step : List.of("read", "fold", "reports")) {
                var child = NightlyChild.start(lastro, date, "r1");
                NightlyChild.awaitStep(child, step);
                child.destroyForcibly().waitFor();

                assertThat(lastro.derived()).as("killed in " + step).isEqualTo(live);
                assertThat(lastro.reports.resolve(date + "/as-known-r1")).doesNotExist();
            }
            assertThat(report(lastro, date, "r1", null)).isInstanceOf(Outcome.Completed.class);

            assertThat(contents(lastro.reports.resolve(date + "/as-known-r1")))
                    .isEqualTo(contents(lastro.reports.resolve(date + "/r1")));
            assertThat(lastro.derived()).isEqualTo(live);
            assertThat(contents(lastro.reports)).containsAllEntriesOf(published);
            try (var left = Files.list(lastro.reports.resolve(date.toString()))) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("r1", "as-known-r1");
            }
        }
    }

    private static Outcome report(Lastro lastro, LocalDate date, String known, @Nullable Path to) {
        return lastro.bean(Jobs.class).run(new JobRequest.Report(date, known, to, "auditor", "asked"), Progress.SILENT);
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
}

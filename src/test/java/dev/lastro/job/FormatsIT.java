package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.report.Format;
import dev.lastro.testing.JavaProcess;
import dev.lastro.testing.MySql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format changes which files there are, and nothing of which run they are of. */
class FormatsIT {

    private static final Instant ARRIVAL = Instant.parse("2026-11-05T12:00:00.123456Z");
    private static final LocalDate DATE = Traffic.FIRST_DAY.plusDays(20);
    private static final Set<Format> PARQUET = Format.of("parquet");

    @TempDir
    Path folder;

    @Test
    void aNightAsParquetIsThatNightWhenAskedForAgainAndAsKnownThen() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(100, 21));
            assertThat(nightly(lastro, PARQUET)).isInstanceOf(Outcome.Completed.class);
            var r1 = lastro.reports.resolve(DATE + "/r1");
            assertThat(r1.resolve("parquet/loans.parquet")).exists();
            assertThat(r1.resolve("manifest.json"))
                    .content()
                    .contains("\"format\" : \"csv,parquet\"", "parquet/loans.parquet");

            assertThat(nightly(lastro, null)).isEqualTo(complete(r1, null));
            assertThat(nightly(lastro, PARQUET)).isEqualTo(complete(r1, null));
            assertThat(report(lastro, null)).isInstanceOf(Outcome.Completed.class);

            assertThat(contents(lastro.reports.resolve(DATE + "/as-known-r1"))).isEqualTo(contents(r1));
        }
    }

    @Test
    void aNightThatWasCsvAloneIsHadAsParquetBesideIt() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(100, 22));
            nightly(lastro, null);
            var r1 = lastro.reports.resolve(DATE + "/r1");
            var before = contents(r1);
            assertThat(before.keySet()).noneMatch(name -> name.startsWith("parquet"));

            assertThat(nightly(lastro, PARQUET))
                    .isEqualTo(complete(
                            r1,
                            "the same rows so, beside it: run report --date=%s --known=r1 --format=csv,parquet"
                                    .formatted(DATE)));
            assertThat(report(lastro, Format.of("csv,parquet"))).isInstanceOf(Outcome.Completed.class);

            assertThat(contents(r1)).as("what was published").isEqualTo(before);
            var beside = lastro.reports.resolve(DATE + "/as-known-r1");
            assertThat(beside.resolve("parquet/findings.parquet")).exists();
            assertThat(beside.resolve("machine/loans.csv")).hasSameBinaryContentAs(r1.resolve("machine/loans.csv"));
            // No second manifest is signed as that of r1.
            assertThat(beside.resolve("manifest.json")).content().contains("\"revision\" : 0");
        }
    }

    @Test
    void aNightThatWasKilledGoesOnAsItWasBegun() throws Exception {
        var sent = Traffic.of(1_500, 23);
        try (var killed = new Lastro(folder.resolve("killed"));
                var undisturbed = new Lastro(folder.resolve("undisturbed"))) {
            killed.append("main", ARRIVAL, sent);
            undisturbed.append("main", ARRIVAL, sent);
            nightly(undisturbed, PARQUET);

            var child = NightlyChild.start(killed, DATE, null, "parquet");
            NightlyChild.awaitStep(child, "reports");
            child.destroyForcibly().waitFor();
            assertThat(killed.reports.resolve(DATE + "/r1")).doesNotExist();
            assertThat(nightly(killed, null)).isInstanceOf(Outcome.Completed.class);

            assertThat(contents(killed.reports.resolve(DATE + "/r1/parquet")))
                    .hasSize(12)
                    .isEqualTo(contents(undisturbed.reports.resolve(DATE + "/r1/parquet")));
        }
    }

    /** The schedule says nothing: the file does, to every run that begins. */
    @Test
    void theJobsFileSaysSoForEveryNight() throws Exception {
        var jobs = Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("nightly.yaml"), "job: nightly\nformat: parquet\n");
        try (var lastro = new Lastro(MySql.database(), folder, jobs)) {
            lastro.append("main", ARRIVAL, Traffic.of(20, 24));

            nightly(lastro, null);
            assertThat(lastro.reports.resolve(DATE + "/r1/parquet")).isDirectory();
            assertThat(lastro.bean(Jobs.class)
                            .run(
                                    new JobRequest.Nightly(DATE, true, "tester", "smaller", Format.DEFAULT),
                                    Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
            assertThat(lastro.reports.resolve(DATE + "/r2/parquet")).doesNotExist();
        }
    }

    /** A library that is asked for by few costs the others nothing. */
    @Test
    void whoDoesNotAskForParquetLoadsNothingOfIt() throws Exception {
        try (var lastro = new Lastro(folder)) {
            lastro.append("main", ARRIVAL, Traffic.of(20, 25));

            assertThat(loaded(lastro, DATE, null))
                    .contains("dev.lastro.report.CsvFile")
                    .doesNotContain("org.apache.parquet");
            assertThat(loaded(lastro, DATE.plusDays(1), "parquet")).contains("org.apache.parquet");
        }
    }

    /** What a process says of the classes that it loads for a night. */
    private String loaded(Lastro lastro, LocalDate date, @Nullable String format) throws Exception {
        var log = folder.resolve("classes-%s.log".formatted(date));
        var arguments = new ArrayList<>(
                List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + log, "-Dlastro.test.date=" + date));
        if (format != null) {
            arguments.add("-Dlastro.test.format=" + format);
        }
        arguments.addAll(JavaProcess.classPath());
        arguments.add(NightlyChild.class.getName());
        arguments.addAll(List.of(Lastro.arguments(lastro.database, lastro.reports, null)));
        try (var child = JavaProcess.start(folder.resolve("child.log"), Map.of(), arguments)) {
            assertThat(child.awaitEnd()).isEqualTo(NightlyChild.COMPLETED);
        }
        return Files.readString(log);
    }

    private static Outcome nightly(Lastro lastro, @Nullable Set<Format> formats) {
        return lastro.bean(Jobs.class).run(new JobRequest.Nightly(DATE, false, "tester", "", formats), Progress.SILENT);
    }

    private static Outcome report(Lastro lastro, @Nullable Set<Format> formats) {
        return lastro.bean(Jobs.class)
                .run(new JobRequest.Report(DATE, "r1", null, "tester", "", formats), Progress.SILENT);
    }

    private static Outcome complete(Path r1, @Nullable String instead) {
        return new Outcome.AlreadyComplete(DATE.toString(), 1, r1, instead);
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

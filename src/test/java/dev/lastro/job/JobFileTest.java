package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.provider.DefinitionException;
import dev.lastro.report.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {

    @TempDir
    Path folder;

    @Test
    void theNightBeginsAtTwoInSaoPaulo() {
        var file = JobFile.load("nightly", null);
        var next = Objects.requireNonNull(file.schedule())
                .next(ZonedDateTime.parse("2026-11-21T23:00:00Z").withZoneSameInstant(file.zone()));
        assertThat(Objects.requireNonNull(next).toInstant()).isEqualTo("2026-11-22T05:00:00Z");
    }

    @Test
    void anImportIsStartedBySomebody() {
        assertThat(JobFile.load("import", null).schedule()).isNull();
    }

    @Test
    void theFolderCountsMoreThanTheJar() throws IOException {
        write("job: nightly\nschedule: \"0 30 4 * * MON-FRI\"\nzone: UTC\n");
        assertThat(JobFile.load("nightly", folder))
                .hasToString("JobFile[job=nightly, schedule=0 30 4 * * MON-FRI, zone=UTC, formats=[CSV]]");
        assertThat(JobFile.check(folder)).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedByLineAndKey() throws IOException {
        write("job: nightly\n\nschedule: every night\nzone: America/Campinas\nretries: 3\nsteps: [one]\n");
        assertThat(JobFile.check(folder))
                .extracting(problem -> problem.line() + " " + problem.key())
                .containsExactly("3 schedule", "4 zone", "5 retries", "6 ");
        assertThatThrownBy(() -> JobFile.load("nightly", folder)).isInstanceOf(DefinitionException.class);
    }

    @Test
    void whatIsNoYamlIsNamed() throws IOException {
        write("job: \"nightly\nschedule: x");
        assertThat(JobFile.check(folder))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("is not YAML"));
    }

    @Test
    void aNightCanBeWrittenAsParquetEachTime() throws IOException {
        write("job: nightly\nformat: parquet\n");
        assertThat(JobFile.load("nightly", folder).formats()).containsExactly(Format.CSV, Format.PARQUET);

        write("job: nightly\nformat: xls\n");
        assertThat(JobFile.check(folder))
                .singleElement()
                .asString()
                .contains("2", "format", "no xls: there are csv, which is always written, and parquet");
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("nightly.yaml"), text);
    }
}

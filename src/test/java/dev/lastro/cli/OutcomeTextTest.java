package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.job.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void completedIs0AndSaysWhereTheFilesAre() {
        assertThat(print(new Outcome.Completed(Path.of("/r/2026-11-21/r1"), new LinkedHashMap<>())))
                .isZero();
        assertThat(said(out))
                .contains(
                        "deliveries = EVENT + ",
                        "files: " + Path.of("/r/2026-11-21/r1").toAbsolutePath());
        assertThat(said(err)).isEmpty();
    }

    @Test
    void aJobWithoutReportsTellsItsCountsOnly() {
        assertThat(print(new Outcome.Completed(null, new LinkedHashMap<>(Map.of("lines", "3")))))
                .isZero();
        assertThat(said(out)).isEqualTo("lines: 3" + System.lineSeparator());
    }

    @Test
    void failedAndStoppedAre1AndSayHowToGoOn() {
        assertThat(print(new Outcome.Failed("disk full"))).isEqualTo(1);
        assertThat(said(err)).contains("nightly failed: disk full", "the same command goes on");
        assertThat(print(new Outcome.Stopped())).isEqualTo(1);
        assertThat(said(err)).contains("nightly was stopped");
    }

    @Test
    void alreadyIs2() {
        assertThat(print(new Outcome.AlreadyRunning("nightly"))).isEqualTo(2);
        assertThat(said(err)).contains("nightly is already running");
        assertThat(print(new Outcome.AlreadyComplete("2026-11-21", 3, null))).isEqualTo(2);
        assertThat(said(err)).contains("nightly 2026-11-21 is complete already (r3)", "--again --because=");
        assertThat(print(new Outcome.AlreadyComplete("2026-11-21", 4, null, "or run report")))
                .isEqualTo(2);
        assertThat(said(err)).contains("nightly 2026-11-21 is complete already (r4); or run report");
        assertThat(said(out)).isEmpty();
    }

    private int print(Outcome outcome) {
        return new OutcomeText(new Terminal(stream(out), stream(err))).print("nightly", outcome);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String said(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

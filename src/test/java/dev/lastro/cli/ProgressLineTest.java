package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.job.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void saysHowFarHowFastAndHowLong() {
        assertThat(ProgressLine.text(event(12_345, 50_000, Duration.ofSeconds(75), false)))
                .isEqualTo("classify  12,345/50,000  24 %  8,123/s  1 min 15 s left");
        assertThat(ProgressLine.text(event(12_345, 0, null, false))).isEqualTo("classify  12,345  8,123/s");
        assertThat(ProgressLine.text(event(50_000, 50_000, Duration.ZERO, true)))
                .isEqualTo("classify  50,000/50,000  100 %  8,123/s  done");
        assertThat(ProgressLine.text(event(1, 100, Duration.ofMinutes(130), false)))
                .endsWith("2 h 10 min left");
    }

    @Test
    void isALineEveryFewSecondsWhereNobodyLooks() {
        try (var line = new ProgressLine(stream, false, nanos::get)) {
            line.report(event(1, 100, null, false));
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            line.report(event(2, 100, null, false));
            line.report(event(3, 100, null, false));
            line.report(event(100, 100, null, true));
        }

        assertThat(said().lines().toList())
                .containsExactly("classify  2/100  2 %  8,123/s", "classify  100/100  100 %  8,123/s  done");
    }

    @Test
    void isOverwrittenInPlaceOnATerminal() {
        try (var line = new ProgressLine(stream, true, nanos::get)) {
            line.report(event(1, 100, Duration.ofSeconds(9), false));
            line.report(event(2, 100, null, false));
        }

        assertThat(said())
                .isEqualTo("\rclassify  1/100  1 %  8,123/s  9 s left" + "\rclassify  2/100  2 %  8,123/s          "
                        + System.lineSeparator());
    }

    private static Progress.Event event(long done, long total, @Nullable Duration left, boolean finished) {
        return new Progress.Event("nightly", "classify", done, total, 8_123, left, finished);
    }

    private String said() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}

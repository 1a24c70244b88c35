package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {

    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final ArrayList<Progress.Event> events = new ArrayList<>();

    @Test
    void tellsNoMoreThanFiveTimesASecond() {
        var meter = meter(0, 1_000);
        for (var i = 0; i < 1_000; i++) {
            nanos.addAndGet(1_000_000);
            meter.add(1);
        }
        assertThat(events).hasSize(5);
    }

    @Test
    void reckonsSpeedAndTimeLeftFromWhatThisProcessDid() {
        var meter = meter(600, 1_000);
        nanos.addAndGet(2_000_000_000L);
        meter.add(100);
        assertThat(events)
                .containsExactly(
                        new Progress.Event("nightly", "classify", 700, 1_000, 50, Duration.ofSeconds(6), false));
    }

    @Test
    void theEndIsAlwaysTold() {
        var meter = meter(0, 0);
        meter.add(1);
        meter.add(1);
        meter.finish();
        assertThat(events.getLast()).isEqualTo(new Progress.Event("nightly", "classify", 2, 0, 0, null, true));
    }

    private ProgressMeter meter(long doneBefore, long total) {
        return new ProgressMeter(events::add, "nightly", "classify", doneBefore, total, nanos::get);
    }
}

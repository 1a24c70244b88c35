package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** 23:30 in São Paulo. */
    private static final Instant LATE = Instant.parse("2026-11-22T02:30:00Z");

    @Test
    void eachIsDueWhereNothingIsThinnedOut() {
        assertThat(numbers(Due.of(minutes(LATE, 90), false, Duration.ZERO, LATE, LATE)))
                .hasSize(90);
    }

    @Test
    void theNewestIsDueWhenTheIntervalHasPassedAndNothingBefore() {
        var noon = Instant.parse("2026-11-22T12:00:00Z");
        var waiting = minutes(noon, 60);

        assertThat(Due.of(waiting, false, HOUR, noon, noon.plusSeconds(3599))).isEmpty();
        assertThat(numbers(Due.of(waiting, false, HOUR, noon, noon.plusSeconds(3600))))
                .containsExactly(59L);
        assertThat(numbers(Due.of(waiting, false, HOUR, null, noon))).containsExactly(59L);
    }

    @Test
    void aDaysLastIsDueWhateverTheInterval() {
        var waiting = minutes(LATE, 60);
        // number 29 is of 23:59, number 30 of midnight
        assertThat(numbers(Due.of(waiting, false, HOUR, LATE, LATE.plusSeconds(3540))))
                .containsExactly(29L);
    }

    @Test
    void aDaysLastIsDueWhenTheDayIsOverAndNothingCameAfterIt() {
        var waiting = minutes(LATE, 1);
        assertThat(Due.of(waiting, false, HOUR, LATE, LATE.plusSeconds(1799))).isEmpty();
        assertThat(numbers(Due.of(waiting, false, HOUR, LATE, LATE.plusSeconds(1800))))
                .containsExactly(0L);
    }

    @Test
    void whereThereIsMoreTheLastIsDueSoThatItGoesOn() {
        var waiting = minutes(LATE.minusSeconds(36_000), 10);
        assertThat(numbers(Due.of(waiting, true, HOUR, LATE, LATE))).containsExactly(9L);
    }

    private static List<Sealed> minutes(Instant from, int count) {
        return IntStream.range(0, count)
                .mapToObj(minute -> Notes.sealed("main", minute, from.plusSeconds(60L * minute)))
                .toList();
    }

    private static List<Long> numbers(List<Sealed> sealed) {
        return sealed.stream().map(Sealed::number).toList();
    }
}

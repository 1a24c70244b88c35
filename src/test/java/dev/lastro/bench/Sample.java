package dev.lastro.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one stretch of load gave.
 *
 * @param stored answers with status 200
 * @param failed other answers, and connections that broke
 * @param seconds from the first request to the last answer
 * @param latency nanoseconds of those with status 200
 */
record Sample(long stored, long failed, double seconds, Histogram latency) {

    /** Three digits, up to two minutes. */
    static Histogram histogram() {
        return new Histogram(Duration.ofMinutes(2).toNanos(), 3);
    }

    double perSecond() {
        return stored / seconds;
    }

    double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}

package dev.lastro.job;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns counts into progress events, no more than a person can read. */
final class ProgressMeter {

    private static final long EVERY_NANOS = 200_000_000;

    private final Progress progress;
    private final String job;
    private final String step;
    private final long total;
    private final LongSupplier nanoTime;
    private final long began;
    private final long doneBefore;
    private long done;
    private long lastReport;

    /** @param doneBefore what an earlier launch has done already: part of the whole, not of the speed */
    ProgressMeter(Progress progress, String job, String step, long doneBefore, long total, LongSupplier nanoTime) {
        this.progress = progress;
        this.job = job;
        this.step = step;
        this.total = total;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.lastReport = began - EVERY_NANOS;
        this.doneBefore = doneBefore;
        this.done = doneBefore;
    }

    void add(long count) {
        at(done + count);
    }

    void at(long count) {
        done = count;
        var now = nanoTime.getAsLong();
        if (now - lastReport >= EVERY_NANOS) {
            lastReport = now;
            progress.report(event(now, false));
        }
    }

    void finish() {
        progress.report(event(nanoTime.getAsLong(), true));
    }

    private Progress.Event event(long now, boolean finished) {
        var seconds = (now - began) / 1e9;
        var perSecond = seconds > 0 ? (done - doneBefore) / seconds : 0;
        return new Progress.Event(job, step, done, total, perSecond, timeLeft(perSecond), finished);
    }

    private @Nullable Duration timeLeft(double perSecond) {
        if (total == 0 || perSecond <= 0) {
            return null;
        }
        return Duration.ofSeconds(Math.round(Math.max(0, total - done) / perSecond));
    }
}

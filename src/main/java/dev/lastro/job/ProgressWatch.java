package dev.lastro.job;

import dev.lastro.derive.Watch;
import org.jspecify.annotations.Nullable;

/** Shows what is derived as progress of a job, a step after the other. */
final class ProgressWatch implements Watch {

    private final Progress progress;
    private final String job;
    private final RunningJobs running;

    private @Nullable String step;
    private @Nullable ProgressMeter meter;

    ProgressWatch(Progress progress, String job, RunningJobs running) {
        this.progress = progress;
        this.job = job;
        this.running = running;
    }

    @Override
    public synchronized void at(String now, long done, long total) {
        if (meter == null || !now.equals(step)) {
            finish();
            step = now;
            meter = new ProgressMeter(progress, job, now, done, total, System::nanoTime);
        }
        meter.at(done);
    }

    @Override
    public boolean isStopping() {
        return running.isStopping();
    }

    synchronized void finish() {
        if (meter != null) {
            meter.finish();
        }
    }
}

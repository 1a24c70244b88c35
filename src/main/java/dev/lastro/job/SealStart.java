package dev.lastro.job;

import dev.lastro.seal.BrokenLogException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * {@code seal}: no steps and nothing to go on with, as each checkpoint is one commit; so it is no Batch job, which would write
 * more rows a minute than it seals.
 */
@Component
class SealStart {

    private static final String JOB = JobRequest.Seal.JOB;

    private final Seals seals;
    private final Runs runs;
    private final InstantSource clock;

    SealStart(Seals seals, Runs runs, InstantSource clock) {
        this.seals = seals;
        this.runs = runs;
        this.clock = clock;
    }

    /** Inside the gate. */
    Outcome run(JobRequest.Seal request, RunningJobs.Running running) {
        // A checkpoint a minute says by itself when it was made.
        var run = request.by().equals(JobSchedules.BY)
                ? null
                : runs.begin(JOB, request.by(), request.because(), clock.instant());
        try {
            var sizes = seals.seal(JOB, running.progress);
            if (run != null) {
                runs.complete(run, null, clock.instant());
            }
            var totals = new LinkedHashMap<String, String>();
            sizes.forEach((log, size) -> totals.put(log, String.format(Locale.ROOT, "%,d sealed", size)));
            return new Outcome.Completed(null, totals);
        } catch (BrokenLogException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }
}

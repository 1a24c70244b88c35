package dev.lastro.job;

import dev.lastro.derive.Derived;
import dev.lastro.derive.Side;
import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/** Decides what a start of {@code rebuild} covers. */
@Component
class RebuildStart {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildStart.class);

    private static final String JOB = JobRequest.Rebuild.JOB;

    private final JobGate gate;
    private final Job rebuildJob;
    private final Runs runs;
    private final Derived derived;
    private final LogReader log;
    private final Erasures erasures;
    private final InstantSource clock;

    RebuildStart(
            JobGate gate,
            Job rebuildJob,
            Runs runs,
            Derived derived,
            LogReader log,
            Erasures erasures,
            InstantSource clock) {
        this.gate = gate;
        this.rebuildJob = rebuildJob;
        this.runs = runs;
        this.derived = derived;
        this.log = log;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** Inside the gate, alone with the derived tables. */
    Outcome run(JobRequest.Rebuild request, RunningJobs.Running running) throws JobExecutionException {
        var sizes = log.sizes();
        var classified = derived.classified(Side.LIVE);
        if (!covers(sizes, classified)) {
            throw new IllegalStateException(
                    "more is classified (%s) than the log has (%s): rows of the log were removed"
                            .formatted(classified, sizes));
        }
        var latest = runs.latest(JOB, Runs.ALL);
        if (latest.isPresent() && !latest.get().complete()) {
            return gate.start(
                    rebuildJob, RebuildStep.parameters(goOn(latest.get(), sizes, classified), request), running);
        }
        var run = new Run(
                JOB,
                Runs.ALL,
                latest.map(Run::revision).orElse(0) + 1,
                false,
                sizes,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                request.by(),
                request.because(),
                null,
                null);
        runs.begin(run);
        return gate.start(rebuildJob, RebuildStep.parameters(run, request), running);
    }

    /** What was begun covers what it covered, so that its files are of use; unless a night, or an erasure, has gone beyond it. */
    private Run goOn(Run run, SortedMap<String, Long> sizes, Map<String, Long> classified) {
        if (covers(run.logSizes(), classified) && !erasures.goBeyond(run.logSizes())) {
            return run;
        }
        LOG.info(
                "rebuild r{}: a night has classified more than it covered, or a loan was erased; it covers the whole log now",
                run.revision());
        runs.cover(run, sizes);
        return runs.get(JOB, Runs.ALL, run.revision());
    }

    private static boolean covers(Map<String, Long> sizes, Map<String, Long> classified) {
        return classified.entrySet().stream()
                .allMatch(each -> each.getValue() <= sizes.getOrDefault(each.getKey(), 0L));
    }
}

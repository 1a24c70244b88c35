package dev.lastro.job;

import dev.lastro.derive.Derived;
import dev.lastro.derive.Rebuild;
import dev.lastro.derive.Side;
import dev.lastro.derive.Watch;
import dev.lastro.loan.BusinessDates;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/** Fills new tables beside the live ones, says whether they tell the same, and swaps them in. */
@Component
class RebuildStep implements Tasklet {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildStep.class);

    private static final String JOB = JobRequest.Rebuild.JOB;

    private final Runs runs;
    private final Derived derived;
    private final Rebuild rebuild;
    private final Definitions definitions;
    private final RunningJobs running;
    private final WorkFolders workFolders;
    private final InstantSource clock;

    RebuildStep(
            Runs runs,
            Derived derived,
            Rebuild rebuild,
            Definitions definitions,
            RunningJobs running,
            WorkFolders workFolders,
            InstantSource clock) {
        this.runs = runs;
        this.derived = derived;
        this.rebuild = rebuild;
        this.definitions = definitions;
        this.running = running;
        this.workFolders = workFolders;
        this.clock = clock;
    }

    static JobParameters parameters(Run run, JobRequest.Rebuild request) {
        return new JobParametersBuilder()
                .addString("subject", run.subject())
                .addLong("revision", (long) run.revision())
                .addString("begun", run.startedAt().toString())
                .addString("by", request.by(), false)
                .addString("because", request.because(), false)
                .toJobParameters();
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var step = contribution.getStepExecution();
        var revision = Objects.requireNonNull(step.getJobParameters().getLong("revision"))
                .intValue();
        var run = runs.get(JOB, Runs.ALL, revision);
        var now = running.of(JOB);
        var watch = new ProgressWatch(now.progress, JOB, running);
        var request = new Rebuild.Request(
                step.getJobExecutionId(), definitions, run.logSizes(), cutOff(), Set.of(), workFolders.of(JOB));
        try {
            rebuild.fill(request, watch);
            var totals = totals(request);
            rebuild.swap(request.owner(), now.alone());
            runs.complete(run, null, clock.instant());
            now.leave(null, totals);
            watch.finish();
        } catch (Watch.StoppedException e) {
            running.obeyStop(step);
        }
        return RepeatStatus.FINISHED;
    }

    /** Loans stay at the cut-off at which they stand; where none stand, they are brought to yesterday's. */
    private Instant cutOff() {
        return derived.cutOff(Side.LIVE)
                .orElseGet(() ->
                        BusinessDates.cutOff(BusinessDates.of(clock.instant()).minusDays(1)));
    }

    private SequencedMap<String, String> totals(Rebuild.Request request) {
        var totals = new LinkedHashMap<String, String>();
        rebuild.totals(Side.NEXT).forEach((what, count) -> totals.put(what, String.valueOf(count)));
        var differences = rebuild.differences(request);
        if (differences.isPresent()) {
            totals.put("same_as_before", String.valueOf(differences.get().isEmpty()));
            differences
                    .get()
                    .forEach((table, rows) -> LOG.warn(
                            "what was live differs from what the log says in table {}: {} and perhaps more",
                            table,
                            String.join(", ", rows)));
            if (!differences.get().isEmpty()) {
                totals.put(
                        "different_tables", String.join(" ", differences.get().keySet()));
            }
        }
        return totals;
    }
}

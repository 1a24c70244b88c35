package dev.lastro.job;

import dev.lastro.derive.Derivation;
import dev.lastro.derive.Watch;
import dev.lastro.provider.Definitions;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/** Brings derived tables to the night's prefix and cut-off. Its transactions are its own. */
@Component
class DeriveStep implements Tasklet {

    private final Night.Reader nights;
    private final Derivation derivation;
    private final Hindsights hindsights;
    private final Runs runs;
    private final Definitions definitions;
    private final JobProperties properties;
    private final WorkFolders workFolders;
    private final RunningJobs running;

    DeriveStep(
            Night.Reader nights,
            Derivation derivation,
            Hindsights hindsights,
            Runs runs,
            Definitions definitions,
            JobProperties properties,
            WorkFolders workFolders,
            RunningJobs running) {
        this.nights = nights;
        this.derivation = derivation;
        this.hindsights = hindsights;
        this.runs = runs;
        this.definitions = definitions;
        this.properties = properties;
        this.workFolders = workFolders;
        this.running = running;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var step = contribution.getStepExecution();
        var night = nights.of(step);
        if (!night.isPublished()) {
            var watch = new ProgressWatch(night.running().progress, JobRequest.Nightly.JOB, running);
            try {
                hindsights.make(
                        hindsights.nights(
                                runs.previous(night.run()), night.run().startedAt()),
                        night.owner(),
                        workFolders.of(JobRequest.Nightly.JOB),
                        watch);
                derivation.run(wanted(night), night.running().alone(), watch);
                watch.finish();
            } catch (Watch.StoppedException e) {
                running.obeyStop(step);
            }
        }
        return RepeatStatus.FINISHED;
    }

    private Derivation.Wanted wanted(Night night) {
        return new Derivation.Wanted(
                night.owner(),
                definitions,
                night.run().logSizes(),
                night.cutOff(),
                workFolders.of(JobRequest.Nightly.JOB),
                properties.nightly().rebuildShare());
    }
}

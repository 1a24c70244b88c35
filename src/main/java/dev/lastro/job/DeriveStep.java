package dev.lastro.job;

import dev.lastro.derive.Increment;
import dev.lastro.derive.Watch;
import dev.lastro.provider.Definitions;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/** Brings the derived tables to the night's prefix and cut-off. Its transactions are its own. */
@Component
class DeriveStep implements Tasklet {

    private final Night.Reader nights;
    private final Increment increment;
    private final Definitions definitions;
    private final RunningJobs running;

    DeriveStep(Night.Reader nights, Increment increment, Definitions definitions, RunningJobs running) {
        this.nights = nights;
        this.increment = increment;
        this.definitions = definitions;
        this.running = running;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var step = contribution.getStepExecution();
        var night = nights.of(step);
        if (!night.isPublished()) {
            var watch = new ProgressWatch(night.running().progress, JobRequest.Nightly.JOB, running);
            try {
                increment.begin(night.owner(), definitions);
                increment.run(night.owner(), definitions, night.run().logSizes(), night.cutOff(), watch);
                watch.finish();
            } catch (Watch.StoppedException e) {
                running.obeyStop(step);
            }
        }
        return RepeatStatus.FINISHED;
    }
}

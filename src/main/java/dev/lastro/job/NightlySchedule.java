package dev.lastro.job;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.stereotype.Component;

/**
 * Starts {@code nightly} for yesterday at the time that {@code jobs/nightly.yaml} says, in every process that serves
 * with the role {@code jobs}; the gate lets one of them through.
 */
@Component
@ConditionalOnWebApplication
@ConditionalOnExpression("'${lastro.roles}'.contains('jobs')")
final class NightlySchedule implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(NightlySchedule.class);

    private final Jobs jobs;
    private final JobFile file;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    NightlySchedule(Jobs jobs, JobProperties properties) {
        this.jobs = jobs;
        this.file = JobFile.load(JobRequest.Nightly.JOB, properties.jobsFolder());
        scheduler.setThreadNamePrefix("lastro-nightly-");
        scheduler.initialize();
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        var schedule = file.schedule();
        if (schedule == null) {
            LOG.info("nightly has no schedule: it runs when somebody starts it");
            return;
        }
        var _ = scheduler.schedule(this::run, new CronTrigger(schedule.toString(), file.zone()));
        LOG.info("nightly runs at {} ({})", schedule, file.zone());
    }

    private void run() {
        var outcome = jobs.run(
                new JobRequest.Nightly(
                        null, false, "schedule", "jobs/nightly.yaml: " + Objects.requireNonNull(file.schedule())),
                Progress.SILENT);
        switch (outcome) {
            case Outcome.Completed completed -> LOG.info("nightly is complete: {}", completed.folder());
            case Outcome.AlreadyRunning other -> LOG.info("nightly runs in another process");
            case Outcome.AlreadyComplete other -> LOG.info("nightly of {} is complete already", other.subject());
            case Outcome.Nothing nothing -> LOG.info("nightly: {}", nothing.message());
            case Outcome.Stopped stopped -> LOG.warn("nightly was stopped; `run nightly` goes on with it");
            case Outcome.Failed failed ->
                LOG.error("nightly failed: {}; `run nightly` goes on with it", failed.message());
        }
    }

    @Override
    public void destroy() {
        scheduler.shutdown();
    }
}

package dev.lastro.job;

import dev.lastro.anchor.Anchors;
import dev.lastro.seal.Sealer;
import java.time.Duration;
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
 * Starts jobs at the times that {@code jobs/<job>.yaml} says, in every process that serves with the role {@code jobs}; the
 * gate lets one of them through.
 */
@Component
@ConditionalOnWebApplication
@ConditionalOnExpression("'${lastro.roles}'.contains('jobs')")
final class JobSchedules implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(JobSchedules.class);

    /** So long at most after the hour a night is told to be late, and so seldom is a server asked that does not answer. */
    private static final Duration NOTICES_EVERY = Duration.ofMinutes(5);

    /** Who starts what nobody started. */
    static final String BY = "schedule";

    private final Jobs jobs;
    private final Sealer sealer;
    private final Anchors anchors;
    private final JobProperties properties;
    private final NightlyNotices notices;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    JobSchedules(Jobs jobs, Sealer sealer, Anchors anchors, JobProperties properties, NightlyNotices notices) {
        this.jobs = jobs;
        this.sealer = sealer;
        this.anchors = anchors;
        this.properties = properties;
        this.notices = notices;
        // One each: a night must not keep the minute's checkpoint waiting.
        scheduler.setPoolSize(JobFile.SCHEDULED.size() + 1);
        scheduler.setThreadNamePrefix("lastro-schedule-");
        scheduler.initialize();
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        JobFile.SCHEDULED.forEach(job -> begin(JobFile.load(job, properties.jobsFolder())));
        var _ = scheduler.scheduleWithFixedDelay(notices::check, NOTICES_EVERY);
    }

    private void begin(JobFile file) {
        var schedule = file.schedule();
        if (schedule == null) {
            LOG.info("{} has no schedule: it runs when somebody starts it", file.job());
            return;
        }
        var _ = scheduler.schedule(() -> run(file), new CronTrigger(schedule.toString(), file.zone()));
        LOG.info("{} runs at {} ({})", file.job(), schedule, file.zone());
    }

    private void run(JobFile file) {
        var because = "jobs/%s.yaml: %s".formatted(file.job(), Objects.requireNonNull(file.schedule()));
        try {
            switch (file.job()) {
                case JobRequest.Seal.JOB -> seal(new JobRequest.Seal(BY, because));
                case JobRequest.Verify.JOB -> run(new JobRequest.Verify(false, BY, because));
                default -> run(new JobRequest.Nightly(null, false, BY, because));
            }
        } catch (RuntimeException e) {
            // A scheduled task that throws says so in a place where nobody looks.
            LOG.error("{} failed", file.job(), e);
        }
    }

    /** Most minutes of a quiet log have nothing to seal; but an anchor that was away may be back. */
    private void seal(JobRequest.Seal request) {
        if (sealer.logs().stream().anyMatch(sealer::hasNews)) {
            run(request);
        } else {
            anchors.publishNew();
        }
    }

    private void run(JobRequest request) {
        var job = request.job();
        switch (jobs.run(request, Progress.SILENT)) {
            case Outcome.Completed completed ->
                LOG.info(
                        "{} is complete: {}",
                        job,
                        completed.folder() == null ? completed.totals() : completed.folder());
            case Outcome.Nothing nothing -> LOG.info("{}: {}", job, nothing.message());
            case Outcome.AlreadyRunning other -> LOG.info("{} runs in another process", job);
            case Outcome.AlreadyComplete other -> LOG.info("{} of {} is complete already", job, other.subject());
            case Outcome.Stopped stopped -> LOG.warn("{} was stopped; `run {}` goes on with it", job, job);
            case Outcome.Failed failed ->
                LOG.error("{} failed: {}; `run {}` goes on with it", job, failed.message(), job);
        }
    }

    @Override
    public void destroy() {
        scheduler.shutdown();
    }
}

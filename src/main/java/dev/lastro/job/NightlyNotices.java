package dev.lastro.job;

import dev.lastro.loan.BusinessDates;
import dev.lastro.notify.Notice;
import dev.lastro.notify.Notice.What;
import dev.lastro.notify.Notifications;
import dev.lastro.notify.NotifyProperties;
import dev.lastro.report.NightSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has people told how a night ended, or that it has not. Never throws: a night is no worse for a mail server that is away. */
@Component
class NightlyNotices {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyNotices.class);

    private static final String JOB = JobRequest.Nightly.JOB;

    private final Notifications notifications;
    private final NotifyProperties properties;
    private final Runs runs;
    private final JobProperties jobs;
    private final InstantSource clock;

    NightlyNotices(
            Notifications notifications,
            NotifyProperties properties,
            Runs runs,
            JobProperties jobs,
            InstantSource clock) {
        this.notifications = notifications;
        this.properties = properties;
        this.runs = runs;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The date that the request is about, as it was when it began: a night may end after midnight. */
    LocalDate date(JobRequest.Nightly request) {
        return request.date() == null ? BusinessDates.of(clock.instant()).minusDays(1) : request.date();
    }

    /** After a start of {@code nightly} has ended. */
    void ended(LocalDate date, Outcome outcome) {
        try {
            switch (outcome) {
                case Outcome.Completed _ -> complete(date);
                case Outcome.Failed _ ->
                    notifications.tell(new Notice(
                            What.FAILED,
                            date,
                            runs.latest(JOB, date.toString()).map(Run::revision).orElse(0),
                            null));
                // Nothing has ended: another process does it, somebody stopped it, or it is told already.
                case Outcome.Stopped _, Outcome.Nothing _, Outcome.AlreadyRunning _, Outcome.AlreadyComplete _ -> {}
            }
        } catch (RuntimeException e) {
            LOG.warn("nobody could be told how {} of {} ended", JOB, date, e);
        }
    }

    /**
     * To be called now and then by a process that keeps the schedule: tells of yesterday's night what nobody was told, because
     * whoever ran it was killed before it could or the mail server was away, and once that it is late.
     */
    void check() {
        if (!notifications.isAnybody()) {
            return;
        }
        try {
            var now = clock.instant().atZone(BusinessDates.ZONE);
            var date = now.toLocalDate().minusDays(1);
            if (runs.latestComplete(JOB, date.toString()).isPresent()) {
                complete(date);
            } else if (!now.toLocalTime().isBefore(properties.lateAfter())
                    && runs.previousComplete(JOB, date.toString()).isPresent()) {
                // before the first night there is nothing that anybody waits for
                notifications.tell(new Notice(What.LATE, date, 0, null));
            }
        } catch (RuntimeException e) {
            LOG.warn("whether {} is late could not be looked up", JOB, e);
        }
    }

    private void complete(LocalDate date) {
        if (!notifications.isAnybody()) {
            return;
        }
        var run = runs.latestComplete(JOB, date.toString()).orElseThrow();
        if (notifications.isTold(new Notice(What.COMPLETE, date, run.revision(), null))) {
            return;
        }
        var folder = Night.folder(jobs.reportsDir(), date, run.revision()).toAbsolutePath();
        try {
            var summary = NightSummary.of(folder);
            notifications.tell(new Notice(
                    What.COMPLETE,
                    date,
                    run.revision(),
                    new Notice.Night(
                            folder,
                            summary.manifestSha256(),
                            summary.totals(),
                            summary.findings(),
                            summary.newFindings(),
                            summary.criticalFindings())));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("nobody is told of {}: {}", folder, e.getMessage());
        }
    }
}

package dev.lastro.job;

import dev.lastro.derive.ClassReader;
import dev.lastro.derive.Rebuild;
import dev.lastro.derive.Side;
import dev.lastro.derive.Watch;
import dev.lastro.loan.BusinessDates;
import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import dev.lastro.report.Format;
import dev.lastro.report.ReportFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Derives everything once more beside the live tables, from what was known and by what was said then, writes the reports of
 * that, and throws it away.
 */
@Component
class ReportStep implements Tasklet {

    private static final String JOB = JobRequest.Report.JOB;

    private final ReportPlans plans;
    private final Runs runs;
    private final Hindsights hindsights;
    private final Rebuild rebuild;
    private final ReportFolder reports;
    private final Seals seals;
    private final LogReader log;
    private final Erasures erasures;
    private final ClassReader classes;
    private final RunningJobs running;
    private final WorkFolders workFolders;
    private final InstantSource clock;

    ReportStep(
            ReportPlans plans,
            Runs runs,
            Hindsights hindsights,
            Rebuild rebuild,
            ReportFolder reports,
            Seals seals,
            LogReader log,
            Erasures erasures,
            ClassReader classes,
            RunningJobs running,
            WorkFolders workFolders,
            InstantSource clock) {
        this.plans = plans;
        this.runs = runs;
        this.hindsights = hindsights;
        this.rebuild = rebuild;
        this.reports = reports;
        this.seals = seals;
        this.log = log;
        this.erasures = erasures;
        this.classes = classes;
        this.running = running;
        this.workFolders = workFolders;
        this.clock = clock;
    }

    static JobParameters parameters(Run run, JobRequest.Report request) {
        var parameters = new JobParametersBuilder()
                .addString("subject", run.subject())
                .addLong("revision", (long) run.revision())
                .addString("begun", run.startedAt().toString())
                .addLocalDate("date", request.date(), false)
                .addString("known", request.known(), false)
                .addString("by", request.by(), false)
                .addString("because", request.because(), false);
        if (request.to() != null) {
            parameters.addString("to", request.to().toAbsolutePath().toString(), false);
        }
        if (request.formats() != null) {
            parameters.addString("format", Format.text(request.formats()), false);
        }
        return parameters.toJobParameters();
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var step = contribution.getStepExecution();
        var parameters = step.getJobParameters();
        var plan = plans.of(request(parameters));
        var now = running.of(JOB);
        var watch = new ProgressWatch(now.progress, JOB, running);
        var request = new Rebuild.Request(
                step.getJobExecutionId(),
                plan.definitions(),
                plan.prefix(),
                BusinessDates.cutOff(plan.date()),
                Set.of(),
                workFolders.of(JOB));
        try {
            var nights = hindsights.nights(plan.previous(), plan.asOf());
            hindsights.make(nights, request.owner(), request.workFolder(), watch);
            rebuild.fill(request, watch);
            var published = reports.write(
                    plan.request(Side.NEXT.table(""), seals),
                    new DeliveryTrail(log, erasures, classes, plan.definitions(), Side.NEXT),
                    hindsights.of(Side.NEXT, plan.date(), plan.definitions(), plan.prefix(), nights, kept -> {}),
                    rows -> {
                        watch.obeyStop();
                        watch.at("reports", rows, 0);
                    });
            rebuild.discard(request.workFolder());
            runs.complete(
                    runs.get(
                            JOB,
                            Objects.requireNonNull(parameters.getString("subject")),
                            Objects.requireNonNull(parameters.getLong("revision"))
                                    .intValue()),
                    published.manifestSha256(),
                    clock.instant());
            now.leave(published.folder(), new LinkedHashMap<>(published.totals()));
            watch.finish();
        } catch (Watch.StoppedException e) {
            running.obeyStop(step);
        }
        return RepeatStatus.FINISHED;
    }

    private static JobRequest.Report request(JobParameters parameters) {
        var to = parameters.getString("to");
        var formats = parameters.getString("format");
        return new JobRequest.Report(
                Objects.requireNonNull(parameters.getLocalDate("date")),
                Objects.requireNonNull(parameters.getString("known")),
                to == null ? null : Path.of(to),
                Objects.requireNonNull(parameters.getString("by")),
                Objects.requireNonNull(parameters.getString("because")),
                formats == null ? null : Format.of(formats));
    }
}

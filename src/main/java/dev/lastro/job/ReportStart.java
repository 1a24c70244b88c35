package dev.lastro.job;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/** Begins a run of {@code report}: each start is one of its own. */
@Component
class ReportStart {

    private static final String JOB = JobRequest.Report.JOB;
    private static final int SUBJECT_MAX = 64;

    private final JobGate gate;
    private final Job report;
    private final ReportPlans plans;
    private final Runs runs;
    private final InstantSource clock;

    ReportStart(JobGate gate, Job report, ReportPlans plans, Runs runs, InstantSource clock) {
        this.gate = gate;
        this.report = report;
        this.plans = plans;
        this.runs = runs;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException wrong usage */
    void check(JobRequest.Report request) {
        plans.of(request);
    }

    /** Inside the gate, alone with the derived tables. */
    Outcome run(JobRequest.Report request, RunningJobs.Running running) throws JobExecutionException {
        var plan = plans.of(request);
        var subject = "%s %s".formatted(plan.date(), plan.label());
        subject = subject.length() > SUBJECT_MAX ? subject.substring(0, SUBJECT_MAX) : subject;
        var run = new Run(
                JOB,
                subject,
                runs.latest(JOB, subject).map(Run::revision).orElse(0) + 1,
                false,
                plan.prefix(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                request.by(),
                request.because(),
                null,
                null);
        runs.begin(run);
        return gate.start(report, ReportStep.parameters(run, request), running);
    }
}

package dev.lastro.job;

import org.springframework.stereotype.Component;

/** Where every start of a job comes in: from the command line, the schedule, or the console. */
@Component
public class Jobs {

    private final JobGate gate;
    private final RunningJobs running;
    private final NightlyStart nightly;
    private final ImportStart importer;
    private final RebuildStart rebuild;
    private final ReportStart report;
    private final SealStart seal;
    private final VerifyStart verify;
    private final EraseStart erase;
    private final ReconcileStart reconcile;
    private final NightlyNotices notices;

    Jobs(
            JobGate gate,
            RunningJobs running,
            NightlyStart nightly,
            ImportStart importer,
            RebuildStart rebuild,
            ReportStart report,
            SealStart seal,
            VerifyStart verify,
            EraseStart erase,
            ReconcileStart reconcile,
            NightlyNotices notices) {
        this.gate = gate;
        this.running = running;
        this.nightly = nightly;
        this.importer = importer;
        this.rebuild = rebuild;
        this.report = report;
        this.seal = seal;
        this.verify = verify;
        this.erase = erase;
        this.reconcile = reconcile;
        this.notices = notices;
    }

    /**
     * Runs the job here and returns when it has ended.
     *
     * @param progress is called on the thread of the caller
     * @throws IllegalArgumentException wrong usage, with what to do instead
     */
    public Outcome run(JobRequest request, Progress progress) {
        if (request instanceof JobRequest.Import what) {
            importer.check(what);
        }
        if (request instanceof JobRequest.Reconcile what) {
            reconcile.check(what);
        }
        if (request instanceof JobRequest.Report what) {
            report.check(what);
        }
        if (request instanceof JobRequest.Erase what) {
            erase.check(what);
        }
        if (request instanceof JobRequest.Nightly night) {
            var date = notices.date(night);
            var outcome = pass(request, progress);
            // the gate is open again: whoever waits to be told keeps nobody from running
            notices.ended(date, outcome);
            return outcome;
        }
        return pass(request, progress);
    }

    private Outcome pass(JobRequest request, Progress progress) {
        return gate.pass(request.job(), () -> {
            var entry = running.enter(request.job(), progress);
            try {
                return switch (request) {
                    case JobRequest.Nightly night -> gate.alone(night.job(), entry, () -> nightly.run(night, entry));
                    case JobRequest.Rebuild what -> gate.alone(what.job(), entry, () -> rebuild.run(what, entry));
                    case JobRequest.Report what -> gate.alone(what.job(), entry, () -> report.run(what, entry));
                    // It reads them whole, and finds them as they were at the beginning.
                    case JobRequest.Reconcile what -> gate.alone(what.job(), entry, () -> reconcile.run(what, entry));
                    case JobRequest.Import what -> importer.run(what, entry);
                    case JobRequest.Seal what -> seal.run(what, entry);
                    case JobRequest.Verify what -> verify.run(what, entry);
                    case JobRequest.Erase what ->
                        what.dryRun() ? erase.plan(what) : gate.alone(what.job(), entry, () -> erase.run(what, entry));
                };
            } finally {
                running.leave(request.job());
            }
        });
    }
}

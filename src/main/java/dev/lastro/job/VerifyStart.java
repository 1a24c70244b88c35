package dev.lastro.job;

import dev.lastro.seal.Canary;
import dev.lastro.seal.LogVerdict;
import dev.lastro.seal.Rounds;
import dev.lastro.seal.Sealer;
import dev.lastro.seal.VerificationWatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.springframework.stereotype.Component;

/** {@code verify}: reads what was sealed once more, and lets the canary sing. A round that was killed goes on where it was. */
@Component
class VerifyStart {

    private static final String JOB = JobRequest.Verify.JOB;

    private final Sealer sealer;
    private final Rounds rounds;
    private final Canary canary;
    private final Runs runs;
    private final RunningJobs jobs;
    private final InstantSource clock;

    VerifyStart(Sealer sealer, Rounds rounds, Canary canary, Runs runs, RunningJobs jobs, InstantSource clock) {
        this.sealer = sealer;
        this.rounds = rounds;
        this.canary = canary;
        this.runs = runs;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Inside the gate. */
    Outcome run(JobRequest.Verify request, RunningJobs.Running running) throws InterruptedException {
        var run = runs.begin(JOB, request.by(), request.because(), clock.instant());
        var totals = new LinkedHashMap<String, String>();
        var faults = new ArrayList<String>();
        try {
            for (var log : sealer.logs()) {
                var verdicts = verify(log, request.full(), running);
                var lines = verdicts.stream()
                        .flatMap(each -> each.lines().stream())
                        .distinct()
                        .toList();
                totals.put(log, String.join("; ", lines));
                verdicts.stream()
                        .flatMap(each -> each.faults().stream())
                        .forEach(fault -> faults.add(fault.toString()));
                totals.put("canary in " + log, canary.sing(log));
            }
        } catch (CancellationException e) {
            return new Outcome.Stopped();
        }
        if (!faults.isEmpty()) {
            return new Outcome.Failed(String.join("; ", faults));
        }
        runs.complete(run, null, clock.instant());
        return new Outcome.Completed(null, totals);
    }

    private List<LogVerdict> verify(String log, boolean full, RunningJobs.Running running) throws InterruptedException {
        var watch = new ProgressWatch(running.progress, JOB, jobs);
        VerificationWatch verification = (name, done, total) -> {
            if (jobs.isStopping()) {
                throw new CancellationException("the process ends");
            }
            watch.at(name, done, total);
        };
        var verdicts = full ? List.of(rounds.full(log, verification)) : rounds.nightly(log, verification);
        watch.finish();
        return verdicts;
    }
}

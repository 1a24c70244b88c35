package dev.lastro.job;

import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/** Decides whether what is to be imported is new, was begun, or is there already. */
@Component
class ImportStart {

    /** The log that every import appends to. */
    static final String LOG = "import";

    private static final String JOB = JobRequest.Import.JOB;
    private static final int DIGEST_HEX = 24;

    private final JobGate gate;
    private final Job importJob;
    private final Runs runs;
    private final LogReader log;
    private final Definitions definitions;
    private final InstantSource clock;

    ImportStart(JobGate gate, Job importJob, Runs runs, LogReader log, Definitions definitions, InstantSource clock) {
        this.gate = gate;
        this.importJob = importJob;
        this.runs = runs;
        this.log = log;
        this.definitions = definitions;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException wrong usage */
    void check(JobRequest.Import request) {
        if (!definitions.providers().containsKey(request.provider())) {
            throw new IllegalArgumentException("--provider=%s: there is no such provider; there are %s"
                    .formatted(
                            request.provider(),
                            String.join(", ", definitions.providers().keySet())));
        }
        if (!Files.isReadable(request.source())) {
            throw new IllegalArgumentException(
                    "%s: there is no such file or folder, or it may not be read".formatted(request.source()));
        }
    }

    /** Inside the gate. */
    Outcome run(JobRequest.Import request, RunningJobs.Running running) throws JobExecutionException {
        var survey = ImportSource.survey(request.source());
        // By content: the same file under another name is the same import, and a file that has grown is another.
        var subject = "%s:%s".formatted(request.provider(), survey.sha256().substring(0, DIGEST_HEX));
        var unfinished = runs.unfinished(JOB, subject, request.again());
        if (unfinished.isPresent()) {
            return start(unfinished.get(), request, survey, running);
        }
        var complete = runs.latestComplete(JOB, subject).map(Run::revision).orElse(0);
        if (complete > 0 && !request.again()) {
            return new Outcome.AlreadyComplete(subject, complete, null);
        }
        var run = new Run(
                JOB,
                subject,
                complete + 1,
                false,
                new TreeMap<>(Map.of(LOG, log.sizes().getOrDefault(LOG, 0L))),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                request.by(),
                request.because(),
                null,
                null);
        runs.begin(run);
        return start(run, request, survey, running);
    }

    private Outcome start(Run run, JobRequest.Import request, ImportSource.Survey survey, RunningJobs.Running running)
            throws JobExecutionException {
        return gate.start(importJob, ImportStep.parameters(run, request, survey), running);
    }
}

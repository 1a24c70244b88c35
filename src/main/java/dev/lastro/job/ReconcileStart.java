package dev.lastro.job;

import dev.lastro.derive.Derived;
import dev.lastro.derive.Side;
import dev.lastro.loan.BusinessDates;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.report.Format;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/** Decides whether a list is new, was begun, or was compared already, and with what it is compared. */
@Component
class ReconcileStart {

    static final String JOB = JobRequest.Reconcile.JOB;

    private final JobGate gate;
    private final Job reconcile;
    private final Runs runs;
    private final Derived derived;
    private final Definitions definitions;
    private final ProviderLists lists;
    private final InstantSource clock;

    ReconcileStart(
            JobGate gate,
            Job reconcile,
            Runs runs,
            Derived derived,
            Definitions definitions,
            ProviderLists lists,
            InstantSource clock) {
        this.gate = gate;
        this.reconcile = reconcile;
        this.runs = runs;
        this.derived = derived;
        this.definitions = definitions;
        this.lists = lists;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException wrong usage */
    void check(JobRequest.Reconcile request) {
        if (!definitions.providers().containsKey(request.provider())) {
            throw new IllegalArgumentException("--provider=%s: there is no such provider; there are %s"
                    .formatted(
                            request.provider(),
                            String.join(", ", definitions.providers().keySet())));
        }
        lists.definition(request.provider(), request.kind());
        if (!Files.isRegularFile(request.source()) || !Files.isReadable(request.source())) {
            throw new IllegalArgumentException(
                    "%s: there is no such file, or it may not be read".formatted(request.source()));
        }
    }

    /** Inside the gate, alone with the derived tables. */
    Outcome run(JobRequest.Reconcile request, RunningJobs.Running running) throws JobExecutionException {
        var asOf = request.asOf() == null ? BusinessDates.of(clock.instant()).minusDays(1) : request.asOf();
        var definition = lists.definition(request.provider(), request.kind());
        var subject = "%s %s".formatted(definition.name(), asOf);
        var inputs = inputs(request, definition);
        var same = runs.complete(JOB, subject).stream()
                .filter(run ->
                        run.inputs() != null && run.inputs().definitions().equals(inputs))
                .findFirst();
        if (same.isPresent() && !request.again()) {
            var revision = same.get().revision();
            return new Outcome.AlreadyComplete(subject, revision, lists.folder(definition.name(), asOf, revision));
        }
        var latest = runs.latest(JOB, subject);
        var begun = latest.filter(run -> !run.complete()
                && run.inputs() != null
                && run.inputs().definitions().equals(inputs));
        var published = lists.publishedRevision(definition.name(), asOf);
        if (begun.isEmpty() || begun.get().revision() < published) {
            requireNight(asOf);
            var run = new Run(
                    JOB,
                    subject,
                    Math.max(latest.map(Run::revision).orElse(0), published) + 1,
                    false,
                    derived.classified(Side.LIVE),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    request.by(),
                    request.because(),
                    null,
                    new Run.Inputs(inputs, null, null, Format.DEFAULT));
            runs.begin(run);
            return start(run, request, asOf, running);
        }
        var run = begun.get();
        if (!Files.isDirectory(lists.folder(definition.name(), asOf, run.revision()))) {
            // Nothing is published yet, and a night may have classified more meanwhile.
            requireNight(asOf);
            runs.cover(run, derived.classified(Side.LIVE));
        }
        return start(run, request, asOf, running);
    }

    private Outcome start(Run run, JobRequest.Reconcile request, LocalDate asOf, RunningJobs.Running running)
            throws JobExecutionException {
        return gate.start(reconcile, CompareStep.parameters(run, request, asOf), running);
    }

    private static SortedMap<String, String> inputs(JobRequest.Reconcile request, StatementDefinition definition) {
        var inputs = new TreeMap<String, String>();
        inputs.put("statements/%s.yaml".formatted(definition.name()), definition.sha256());
        inputs.put("file", StatementFile.sha256(request.source()));
        if (request.from() != null) {
            inputs.put("from", request.from().toString());
        }
        return inputs;
    }

    /** What is known is what a night has read: an earlier one could not tell of the list's day. */
    private void requireNight(LocalDate asOf) {
        var cutOff = derived.cutOff(Side.LIVE);
        if (cutOff.isEmpty() || cutOff.get().isBefore(BusinessDates.cutOff(asOf))) {
            throw new IllegalStateException("the loans stand at %s, before the end of %s: run nightly --date=%2$s first"
                    .formatted(cutOff.map(String::valueOf).orElse("no day"), asOf));
        }
        if (!derived.isMadeWith(definitions)) {
            throw new IllegalStateException(
                    "the definitions have changed since the last night: run nightly or rebuild first");
        }
    }
}

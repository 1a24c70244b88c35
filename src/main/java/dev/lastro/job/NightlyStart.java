package dev.lastro.job;

import dev.lastro.derive.Derivation;
import dev.lastro.derive.Derived;
import dev.lastro.derive.Side;
import dev.lastro.loan.BusinessDates;
import dev.lastro.log.Erasures;
import dev.lastro.provider.Definitions;
import dev.lastro.report.Format;
import dev.lastro.report.ReportFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.stereotype.Component;

/** Decides which revision of which date a start of {@code nightly} is, and what part of the log it covers. */
@Component
class NightlyStart {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyStart.class);

    private static final String JOB = JobRequest.Nightly.JOB;

    private final JobGate gate;
    private final Job nightly;
    private final Runs runs;
    private final Derived derived;
    private final Derivation derivation;
    private final Seals seals;
    private final Erasures erasures;
    private final EraseStart erase;
    private final JobProperties properties;
    private final Definitions definitions;
    private final DefinitionArchive archive;
    private final InstantSource clock;

    NightlyStart(
            JobGate gate,
            Job nightly,
            Runs runs,
            Derived derived,
            Derivation derivation,
            Seals seals,
            Erasures erasures,
            EraseStart erase,
            JobProperties properties,
            Definitions definitions,
            DefinitionArchive archive,
            InstantSource clock) {
        this.gate = gate;
        this.nightly = nightly;
        this.runs = runs;
        this.derived = derived;
        this.derivation = derivation;
        this.seals = seals;
        this.erasures = erasures;
        this.erase = erase;
        this.properties = properties;
        this.definitions = definitions;
        this.archive = archive;
        this.clock = clock;
    }

    /** Inside the gate. */
    Outcome run(JobRequest.Nightly request, RunningJobs.Running running) throws JobExecutionException {
        var today = BusinessDates.of(clock.instant());
        var date = request.date() == null ? today.minusDays(1) : request.date();
        if (!date.isBefore(today)) {
            LOG.warn("{} is not over: deadlines are judged at its end as if nothing came until then", date);
        }
        erase.completeBegun(running.progress);
        var unfinished = runs.unfinished(JOB, date.toString(), request.again());
        if (unfinished.isPresent()) {
            return start(date, goOn(date, unfinished.get(), request, running), request, running);
        }
        var complete =
                runs.latestComplete(JOB, date.toString()).map(Run::revision).orElse(0);
        var published = Math.max(complete, publishedRevision(date));
        if (published > 0 && !request.again()) {
            return complete(date, published, request);
        }
        var run = new Run(
                JOB,
                date.toString(),
                published + 1,
                false,
                prefix(running),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                request.by(),
                request.because(),
                null,
                inputs(date, request.formats() == null ? usualFormats() : request.formats()));
        runs.begin(run);
        return start(date, run, request, running);
    }

    /** What is published stays as it is; but its rows can be had in another format beside it. */
    private Outcome complete(LocalDate date, int revision, JobRequest.Nightly request) {
        var folder = Night.folder(properties.reportsDir(), date, revision);
        var formats = request.formats();
        var instead = formats == null || ReportFolder.isWrittenAs(formats, folder)
                ? null
                : "the same rows so, beside it: run report --date=%s --known=r%d --format=%s"
                        .formatted(date, revision, Format.text(formats));
        return new Outcome.AlreadyComplete(date.toString(), revision, folder, instead);
    }

    /** As {@code jobs/nightly.yaml} says. */
    private Set<Format> usualFormats() {
        return JobFile.load(JOB, properties.jobsFolder()).formats();
    }

    private Outcome start(LocalDate date, Run run, JobRequest.Nightly request, RunningJobs.Running running)
            throws JobExecutionException {
        return gate.start(nightly, Night.parameters(date, run, request), running);
    }

    /**
     * A restart covers what the first start covered, so it writes the same bytes; unless another run has classified more
     * meanwhile, which cannot be taken back, or a loan was erased, whose state stands in the act alone, and nothing is
     * published yet. Its formats stay too, unless others are asked for now.
     */
    private Run goOn(LocalDate date, Run run, JobRequest.Nightly request, RunningJobs.Running running) {
        var isPublished = Files.isDirectory(Night.folder(properties.reportsDir(), date, run.revision()));
        if (isPublished) {
            return run;
        }
        var begun = run.inputs() == null ? usualFormats() : run.inputs().formats();
        runs.makeWith(run, inputs(date, request.formats() == null ? begun : request.formats()));
        var isLive = derivation.side(BusinessDates.cutOff(date)) == Side.LIVE;
        if (erasures.goBeyond(run.logSizes())) {
            LOG.info(
                    "{} r{}: something was erased that this run covered; it covers the whole log now, with the act",
                    date,
                    run.revision());
            runs.cover(run, prefix(running));
        } else if (isLive && !covers(run.logSizes(), derived.classified(Side.LIVE))) {
            LOG.info(
                    "{} r{}: another run has classified more than this one covered; it covers the whole log now",
                    date,
                    run.revision());
            runs.cover(run, prefix(running));
        }
        return runs.get(JOB, run.subject(), run.revision());
    }

    private Run.Inputs inputs(LocalDate date, Set<Format> formats) {
        archive.keep(definitions);
        var previous = runs.previousComplete(JOB, date.toString());
        return new Run.Inputs(
                definitions.digests(),
                previous.map(Run::subject).orElse(null),
                previous.map(Run::revision).orElse(null),
                formats);
    }

    /** Every log as it is now, sealed. */
    private SortedMap<String, Long> prefix(RunningJobs.Running running) {
        var sizes = seals.seal(JOB, running.progress);
        var classified = derived.classified(Side.LIVE);
        if (!covers(sizes, classified)) {
            throw new IllegalStateException(
                    "more is classified (%s) than the log has (%s): rows of the log were removed"
                            .formatted(classified, sizes));
        }
        return sizes;
    }

    private static boolean covers(Map<String, Long> sizes, Map<String, Long> classified) {
        return classified.entrySet().stream()
                .allMatch(each -> each.getValue() <= sizes.getOrDefault(each.getKey(), 0L));
    }

    /** The highest r<N> that is there, whatever became of the table {@code run}; 0: none. */
    private int publishedRevision(LocalDate date) {
        var folder = properties.reportsDir().resolve(date.toString());
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var revisions = Files.list(folder)) {
            return revisions
                    .filter(Files::isDirectory)
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.matches("r[1-9][0-9]{0,8}"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

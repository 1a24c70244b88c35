package dev.lastro.job;

import dev.lastro.derive.ClassReader;
import dev.lastro.derive.Derivation;
import dev.lastro.derive.Derived;
import dev.lastro.derive.Rebuild;
import dev.lastro.derive.Side;
import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import dev.lastro.report.Hindsight;
import dev.lastro.report.ReportFolder;
import dev.lastro.report.ReportRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Writes the folder, then notes that the run is complete. Killed in between, the folder is there: the next start finds
 * it, leaves it as it is, and notes that.
 */
@Component
class ReportsStep implements Tasklet, StepExecutionListener {

    private final Night.Reader nights;
    private final Derived derived;
    private final Derivation derivation;
    private final Rebuild rebuild;
    private final Definitions definitions;
    private final Runs runs;
    private final Hindsights hindsights;
    private final Closings closings;
    private final ReportFolder reports;
    private final Seals seals;
    private final LogReader log;
    private final Erasures erasures;
    private final ClassReader classes;
    private final WorkFolders workFolders;
    private final RunningJobs running;
    private final InstantSource clock;

    // Of the run that goes on now; the gate lets one through.
    private @Nullable Night night;

    ReportsStep(
            Night.Reader nights,
            Derived derived,
            Derivation derivation,
            Rebuild rebuild,
            Definitions definitions,
            Runs runs,
            Hindsights hindsights,
            Closings closings,
            ReportFolder reports,
            Seals seals,
            LogReader log,
            Erasures erasures,
            ClassReader classes,
            WorkFolders workFolders,
            RunningJobs running,
            InstantSource clock) {
        this.nights = nights;
        this.derived = derived;
        this.derivation = derivation;
        this.rebuild = rebuild;
        this.definitions = definitions;
        this.runs = runs;
        this.hindsights = hindsights;
        this.closings = closings;
        this.reports = reports;
        this.seals = seals;
        this.log = log;
        this.erasures = erasures;
        this.classes = classes;
        this.workFolders = workFolders;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public void beforeStep(StepExecution step) {
        night = nights.of(step);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var now = Objects.requireNonNull(night);
        var step = contribution.getStepExecution();
        if (running.obeyStop(step)) {
            return RepeatStatus.FINISHED;
        }
        var side = derivation.side(now.cutOff());
        if (!now.isPublished()) {
            requireDerived(now, side);
        }
        try {
            publish(now, side, contribution);
        } catch (StopRequested e) {
            running.obeyStop(step);
        }
        return RepeatStatus.FINISHED;
    }

    private void publish(Night now, Side side, StepContribution contribution) {
        var meter = new ProgressMeter(
                now.running().progress,
                JobRequest.Nightly.JOB,
                contribution.getStepExecution().getStepName(),
                0,
                0,
                System::nanoTime);
        var published = reports.write(
                request(now, side),
                new DeliveryTrail(log, erasures, classes, definitions, side),
                hindsight(now, side),
                rows -> {
                    if (running.isStopping()) {
                        throw new StopRequested();
                    }
                    meter.at(rows);
                });
        runs.complete(now.run(), published.manifestSha256(), clock.instant());
        if (side == Side.NEXT) {
            rebuild.discard(workFolders.of(JobRequest.Nightly.JOB));
        }
        now.running().leave(published.folder(), new LinkedHashMap<>(published.totals()));
        meter.finish();
    }

    private Hindsight hindsight(Night now, Side side) {
        return hindsights.of(
                side,
                now.date(),
                definitions,
                now.run().logSizes(),
                hindsights.nights(runs.previous(now.run()), now.run().startedAt()),
                kept -> closings.keep(now.run(), kept));
    }

    private ReportRequest request(Night now, Side side) {
        return new ReportRequest(
                now.folder(),
                Night.formats(now.run()),
                side.table(""),
                now.date(),
                now.run().revision(),
                now.run().logSizes(),
                seals.notes(now.run().logSizes()),
                Seals.previous(runs.previous(now.run())),
                definitions.digests(),
                Night.parameters(now.date(), now.run()),
                ReportPlan.resends(definitions),
                seals.key());
    }

    /** The report reads the derived tables as they are: they must be this run's, and finished. */
    private void requireDerived(Night now, Side side) {
        derived.requireOwner(side, now.owner());
        var cutOff = derived.cutOff(side);
        var classified = derived.classified(side);
        if (!cutOff.equals(Optional.of(now.cutOff()))
                || !classified.equals(now.run().logSizes())) {
            throw new IllegalStateException("the loans stand at %s with %s, not at %s with %s"
                    .formatted(cutOff, classified, now.cutOff(), now.run().logSizes()));
        }
    }

    /** Thrown through the writing of the reports, which then publishes nothing. */
    private static final class StopRequested extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}

package dev.lastro.job;

import dev.lastro.derive.DecisionLog;
import dev.lastro.derive.ErasedLoans;
import dev.lastro.derive.Rebuild;
import dev.lastro.derive.Retelling;
import dev.lastro.derive.Side;
import dev.lastro.derive.Watch;
import dev.lastro.loan.BusinessDates;
import dev.lastro.log.Erasures;
import dev.lastro.provider.Definitions;
import dev.lastro.report.Closing;
import dev.lastro.report.Hindsight;
import dev.lastro.report.ReportFolder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a night's reports need to know of the nights before it. */
@Component
class Hindsights {

    private static final Logger LOG = LoggerFactory.getLogger(Hindsights.class);

    /** Earlier nights that are told again: a quarter. What changes in those before can be asked with {@code --known}. */
    static final int RESTATED_NIGHTS_MAX = 92;

    private final Runs runs;
    private final Closings closings;
    private final Retelling retelling;
    private final Rebuild rebuild;
    private final ReportFolder reports;
    private final Erasures erasures;
    private final Definitions definitions;
    private final DefinitionArchive archive;
    private final DecisionLog decisions;

    Hindsights(
            Runs runs,
            Closings closings,
            Retelling retelling,
            Rebuild rebuild,
            ReportFolder reports,
            Erasures erasures,
            Definitions definitions,
            DefinitionArchive archive,
            DecisionLog decisions) {
        this.runs = runs;
        this.closings = closings;
        this.retelling = retelling;
        this.rebuild = rebuild;
        this.reports = reports;
        this.erasures = erasures;
        this.definitions = definitions;
        this.archive = archive;
        this.decisions = decisions;
    }

    /**
     * Where it is not kept what stood when a night ended (it was run by an earlier version, or the rows were deleted), its
     * findings are derived once more, beside the live tables; nothing must be in those.
     *
     * @param night complete; null: there is none
     * @param owner the job execution in whose name tables are written
     */
    void make(@Nullable Run night, long owner, Path workFolder, Watch watch) {
        if (night == null || closings.has(night)) {
            return;
        }
        LOG.info(
                "what stood at the end of {} r{} is not in the table closing: its findings are derived once more",
                night.subject(),
                night.revision());
        rebuild.fill(
                new Rebuild.Request(
                        owner,
                        night.inputs() == null
                                ? definitions
                                : archive.get(night.inputs().definitions()),
                        night.logSizes(),
                        BusinessDates.cutOff(LocalDate.parse(night.subject())),
                        Set.of(),
                        workFolder),
                watch);
        closings.keep(night, reports.closing(Side.NEXT.table("")));
        rebuild.discard(workFolder);
    }

    /**
     * @param side where what is derived of the night stands
     * @param with the night's definitions
     * @param prefix that it covers
     * @param previous the night before, of which {@link #make} was called; null: there is none
     * @param keeper is told what stands now
     */
    Hindsight of(
            Side side,
            LocalDate date,
            Definitions with,
            SortedMap<String, Long> prefix,
            @Nullable Run previous,
            Consumer<Closing> keeper) {
        if (previous == null) {
            return new FirstNight(keeper);
        }
        var nights = new Retelling.Nights(
                side, with, ErasedLoans.of(erasures, prefix), previous.logSizes(), chain(previous));
        return new NightsBefore(
                retelling,
                nights,
                decisions.standings(prefix),
                BusinessDates.cutOff(date),
                () -> opening(previous),
                keeper);
    }

    private Closing opening(Run night) {
        return closings.find(night)
                .orElseThrow(() -> new IllegalStateException(
                        "what stood at the end of %s r%d was deleted while the night after it was run: start it again"
                                .formatted(night.subject(), night.revision())));
    }

    /**
     * The business dates from which a night goes on, each from the one before, in order. They stand in the runs themselves,
     * so that they are the same whatever was run since.
     */
    private List<LocalDate> chain(Run last) {
        var dates = new ArrayList<LocalDate>();
        for (var night = last; night != null && dates.size() < RESTATED_NIGHTS_MAX; night = runs.previous(night)) {
            dates.add(LocalDate.parse(night.subject()));
        }
        return dates.reversed();
    }
}

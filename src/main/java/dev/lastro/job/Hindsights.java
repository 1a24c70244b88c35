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
import dev.lastro.report.Aging;
import dev.lastro.report.Closing;
import dev.lastro.report.Hindsight;
import dev.lastro.report.Kept;
import dev.lastro.report.Kept.Around;
import dev.lastro.report.ReportFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
     * @param previous from which a night goes on
     * @param published of each date from which it goes on, directly or by others, what is published of it; in order
     */
    record Nights(Run previous, List<Run> published) {}

    /**
     * The business dates stand in the runs themselves, each with the one before, and what is published of each is its last
     * revision: all of it is the same whatever was run since.
     *
     * @param previous null: there is none
     * @param asOf when the night was begun; null: now
     * @return null: there are none
     */
    @Nullable
    Nights nights(@Nullable Run previous, @Nullable Instant asOf) {
        if (previous == null) {
            return null;
        }
        var published = new ArrayList<Run>();
        for (var night : chain(previous)) {
            published.add(runs.latestComplete(night.job(), night.subject(), asOf)
                    .filter(last -> last.revision() > night.revision())
                    .orElse(night));
        }
        return new Nights(previous, published.reversed());
    }

    /** The last first. */
    private List<Run> chain(Run last) {
        var chain = new ArrayList<Run>();
        for (var night = last; night != null && chain.size() < RESTATED_NIGHTS_MAX; night = runs.previous(night)) {
            chain.add(night);
        }
        return chain;
    }

    /**
     * Where it is not kept what a night left (it was run by an earlier version, or the rows were deleted), the night is
     * derived once more, beside the live tables; nothing must be in those.
     *
     * @param nights null: there are none
     * @param owner the job execution in whose name tables are written
     */
    void make(@Nullable Nights nights, long owner, Path workFolder, Watch watch) {
        if (nights == null) {
            return;
        }
        make(nights.previous(), owner, workFolder, watch);
        nights.published().forEach(night -> make(night, owner, workFolder, watch));
    }

    private void make(Run night, long owner, Path workFolder, Watch watch) {
        if (closings.has(night)) {
            return;
        }
        LOG.info(
                "what {} r{} leaves for the nights after it is not in the table closing: it is derived once more",
                night.subject(),
                night.revision());
        var date = LocalDate.parse(night.subject());
        var with = definitions(night);
        rebuild.fill(
                new Rebuild.Request(owner, with, night.logSizes(), BusinessDates.cutOff(date), Set.of(), workFolder),
                watch);
        var kept = reports.kept(Side.NEXT.table(""), date);
        var aging = new TreeMap<LocalDate, Aging>();
        chain(night).stream().skip(1).forEach(each -> aging.put(LocalDate.parse(each.subject()), Aging.NOTHING));
        retelling.scan(
                Side.NEXT,
                with,
                ErasedLoans.of(erasures, night.logSizes()),
                List.copyOf(aging.keySet()),
                (each, loan) -> aging.merge(each, Aging.of(loan, each), Aging::plus));
        aging.putAll(kept.around().aging());
        closings.keep(
                night, new Kept(kept.closing(), new Around(aging, kept.around().surveyed())));
        rebuild.discard(workFolder);
    }

    private Definitions definitions(Run night) {
        return night.inputs() == null ? definitions : archive.get(night.inputs().definitions());
    }

    /**
     * @param side where what is derived of the night stands
     * @param with the night's definitions
     * @param prefix that it covers
     * @param nights of which {@link #make} was called; null: there are none
     * @param keeper is told what the night leaves for those after it
     */
    Hindsight of(
            Side side,
            LocalDate date,
            Definitions with,
            SortedMap<String, Long> prefix,
            @Nullable Nights nights,
            Consumer<Kept> keeper) {
        if (nights == null) {
            return new FirstNight(keeper);
        }
        var byDigests = new HashMap<SortedMap<String, String>, Definitions>();
        var published = new ArrayList<Retelling.Published>();
        var around = new TreeMap<LocalDate, Around>();
        for (var night : nights.published()) {
            var told = LocalDate.parse(night.subject());
            published.add(new Retelling.Published(
                    told,
                    night.logSizes(),
                    night.inputs() == null
                            ? with
                            : byDigests.computeIfAbsent(
                                    night.inputs().definitions(),
                                    digests -> digests.equals(with.digests()) ? with : archive.get(digests))));
            around.put(told, around(night));
        }
        return new NightsBefore(
                retelling,
                new Retelling.Nights(
                        side,
                        with,
                        ErasedLoans.of(erasures, prefix),
                        nights.previous().logSizes(),
                        published),
                new NightsBefore.Left(around(nights.previous()).aging(), around),
                new NightsBefore.Decided(decisions.history(prefix), prefix),
                BusinessDates.cutOff(date),
                () -> opening(nights.previous()),
                keeper);
    }

    private Around around(Run night) {
        return closings.around(night).orElseThrow(() -> deleted(night));
    }

    private Closing opening(Run night) {
        return closings.find(night).orElseThrow(() -> deleted(night));
    }

    private static IllegalStateException deleted(Run night) {
        return new IllegalStateException(
                "what %s r%d left for the nights after it was deleted while one of them was run: start it again"
                        .formatted(night.subject(), night.revision()));
    }
}

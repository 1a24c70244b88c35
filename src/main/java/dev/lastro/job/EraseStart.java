package dev.lastro.job;

import dev.lastro.derive.Forgetting;
import dev.lastro.derive.KnownStories;
import dev.lastro.derive.LoanKey;
import dev.lastro.derive.Rebuild;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.log.ErasureAct;
import dev.lastro.log.Erasures;
import dev.lastro.log.Erasures.Ordered;
import dev.lastro.log.LogEraser;
import dev.lastro.log.Position;
import dev.lastro.provider.Definitions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Erases a loan: its act first, then what is derived of it, then its rows. The act lists the rows, so whoever is killed
 * leaves an order that the same command completes.
 *
 * <p>What is there if this process dies: before the act is committed, everything; after it, at least the act, and every
 * row is either whole or erased with its hashes.
 */
@Component
class EraseStart {

    private static final Logger LOG = LoggerFactory.getLogger(EraseStart.class);

    private final Definitions definitions;
    private final KnownStories stories;
    private final Erasures erasures;
    private final Forgetting forgetting;
    private final Rebuild rebuild;
    private final Acts toAppend;
    private final LogEraser eraser;
    private final Seals seals;
    private final WorkFolders workFolders;
    private final InstantSource clock;

    EraseStart(
            Definitions definitions,
            KnownStories stories,
            Erasures erasures,
            Forgetting forgetting,
            Rebuild rebuild,
            Acts toAppend,
            LogEraser eraser,
            Seals seals,
            WorkFolders workFolders,
            InstantSource clock) {
        this.definitions = definitions;
        this.stories = stories;
        this.erasures = erasures;
        this.forgetting = forgetting;
        this.rebuild = rebuild;
        this.toAppend = toAppend;
        this.eraser = eraser;
        this.seals = seals;
        this.workFolders = workFolders;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException wrong usage */
    void check(JobRequest.Erase request) {
        if (!definitions.providers().containsKey(request.provider())) {
            throw new IllegalArgumentException("there is no provider %s; there are %s"
                    .formatted(
                            request.provider(),
                            String.join(", ", definitions.providers().keySet())));
        }
    }

    /** What would be erased; nothing is changed. */
    Outcome plan(JobRequest.Erase request) {
        var acts = acts(request);
        var begun = begun(acts);
        if (begun != null) {
            var whole = erasures.whole(begun.act().deliveries());
            var totals = new LinkedHashMap<String, String>();
            totals.put("begun by", begun.place().toString());
            totals.put("deliveries left to erase", String.valueOf(whole.size()));
            whole.forEach(place -> totals.put(place.toString(), "ordered"));
            return new Outcome.Completed(null, totals);
        }
        var found = find(request);
        if (found.isEmpty()) {
            return nothing(request, acts);
        }
        var counts = new TreeMap<DeliveryClass, Long>();
        found.values().forEach(each -> counts.merge(each, 1L, Long::sum));
        var totals = new LinkedHashMap<String, String>();
        totals.put("deliveries to erase", String.valueOf(found.size()));
        counts.forEach((deliveryClass, count) -> totals.put(deliveryClass.name(), String.valueOf(count)));
        found.forEach((place, deliveryClass) -> totals.put(place.toString(), deliveryClass.name()));
        return new Outcome.Completed(null, totals);
    }

    /** Inside the gate, alone with the derived tables. */
    Outcome run(JobRequest.Erase request, RunningJobs.Running running) {
        eraser.check();
        var acts = acts(request);
        var begun = begun(acts);
        var isNew = begun == null;
        if (begun == null) {
            var found = find(request);
            if (found.isEmpty()) {
                return nothing(request, acts);
            }
            begun = order(request, found.keySet(), acts);
        }
        var erased = erase(begun, running.progress);
        var totals = totals(begun, erased);
        if (!isNew) {
            totals.put("completed", "what an earlier start began");
        }
        running.leave(null, totals);
        return new Outcome.Completed(null, totals);
    }

    /**
     * What earlier starts began. Where this process may not, it is told, and whoever asked goes on: the loans stand as
     * their acts say already. Inside the gate, alone with the derived tables.
     */
    void completeBegun(Progress progress) {
        var acts = erasures.acts(null);
        var whole = new HashSet<>(erasures.whole(
                acts.stream().flatMap(each -> each.act().deliveries().stream()).toList()));
        acts.removeIf(each -> Collections.disjoint(each.act().deliveries(), whole));
        try {
            if (!acts.isEmpty()) {
                eraser.check();
                acts.forEach(each -> erase(each, progress));
                LOG.info("erasures that were begun are completed: {}", places(acts));
            }
        } catch (IllegalStateException e) {
            LOG.warn("erasures that were begun cannot be completed: {}", places(acts), e);
        }
    }

    private static String places(List<Ordered> acts) {
        return acts.stream().map(each -> each.place().toString()).collect(Collectors.joining(", "));
    }

    private List<Ordered> acts(JobRequest.Erase request) {
        return erasures.acts(null).stream()
                .filter(each -> each.act().provider().equals(request.provider())
                        && each.act().loanId().equals(request.loanId()))
                .toList();
    }

    private @Nullable Ordered begun(List<Ordered> acts) {
        return acts.stream()
                .filter(each -> !erasures.whole(each.act().deliveries()).isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Outcome nothing(JobRequest.Erase request, List<Ordered> acts) {
        return new Outcome.Nothing(
                acts.isEmpty()
                        ? "no delivery names loan %s of %s: there is nothing to erase"
                                .formatted(request.loanId(), request.provider())
                        : "loan %s of %s is erased already (%s), and nothing was delivered since"
                                .formatted(
                                        request.loanId(),
                                        request.provider(),
                                        acts.getLast().place()));
    }

    /** Every delivery that names this loan and is not erased; those of other loans that share an event id stay theirs. */
    private SortedMap<Position, DeliveryClass> find(JobRequest.Erase request) {
        var unread = stories.unread(null);
        if (!unread.isEmpty()) {
            throw new IllegalStateException(
                    "which deliveries are this loan's is not known yet: %s are not classified; `run nightly` first"
                            .formatted(unread));
        }
        var known = stories.find(new LoanKey(request.provider(), request.loanId()), null, definitions);
        var found = new TreeMap<Position, DeliveryClass>();
        known.story().lines().forEach(line -> found.put(position(line.place()), line.deliveryClass()));
        known.unclear().forEach(each -> found.put(position(each.place()), each.deliveryClass()));
        found.keySet().retainAll(erasures.whole(List.copyOf(found.keySet())));
        return found;
    }

    private static Position position(Place place) {
        return new Position(place.log(), place.position());
    }

    /** Appends the act; when this returns it is committed. */
    private Ordered order(JobRequest.Erase request, Collection<Position> places, List<Ordered> acts) {
        var act = new ErasureAct(
                request.provider(),
                request.loanId(),
                request.because(),
                request.by(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                places.stream().limit(ErasureAct.DELIVERIES_MAX).toList(),
                lastState(request, acts));
        var body = act.write();
        try (var open = toAppend.open(body.length)) {
            return new Ordered(open.append(act.at(), body), act);
        }
    }

    /** A loan that was erased before stands as that act left it, whatever has become of the tables since. */
    private @Nullable SortedMap<String, String> lastState(JobRequest.Erase request, List<Ordered> acts) {
        return acts.isEmpty()
                ? forgetting
                        .lastState(new LoanKey(request.provider(), request.loanId()))
                        .orElse(null)
                : acts.getLast().act().loan();
    }

    private int erase(Ordered ordered, Progress progress) {
        var act = ordered.act();
        // Verification believes an act that is sealed; from here on there may be rows that need it.
        seals.seal(JobRequest.Erase.JOB, progress);
        var place = new Place(ordered.place().log(), ordered.place().position());
        // First what is derived: once the last row is erased nobody would come back for it.
        for (var job : List.of(JobRequest.Nightly.JOB, JobRequest.Rebuild.JOB, JobRequest.Report.JOB)) {
            rebuild.discard(workFolders.of(job));
        }
        forgetting.forget(new LoanKey(act.provider(), act.loanId()), act.loan(), place);
        var whole = erasures.whole(act.deliveries());
        var meter = new ProgressMeter(progress, JobRequest.Erase.JOB, "erase", 0, whole.size(), System::nanoTime);
        eraser.erase(ordered.place(), act.provider(), whole, meter::at);
        meter.finish();
        return whole.size();
    }

    private static SequencedMap<String, String> totals(Ordered ordered, int erased) {
        var totals = new LinkedHashMap<String, String>();
        totals.put("erased deliveries", String.valueOf(erased));
        totals.put("act", ordered.place().toString());
        totals.put("because", ordered.act().because());
        Map<String, String> loan = ordered.act().loan();
        totals.put("kept state", loan == null ? "none: no run had reported this loan" : loan.get("state"));
        return totals;
    }
}

package dev.lastro.derive;

import dev.lastro.log.ErasureAct;
import dev.lastro.log.Erasures;
import dev.lastro.provider.Definitions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings derived tables to where a run wants them, by no more than is needed: the news, the providers whose definition has
 * changed, or everything. Killed, the same comes out again.
 */
@Component
public class Derivation {

    private static final Logger LOG = LoggerFactory.getLogger(Derivation.class);

    /** Fewer news than this are added whatever their share. */
    private static final long NEWS_MIN = 100_000;

    private final Derived derived;
    private final Rebuild rebuild;
    private final Increment increment;
    private final Erasures erasures;
    private final TransactionOperations transactions;

    Derivation(
            Derived derived,
            Rebuild rebuild,
            Increment increment,
            Erasures erasures,
            TransactionOperations transactions) {
        this.derived = derived;
        this.rebuild = rebuild;
        this.increment = increment;
        this.erasures = erasures;
        this.transactions = transactions;
    }

    /**
     * What is wanted.
     *
     * @param owner the job execution in whose name tables are written
     * @param prefix by log how many of its deliveries count
     * @param cutOff at which loans are folded
     * @param workFolder of a rebuild
     * @param rebuildShare news that are a larger part of the log than this are derived by a rebuild
     */
    public record Wanted(
            long owner,
            Definitions definitions,
            SortedMap<String, Long> prefix,
            Instant cutOff,
            Path workFolder,
            double rebuildShare) {

        private Rebuild.Request rebuild(SortedMap<String, Long> upTo, Instant at, Set<String> providers) {
            return new Rebuild.Request(owner, definitions, upTo, at, providers, workFolder);
        }
    }

    /**
     * The side where a run with this cut-off finds its tables: the live ones never go back, so what is to stand at an
     * earlier day is derived beside them.
     */
    public Side side(Instant cutOff) {
        return derived.cutOff(Side.LIVE).filter(cutOff::isBefore).isPresent() ? Side.NEXT : Side.LIVE;
    }

    /**
     * Afterwards the tables of {@link #side} are as wanted.
     *
     * @param alone the connection that holds the lock of those who write derived tables
     */
    public void run(Wanted wanted, Connection alone, Watch watch) {
        if (side(wanted.cutOff()) == Side.NEXT) {
            LOG.info("the loans stand at a later day than {}: this run is derived beside them", wanted.cutOff());
            rebuild.fill(wanted.rebuild(wanted.prefix(), wanted.cutOff(), Set.of()), watch);
            return;
        }
        var because = whyAnew(wanted);
        if (because.isPresent()) {
            LOG.info("{}: everything is derived anew", because.get());
            rebuild.fill(wanted.rebuild(wanted.prefix(), wanted.cutOff(), Set.of()), watch);
            rebuild.swap(wanted.owner(), alone);
        } else {
            transactions.executeWithoutResult(status -> derived.takeOver(Side.LIVE, wanted.owner()));
            followLifecycles(wanted);
            followMappings(wanted, alone, watch);
        }
        increment.run(wanted.owner(), wanted.definitions(), wanted.prefix(), wanted.cutOff(), watch);
    }

    private Optional<String> whyAnew(Wanted wanted) {
        var with = derived.madeWith(Side.LIVE);
        if (with.isEmpty() || derived.cutOff(Side.LIVE).isEmpty()) {
            return Optional.of("there is nothing to go on from");
        }
        if (with.get().format() != Derived.FORMAT) {
            return Optional.of("another version of Lastro derived these tables");
        }
        if (derived.erased(Side.LIVE) != erasures.count() || newsHoldAnErasure(wanted)) {
            return Optional.of("deliveries were erased");
        }
        var total = sum(wanted.prefix());
        var news = total - sum(derived.classified(Side.LIVE));
        return news >= NEWS_MIN && news > total * wanted.rebuildShare()
                ? Optional.of("%d of %d deliveries are new".formatted(news, total))
                : Optional.empty();
    }

    private boolean newsHoldAnErasure(Wanted wanted) {
        var from = derived.classified(Side.LIVE).getOrDefault(ErasureAct.LOG, 0L);
        var to = wanted.prefix().getOrDefault(ErasureAct.LOG, 0L);
        var acts = erasures.acts(from, to);
        acts.stream()
                .filter(act -> !erasures.whole(act.act().deliveries()).isEmpty())
                .forEach(act -> LOG.warn(
                        "the erasure that {} orders was begun and not completed: `erase {} {}` completes it",
                        act.place(),
                        act.act().provider(),
                        act.act().loanId()));
        return !acts.isEmpty();
    }

    /** A lifecycle that has changed folds the loans again that follow it: they are due, whatever their deadlines. */
    private void followLifecycles(Wanted wanted) {
        transactions.executeWithoutResult(status -> {
            derived.requireOwner(Side.LIVE, wanted.owner());
            var was = was();
            var now = new TreeMap<>(was);
            wanted.definitions().means().forEach((provider, means) -> {
                var before = was.get(provider);
                if (before != null && !before.lifecycle().equals(means.lifecycle())) {
                    LOG.info(
                            "the lifecycle of {} has changed: its {} loans are folded again, others are untouched",
                            provider,
                            derived.makeDue(provider));
                    now.put(provider, new Definitions.Means(before.mapping(), means.lifecycle()));
                }
            });
            if (!now.equals(was)) {
                derived.madeWith(Side.LIVE, new Derived.MadeWith(Derived.FORMAT, now));
            }
        });
    }

    /** A definition that reads its provider's deliveries differently classifies them again, and no others. */
    private void followMappings(Wanted wanted, Connection alone, Watch watch) {
        var was = was();
        var now = wanted.definitions().means();
        var all = new TreeSet<>(was.keySet());
        all.addAll(now.keySet());
        var changed = new TreeSet<String>();
        for (var provider : all) {
            var before = was.get(provider);
            var after = now.get(provider);
            if (before == null || after == null || !before.mapping().equals(after.mapping())) {
                changed.add(provider);
            }
        }
        var classified = derived.classified(Side.LIVE);
        var deliveries = derived.counted(Side.LIVE);
        var touched = new TreeSet<>(changed);
        touched.retainAll(deliveries.keySet());
        if (touched.isEmpty()) {
            if (!changed.isEmpty()) {
                transactions.executeWithoutResult(status -> {
                    derived.requireOwner(Side.LIVE, wanted.owner());
                    derived.madeWith(Side.LIVE, Derived.MadeWith.of(wanted.definitions()));
                });
            }
            return;
        }
        var told = new ArrayList<String>();
        touched.forEach(provider -> told.add("%s (%d deliveries)".formatted(provider, deliveries.get(provider))));
        LOG.info(
                "the definition has changed of {}: they are classified again, others are untouched",
                String.join(", ", told));
        var cutOff = derived.cutOff(Side.LIVE).orElse(wanted.cutOff());
        rebuild.fill(wanted.rebuild(classified, cutOff, touched), watch);
        rebuild.swap(wanted.owner(), alone);
    }

    private SortedMap<String, Definitions.Means> was() {
        return derived.madeWith(Side.LIVE)
                .map(Derived.MadeWith::means)
                .orElseThrow(
                        () -> new IllegalStateException("the row of derived is gone: another run empties the tables"));
    }

    private static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}

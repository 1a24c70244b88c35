package dev.lastro.job;

import dev.lastro.loan.Place;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives every delivery of the run's prefix its class. One chunk is one transaction: the rows, the changed classes of
 * earlier rows, the news of loans and the position that is reached are committed together, so a killed run goes on at
 * the next position and nothing is lost or doubled.
 */
@Component
class ClassifyStep implements Tasklet, StepExecutionListener {

    /** Deliveries of one transaction. Bodies are not held: each is mapped as it streams by. */
    private static final int CHUNK = 5_000;

    private final Night.Reader nights;
    private final Derived derived;
    private final Definitions definitions;
    private final LogReader log;
    private final Mapper mapper;
    private final Deliveries deliveries;
    private final LoanNews news;
    private final JdbcClient jdbc;
    private final RunningJobs running;

    // Of the run that goes on now; the gate lets one through.
    private @Nullable Night night;
    private @Nullable ProgressMeter meter;

    ClassifyStep(
            Night.Reader nights,
            Derived derived,
            Definitions definitions,
            LogReader log,
            Mapper mapper,
            Deliveries deliveries,
            LoanNews news,
            JdbcClient jdbc,
            RunningJobs running) {
        this.nights = nights;
        this.derived = derived;
        this.definitions = definitions;
        this.log = log;
        this.mapper = mapper;
        this.deliveries = deliveries;
        this.news = news;
        this.jdbc = jdbc;
        this.running = running;
    }

    @Override
    public void beforeStep(StepExecution step) {
        var now = nights.of(step);
        night = now;
        if (!now.isPublished()) {
            derived.takeOver(now.owner(), definitions.digests());
        }
        meter = new ProgressMeter(
                now.running().progress,
                JobRequest.Nightly.JOB,
                step.getStepName(),
                sum(derived.classified()),
                sum(now.run().logSizes()),
                System::nanoTime);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var now = Objects.requireNonNull(night);
        if (now.isPublished() || running.obeyStop(contribution.getStepExecution())) {
            return RepeatStatus.FINISHED;
        }
        derived.requireOwner(now.owner());
        var classified = derived.classified();
        for (var prefix : now.run().logSizes().entrySet()) {
            var from = classified.getOrDefault(prefix.getKey(), 0L);
            if (from < prefix.getValue()) {
                var to = Math.min(from + CHUNK, prefix.getValue());
                classify(prefix.getKey(), from, to);
                contribution.incrementWriteCount(to - from);
                Objects.requireNonNull(meter).add(to - from);
                return RepeatStatus.CONTINUABLE;
            }
        }
        requireAll(now.run());
        Objects.requireNonNull(meter).finish();
        return RepeatStatus.FINISHED;
    }

    private void classify(String logName, long from, long to) {
        var chunk = new ArrayList<Classified>((int) (to - from));
        log.read(logName, from, to, delivery -> chunk.add(mapper.map(delivery)));

        var fresh = groups(chunk);
        var groups = withEarlier(fresh);
        var verdicts = new HashMap<Place, Seen.Verdict>();
        var changed = new ArrayList<Seen>();
        var touched = new TreeSet<LoanKey>();
        groups.forEach((identity, before) -> {
            var after = Seen.rule(before);
            for (var i = 0; i < after.size(); i++) {
                var verdict = Objects.requireNonNull(after.get(i).verdict());
                var old = before.get(i).verdict();
                if (old == null) {
                    verdicts.put(after.get(i).sighting().place(), verdict);
                } else if (!old.equals(verdict)) {
                    changed.add(after.get(i));
                }
                if (old == null || !old.equals(verdict)) {
                    touched.add(new LoanKey(identity.provider(), after.get(i).loanId()));
                }
            }
        });
        deliveries.insert(chunk.stream()
                .map(each -> new Deliveries.NewRow(each, verdicts.get(each.place())))
                .toList());
        deliveries.update(changed);
        news.add(touched);
        derived.classifiedUpTo(logName, to);
    }

    private record Identity(String provider, String id) {}

    private static Map<Identity, List<Seen>> groups(List<Classified> chunk) {
        var groups = new LinkedHashMap<Identity, List<Seen>>();
        for (var each : chunk) {
            if (each.mapped() instanceof Mapped.Event event) {
                groups.computeIfAbsent(
                                new Identity(each.provider(), Mapper.identity(each, event)), key -> new ArrayList<>())
                        .add(Mapper.seen(each, event));
            }
        }
        return groups;
    }

    /** Adds the deliveries of the same identities that are classified already. */
    private Map<Identity, List<Seen>> withEarlier(Map<Identity, List<Seen>> groups) {
        var byProvider = new LinkedHashMap<String, List<String>>();
        groups.keySet()
                .forEach(key -> byProvider
                        .computeIfAbsent(key.provider(), provider -> new ArrayList<>())
                        .add(key.id()));
        byProvider.forEach((provider, ids) -> deliveries.seen(
                provider,
                ids,
                (id, seen) -> Objects.requireNonNull(groups.get(new Identity(provider, id)))
                        .add(seen)));
        return groups;
    }

    /** Everything that is covered has a row, and nothing beyond it. */
    private void requireAll(Run run) {
        var rows = jdbc.sql("SELECT COUNT(*) FROM delivery").query(Long.class).single();
        if (rows != sum(run.logSizes())) {
            throw new IllegalStateException("%d deliveries are classified, but the run covers %d: %s"
                    .formatted(rows, sum(run.logSizes()), run.logSizes()));
        }
    }

    private static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}

package dev.lastro.job;

import dev.lastro.derive.DecisionLog;
import dev.lastro.derive.DecisionText;
import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.About;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Standings;
import dev.lastro.log.Position;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides: one command is one delivery in the log of decisions, or none. What it is about is found while nobody else appends
 * there, so of two people who decide the same at once the second is told; and the same command after a kill finds that it is
 * decided, or decides it.
 */
@Component
public class Deciding {

    /** Of a body: {@link Decision#FINDINGS_MAX} findings, with the longest loan ids there are, each character escaped. */
    private static final long BODY_MAX = 2L << 20;

    private static final int NAMED_MAX = 5;

    private final FindingList findings;
    private final DecisionLog decisions;
    private final Acts acts;
    private final InstantSource clock;

    Deciding(FindingList findings, DecisionLog decisions, Acts acts, InstantSource clock) {
        this.findings = findings;
        this.decisions = decisions;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * @param place of the delivery; null: none was appended
     * @param touched what it is about, or would be
     * @param already what it would say again, by key, and why
     */
    public record Decided(@Nullable Position place, List<Touched> touched, List<Untouched> already) {}

    /** @param listed null: the finding does not stand, and what is decided waits until it does again */
    public record Touched(FindingKey key, FindingList.@Nullable Listed listed) {}

    public record Untouched(FindingKey key, String why) {}

    /**
     * What would be decided; nothing is appended.
     *
     * @throws IllegalArgumentException wrong usage, with what to do instead
     */
    public Decided plan(DecideRequest request) {
        return plan(request, decisions.standings(null)).decided(null);
    }

    /** @throws IllegalArgumentException wrong usage, with what to do instead: nothing was appended */
    public Decided run(DecideRequest request) {
        try (var open = acts.open(BODY_MAX)) {
            var plan = plan(request, decisions.standings(null));
            if (plan.about.isEmpty()) {
                return plan.decided(null);
            }
            requireCount(request, plan.about.size());
            var decision = new Decision(
                    request.kind(),
                    plan.about,
                    request.by(),
                    request.enteredBy(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    request.because(),
                    request.to());
            return plan.decided(open.append(decision.at(), DecisionText.write(decision)));
        }
    }

    private static final class Plan {

        private final List<About> about = new ArrayList<>();
        private final List<Touched> touched = new ArrayList<>();
        private final List<Untouched> already = new ArrayList<>();
        private final List<String> impossible = new ArrayList<>();

        void add(DecideRequest request, FindingKey key, FindingList.@Nullable Listed listed, Standings standings) {
            switch (DecisionEffect.of(request, standings.of(key))) {
                case DecisionEffect.Changes(var waiver) -> {
                    about.add(new About(key, waiver));
                    touched.add(new Touched(key, listed));
                }
                case DecisionEffect.Already(var why) -> already.add(new Untouched(key, why));
                case DecisionEffect.Impossible(var why) -> impossible.add("finding %s: %s".formatted(key.id(), why));
            }
            if (about.size() > Decision.FINDINGS_MAX) {
                throw new IllegalArgumentException(
                        "these are more than %d findings, the most that one decision is about: narrow it"
                                .formatted(Decision.FINDINGS_MAX));
            }
        }

        Decided decided(@Nullable Position place) {
            return new Decided(place, List.copyOf(touched), List.copyOf(already));
        }
    }

    private Plan plan(DecideRequest request, Standings standings) {
        if (findings.cutOff().isEmpty()) {
            throw new IllegalArgumentException("there are no findings yet: `run nightly` makes them");
        }
        var plan = new Plan();
        var found = new TreeMap<FindingKey, FindingList.Listed>();
        findings.each(request.which(), standings, listed -> {
            if (request.isById()) {
                found.put(listed.key(), listed);
            } else {
                plan.add(request, listed.key(), listed, standings);
            }
        });
        if (request.isById()) {
            found.forEach((key, listed) -> plan.add(request, key, listed, standings));
            var missing = new TreeSet<>(request.which().ids());
            found.keySet().forEach(key -> missing.remove(key.id()));
            resolved(missing, standings).forEach(key -> plan.add(request, key, null, standings));
        }
        // A filter means those of which it can be decided, if there are any.
        var isMeant = request.isById() || (plan.about.isEmpty() && plan.already.isEmpty());
        if (isMeant && !plan.impossible.isEmpty()) {
            throw new IllegalArgumentException(some(plan.impossible));
        }
        return plan;
    }

    /** Those that do not stand, but were decided of before: a waiver of them can still be undone. */
    private List<FindingKey> resolved(Set<String> missing, Standings standings) {
        var resolved = standings.all().keySet().stream()
                .filter(key -> missing.contains(key.id()))
                .toList();
        var unknown = new TreeSet<>(missing);
        resolved.forEach(key -> unknown.remove(key.id()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    some(unknown.stream().map(this::unknown).toList()));
        }
        return resolved;
    }

    private String unknown(String id) {
        var like = findings.likeIt(id);
        return "there is no finding %s%s"
                .formatted(id, like.isEmpty() ? "; `findings` lists them" : "; like it are " + String.join(", ", like));
    }

    private static String some(List<String> problems) {
        var text = String.join("; ", problems.subList(0, Math.min(NAMED_MAX, problems.size())));
        return problems.size() <= NAMED_MAX ? text : text + "; and %d more".formatted(problems.size() - NAMED_MAX);
    }

    /** A filter may fit more than whoever typed it thinks. */
    private static void requireCount(DecideRequest request, int found) {
        var count = request.count();
        if (count == null ? !request.isById() : count != found) {
            throw new IllegalArgumentException(
                    count == null
                            ? "this is about %d findings: say so by --count=%1$d (--dry-run lists them)"
                                    .formatted(found)
                            : "this is about %d findings, not %d (--dry-run lists them): nothing was decided"
                                    .formatted(found, count));
        }
    }
}

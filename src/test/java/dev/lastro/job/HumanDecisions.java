package dev.lastro.job;

import dev.lastro.derive.DecisionText;
import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.About;
import dev.lastro.loan.Decision.Kind;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Place;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * People who read the findings of one night, or of one long ago, and decide; some approve only nights later, and of findings
 * that do not stand any more. Beside it, by plain rules of its own, what that has made of each finding.
 */
final class HumanDecisions {

    /** Findings that are decided of between two nights, each in one way. */
    private static final int DECISIONS_A_NIGHT = 30;

    private static final List<Kind> OTHERS =
            List.of(Kind.REOPENED, Kind.ACKNOWLEDGED, Kind.COMMENTED, Kind.ASSIGNED, Kind.WAIVER_REFUSED);

    private final Random random;
    private final List<List<FindingKey>> lists = new ArrayList<>();
    private final Map<FindingKey, One> all = new HashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Traffic.Sent> sent = new ArrayList<>();
    private long position;

    HumanDecisions(Random random) {
        this.random = random;
    }

    /** A waiver that somebody has asked for. */
    private record Waiting(FindingKey finding, Place place, String by) {}

    private static final class One {
        private String status = "OPEN";
        private @Nullable String by;
        private final Map<Place, String> asked = new HashMap<>();
    }

    /** The findings that a night told of; any of them may be decided of from now on, however it stands then. */
    void read(List<FindingKey> findings) {
        lists.add(findings);
    }

    /**
     * What the log of decisions gets now.
     *
     * @param news whether deliveries come at the same time that may heal a finding
     */
    List<Traffic.Sent> decide(Predicate<FindingKey> news) {
        sent.clear();
        var healing = lists.isEmpty()
                ? List.<FindingKey>of()
                : lists.getLast().stream().filter(news).toList();
        for (var left = waiting.size(); left > 0; left--) {
            var asked = waiting.removeFirst();
            if (random.nextInt(3) == 0) {
                waiting.addLast(asked); // on another day
            } else {
                approve(asked);
            }
        }
        for (var i = 0; i < DECISIONS_A_NIGHT; i++) {
            var kind = random.nextInt(3) > 0 ? Kind.WAIVED : OTHERS.get(random.nextInt(OTHERS.size()));
            var finding = kind == Kind.REOPENED ? waivedIfAny() : pick(healing);
            if (finding != null) {
                decide(kind, finding);
            }
        }
        return List.copyOf(sent);
    }

    private void decide(Kind kind, FindingKey finding) {
        var place = append(kind, new About(finding, null), "ana", kind == Kind.ASSIGNED ? "carla" : null);
        var one = one(finding);
        switch (kind) {
            case ACKNOWLEDGED -> one.status = one.status.equals("OPEN") ? "ACKNOWLEDGED" : one.status;
            case WAIVED -> {
                if (!one.status.equals("WAIVED")) {
                    one.asked.put(place, "ana");
                }
                var asked = new Waiting(finding, place, "ana");
                if (random.nextInt(2) == 0) {
                    approve(asked);
                } else {
                    waiting.add(asked);
                }
            }
            case WAIVER_REFUSED -> one.asked.clear();
            case REOPENED -> {
                one.status = "OPEN";
                one.by = null;
                one.asked.clear();
            }
            default -> {}
        }
    }

    /** One in five by whoever asked, which is no approval. */
    private void approve(Waiting asked) {
        var by = random.nextInt(5) == 0 ? asked.by().toUpperCase(Locale.ROOT) : "bia";
        var place = append(Kind.WAIVER_APPROVED, new About(asked.finding(), asked.place()), by, null);
        var one = one(asked.finding());
        if (by.equals("bia") && one.asked.containsKey(asked.place())) {
            one.status = "WAIVED";
            one.by = place.toString();
            one.asked.clear();
        }
    }

    private Place append(Kind kind, About about, String by, @Nullable String to) {
        var because = kind.needsBecause() ? "agreed on the phone" : "";
        var decision = new Decision(kind, List.of(about), by, "tester", Instant.EPOCH, because, to);
        sent.add(new Traffic.Sent("lastro", DecisionText.write(decision)));
        return new Place("decisions", position++);
    }

    /** Of the last night, half of them of loans with news, or, one in four, of any night before it. */
    private @Nullable FindingKey pick(List<FindingKey> healing) {
        if (lists.isEmpty()) {
            return null;
        }
        if (!healing.isEmpty() && random.nextBoolean()) {
            return healing.get(random.nextInt(healing.size()));
        }
        var list = random.nextInt(4) == 0 ? lists.get(random.nextInt(lists.size())) : lists.getLast();
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    private @Nullable FindingKey waivedIfAny() {
        var waived = all.keySet().stream()
                .filter(finding -> one(finding).status.equals("WAIVED"))
                .sorted()
                .toList();
        return waived.isEmpty() ? null : waived.get(random.nextInt(waived.size()));
    }

    private One one(FindingKey finding) {
        return all.computeIfAbsent(finding, absent -> new One());
    }

    String status(FindingKey finding) {
        return one(finding).status;
    }

    /** The place of the approval that waived it. */
    String waivedBy(FindingKey finding) {
        return Objects.requireNonNull(one(finding).by);
    }
}

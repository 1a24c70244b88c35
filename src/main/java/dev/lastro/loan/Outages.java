package dev.lastro.loan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds moments at which many of one provider's loans miss a step together. A missing event happened somewhere between the
 * event before it and the one that proves it, by the provider's own times; an outage that lost it lies in that interval.
 * So the moment that lies in most loans' intervals is the suspect, and it stands if many more of the loans that were on
 * their way then are hit than at all other times. The order of arrival and repetition play no part.
 */
public final class Outages {

    /** Fewer loans are chance, or a matter of each loan: they have their own findings. */
    public static final int LOANS_MIN = 5;

    /** So many loans that are not hit, at least, tell what is usual: where all miss a step, it may be never sent at all. */
    static final int OTHERS_MIN = 5;

    /** Of one provider at once: more than these no person looks at before the worst are explained. */
    static final int CLUSTERS_MAX = 10;

    /** At the provider's base rate, chance alone would hit as many once in so many moments. */
    static final double CHANCE = 1e-4;

    /** However sure, less than this many times the base rate is its ups and downs. */
    static final int TIMES_THE_BASE = 3;

    /** Where no event came before the missing one, no one knows how long before its proof it was. */
    static final Duration BEFORE_THE_FIRST = Duration.ofDays(2);

    private final List<Cluster> clusters = new ArrayList<>();
    private final Map<String, Long> missingSeconds = new HashMap<>();
    private final Map<String, List<Interval>> missing = new HashMap<>();
    private long missingSum;
    private long lives;
    private long lifeSum;

    /**
     * @param after occurred_at of the event before; null: there is none
     * @param proof occurred_at of the event that proves the missing one
     */
    public record Gap(String loanId, @Nullable Instant after, Instant proof) {}

    /**
     * @param from the latest beginning of its loans' intervals
     * @param to their earliest end: one outage that explains all lies between
     * @param enough when the {@link #LOANS_MIN}th of its loans was proven to miss a step
     */
    public record Outage(Instant from, Instant to, Instant enough, List<String> loans) {}

    private record Interval(Instant from, Instant to) {
        long seconds() {
            return Duration.between(from, to).toSeconds();
        }

        boolean holds(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }

    private static final class Cluster {
        final Instant at;
        final Set<String> loans;
        long ownMissing;
        long ownLives;
        long onTheirWay;

        Cluster(Instant at, Set<String> loans) {
            this.at = at;
            this.loans = loans;
        }
    }

    /** @param gaps all of one provider's missing steps, in any order */
    public Outages(Collection<Gap> gaps) {
        for (Gap gap : gaps) {
            Instant from = gap.after() == null ? gap.proof().minus(BEFORE_THE_FIRST) : gap.after();
            missing.computeIfAbsent(gap.loanId(), loan -> new ArrayList<>()).add(new Interval(from, gap.proof()));
        }
        missing.replaceAll((loan, intervals) -> union(intervals));
        missing.forEach((loan, intervals) -> {
            long seconds = intervals.stream().mapToLong(Interval::seconds).sum();
            missingSeconds.put(loan, seconds);
            missingSum += seconds;
        });
        Set<String> left = new HashSet<>(missing.keySet());
        while (clusters.size() < CLUSTERS_MAX && left.size() >= LOANS_MIN) {
            Instant at = densest(left);
            Set<String> hit = new TreeSet<>();
            left.forEach(loan -> {
                if (missing(loan).stream().anyMatch(interval -> interval.holds(at))) {
                    hit.add(loan);
                }
            });
            if (hit.size() < LOANS_MIN) {
                return;
            }
            left.removeAll(hit);
            Cluster cluster = new Cluster(at, hit);
            hit.forEach(loan -> cluster.ownMissing += missingSeconds.getOrDefault(loan, 0L));
            clusters.add(cluster);
        }
    }

    /** Whether there is anything to weigh: else no loan needs to be told of. */
    public boolean isSuspicious() {
        return !clusters.isEmpty();
    }

    /**
     * To be told once of every loan of the provider, in any order.
     *
     * @param from its first event
     * @param to the event after which no step of its beginning is awaited any more
     */
    public void lived(String loanId, Instant from, Instant to) {
        Instant begin = from;
        Instant end = to.isBefore(from) ? from : to;
        for (Interval interval : missing(loanId)) {
            begin = interval.from().isBefore(begin) ? interval.from() : begin;
            end = interval.to().isAfter(end) ? interval.to() : end;
        }
        Interval life = new Interval(begin, end);
        lives++;
        lifeSum += life.seconds();
        for (Cluster cluster : clusters) {
            cluster.ownLives += cluster.loans.contains(loanId) ? life.seconds() : 0;
            cluster.onTheirWay += life.holds(cluster.at) ? 1 : 0;
        }
    }

    /** Those that stand, by their beginning. */
    public List<Outage> find() {
        Map<Instant, Outage> found = new TreeMap<>();
        for (Cluster cluster : clusters) {
            if (stands(cluster)) {
                Outage outage = outage(cluster);
                found.put(outage.from(), outage);
            }
        }
        return List.copyOf(found.values());
    }

    /** Half a hit loan more at all other times: that none was seen there does not say that there is none. */
    private boolean stands(Cluster cluster) {
        int hit = cluster.loans.size();
        if (lives - hit < OTHERS_MIN) {
            return false;
        }
        double missingElsewhere = missingSum - cluster.ownMissing + missingSum / (2.0 * missing.size());
        double livedElsewhere = lifeSum - cluster.ownLives + (double) lifeSum / lives;
        double expected =
                livedElsewhere == 0 ? cluster.onTheirWay : missingElsewhere / livedElsewhere * cluster.onTheirWay;
        return hit >= TIMES_THE_BASE * expected && atLeast(hit, expected) <= CHANCE;
    }

    private Outage outage(Cluster cluster) {
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        List<Instant> proofs = new ArrayList<>();
        for (String loan : cluster.loans) {
            for (Interval interval : missing(loan)) {
                if (interval.holds(cluster.at)) {
                    from = interval.from().isAfter(from) ? interval.from() : from;
                    to = interval.to().isBefore(to) ? interval.to() : to;
                    proofs.add(interval.to());
                }
            }
        }
        proofs.sort(null);
        return new Outage(from, to, proofs.get(LOANS_MIN - 1), List.copyOf(cluster.loans));
    }

    /** The first moment that lies in the most loans' intervals. */
    private Instant densest(Set<String> loans) {
        TreeMap<Instant, int[]> ends = new TreeMap<>();
        for (String loan : loans) {
            for (Interval interval : missing(loan)) {
                ends.computeIfAbsent(interval.from(), at -> new int[2])[0]++;
                ends.computeIfAbsent(interval.to(), at -> new int[2])[1]++;
            }
        }
        Instant densest = ends.firstKey();
        int most = 0;
        int now = 0;
        for (Map.Entry<Instant, int[]> end : ends.entrySet()) {
            now += end.getValue()[0];
            if (now > most) {
                most = now;
                densest = end.getKey();
            }
            now -= end.getValue()[1];
        }
        return densest;
    }

    private List<Interval> missing(String loan) {
        return missing.getOrDefault(loan, List.of());
    }

    /** The same moments, so that each loan counts once at each. */
    private static List<Interval> union(List<Interval> intervals) {
        List<Interval> union = new ArrayList<>();
        intervals.stream().sorted((a, b) -> a.from().compareTo(b.from())).forEach(each -> {
            Interval last = union.isEmpty() ? null : union.getLast();
            if (last == null || each.from().isAfter(last.to())) {
                union.add(each);
            } else if (each.to().isAfter(last.to())) {
                union.set(union.size() - 1, new Interval(last.from(), each.to()));
            }
        });
        return union;
    }

    /** How likely a Poisson variable of this mean is at least so large; StrictMath: the same on every machine. */
    static double atLeast(int least, double mean) {
        if (mean <= 0) {
            return 0;
        }
        double logarithm = -mean + least * StrictMath.log(mean);
        for (int k = 2; k <= least; k++) {
            logarithm -= StrictMath.log(k);
        }
        double term = StrictMath.exp(logarithm);
        double sum = 0;
        for (int k = least; term > sum * 1e-12; k++) {
            sum += term;
            term *= mean / (k + 1);
        }
        return sum;
    }
}

package dev.lastro.oracle;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is found by looking at all loans, or at all hours, of one provider: as docs/operating.md says it, and slowly. */
public final class Survey {
    private static final int LOANS_AT_LEAST = 5;
    private static final int MOMENTS_AT_MOST = 10;
    private static final double BY_CHANCE = 0.0001;
    private static final Duration UNKNOWN_BEGIN = Duration.ofDays(2);
    private static final Duration EIGHT_WEEKS = Duration.ofDays(56);
    private static final int ACTIVE_AT_LEAST = 24;
    private static final Duration KNOWN_FOR = Duration.ofDays(14);

    private Survey() {}

    /** @param after null: nothing came before what is missing */
    public record Missing(String loan, @Nullable Instant after, Instant proof) {}

    public record Lived(String loan, Instant from, Instant to) {}

    public record Suspicion(Instant from, Instant to, Instant enough, List<String> loans) {}

    private record Span(Instant from, Instant to) {
        boolean has(Instant at) {
            return from.compareTo(at) <= 0 && at.compareTo(to) <= 0;
        }
    }

    /** By their beginning. */
    public static List<Suspicion> outages(List<Missing> missing, List<Lived> lives) {
        var spans = new TreeMap<String, List<Span>>();
        for (Missing each : missing) {
            Instant from = each.after() == null ? each.proof().minus(UNKNOWN_BEGIN) : each.after();
            spans.computeIfAbsent(each.loan(), loan -> new ArrayList<>()).add(new Span(from, each.proof()));
        }
        var found = new ArrayList<Suspicion>();
        var unexplained = new TreeSet<>(spans.keySet());
        for (int round = 0; round < MOMENTS_AT_MOST; round++) {
            var moments = new TreeSet<Instant>();
            unexplained.forEach(loan -> spans(spans, loan).forEach(span -> moments.add(span.from())));
            Instant worst = null;
            var hit = new TreeSet<String>();
            for (Instant moment : moments) {
                var there = new TreeSet<String>();
                for (String loan : unexplained) {
                    if (spans(spans, loan).stream().anyMatch(span -> span.has(moment))) {
                        there.add(loan);
                    }
                }
                if (there.size() > hit.size()) {
                    worst = moment;
                    hit = there;
                }
            }
            if (worst == null || hit.size() < LOANS_AT_LEAST) {
                break;
            }
            unexplained.removeAll(hit);
            if (isMoreThanUsual(worst, hit, spans, lives)) {
                found.add(suspicion(worst, hit, spans));
            }
        }
        found.sort((a, b) -> a.from().compareTo(b.from()));
        return found;
    }

    private static boolean isMoreThanUsual(
            Instant at, Set<String> hit, Map<String, List<Span>> spans, List<Lived> lives) {
        if (lives.size() - hit.size() < LOANS_AT_LEAST) {
            return false;
        }
        double missedInAll = 0;
        double missedByOthers = 0;
        for (var each : spans.entrySet()) {
            long seconds = covered(each.getValue());
            missedInAll += seconds;
            missedByOthers += hit.contains(each.getKey()) ? 0 : seconds;
        }
        double livedInAll = 0;
        double livedByOthers = 0;
        int onTheirWay = 0;
        for (Lived life : lives) {
            Instant from = life.from();
            Instant to = life.to().isBefore(from) ? from : life.to();
            for (Span span : spans(spans, life.loan())) {
                from = span.from().isBefore(from) ? span.from() : from;
                to = span.to().isAfter(to) ? span.to() : to;
            }
            long seconds = to.getEpochSecond() - from.getEpochSecond();
            livedInAll += seconds;
            livedByOthers += hit.contains(life.loan()) ? 0 : seconds;
            onTheirWay += new Span(from, to).has(at) ? 1 : 0;
        }
        // half a loan like those that miss something, and one like all, as if they had been seen at other times
        double missed = missedByOthers + missedInAll / spans.size() / 2;
        double lived = livedByOthers + livedInAll / lives.size();
        double usual = lived == 0 ? onTheirWay : missed / lived * onTheirWay;
        return hit.size() >= 3 * usual && 1 - fewerThan(hit.size(), usual) <= BY_CHANCE;
    }

    /** Of events that come by chance, so many on the average. */
    private static double fewerThan(int count, double average) {
        double sum = 0;
        double exactly = Math.exp(-average);
        for (int k = 0; k < count; k++) {
            sum += exactly;
            exactly = exactly * average / (k + 1);
        }
        return sum;
    }

    private static Suspicion suspicion(Instant at, Set<String> hit, Map<String, List<Span>> spans) {
        var froms = new TreeSet<Instant>();
        var tos = new ArrayList<Instant>();
        for (String loan : hit) {
            Span whole = around(at, spans(spans, loan));
            froms.add(whole.from());
            tos.add(whole.to());
        }
        Collections.sort(tos);
        return new Suspicion(froms.last(), tos.getFirst(), tos.get(LOANS_AT_LEAST - 1), List.copyOf(hit));
    }

    /** What one loan misses without a pause. */
    private static Span around(Instant at, List<Span> spans) {
        var whole = new Span(at, at);
        for (int again = 0; again <= spans.size(); again++) {
            for (Span span : spans) {
                if (span.has(whole.from()) || span.has(whole.to()) || whole.has(span.from())) {
                    whole = new Span(
                            span.from().isBefore(whole.from()) ? span.from() : whole.from(),
                            span.to().isAfter(whole.to()) ? span.to() : whole.to());
                }
            }
        }
        return whole;
    }

    /** Seconds that lie in one span at least. */
    private static long covered(List<Span> spans) {
        var ends = new TreeSet<Instant>();
        spans.forEach(span -> ends.addAll(List.of(span.from(), span.to())));
        long seconds = 0;
        for (Instant end : ends) {
            Instant next = ends.higher(end);
            if (next != null && spans.stream().anyMatch(span -> span.has(end) && span.has(next))) {
                seconds += next.getEpochSecond() - end.getEpochSecond();
            }
        }
        return seconds;
    }

    private static List<Span> spans(Map<String, List<Span>> spans, String loan) {
        return spans.getOrDefault(loan, List.of());
    }

    /**
     * @param active hours in which something came, by their beginning
     * @param end a whole hour
     * @return until when something was to be expected, where nothing came for longer than is usual
     */
    public static Optional<Instant> silence(Set<Instant> active, Instant end) {
        var came = new TreeSet<>(active);
        came.removeIf(hour -> !hour.isBefore(end));
        if (came.isEmpty()) {
            return Optional.empty();
        }
        Instant last = came.last();
        came.removeIf(hour -> hour.isBefore(last.minus(EIGHT_WEEKS)));
        Instant first = came.first();
        if (came.size() < ACTIVE_AT_LEAST || first.plus(KNOWN_FOR).isAfter(last)) {
            return Optional.empty();
        }
        var times = new TreeMap<String, int[]>();
        for (Instant hour = first; !hour.isAfter(last); hour = hour.plusSeconds(3600)) {
            int[] seenAndActive = times.computeIfAbsent(slot(hour), slot -> new int[2]);
            seenAndActive[0]++;
            seenAndActive[1] += came.contains(hour) ? 1 : 0;
        }
        var silences = new ArrayList<Double>();
        double silent = 0;
        for (Instant hour = first; !hour.isAfter(last); hour = hour.plusSeconds(3600)) {
            if (came.contains(hour)) {
                silences.add(silent);
                silent = 0;
            } else {
                silent += surprise(times, slot(hour));
            }
        }
        silences.sort(Collections.reverseOrder());
        double allowed = Math.max(Math.log(100_000), Math.max(3 * silences.get(1), aDayOff(times)));
        silent = 0;
        for (Instant hour = last.plusSeconds(3600); hour.isBefore(end); hour = hour.plusSeconds(3600)) {
            silent += surprise(times, slot(hour));
            if (silent > allowed) {
                return Optional.of(hour.plusSeconds(3600));
            }
        }
        return Optional.empty();
    }

    /** An office, which is less than half as busy on Sundays as on its busiest day, may stay closed for such a day. */
    private static double aDayOff(Map<String, int[]> times) {
        var days = new TreeMap<DayOfWeek, Double>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int hour = 0; hour < 24; hour++) {
                days.merge(day, surprise(times, slot(day, hour)), Double::sum);
            }
        }
        double sunday = days.getOrDefault(DayOfWeek.SUNDAY, 0.0);
        days.remove(DayOfWeek.SUNDAY);
        double busiest = Collections.max(days.values());
        return sunday < busiest / 2 ? busiest : 0;
    }

    private static double surprise(Map<String, int[]> times, String slot) {
        int[] seenAndActive = times.getOrDefault(slot, new int[2]);
        return -Math.log1p(-(seenAndActive[1] / (seenAndActive[0] + 1.0)));
    }

    private static String slot(Instant hour) {
        ZonedDateTime local = hour.atZone(Banks.BRAZIL);
        return slot(Banks.isHoliday(local.toLocalDate()) ? DayOfWeek.SUNDAY : local.getDayOfWeek(), local.getHour());
    }

    private static String slot(DayOfWeek day, int hour) {
        return day + " " + hour;
    }
}

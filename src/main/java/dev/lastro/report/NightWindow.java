package dev.lastro.report;

import dev.lastro.loan.BusinessDates;
import dev.lastro.loan.DeliveryClass;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that came since the previous business date's run, as they go by into {@code events}. Not thread-safe.
 *
 * <p>The table {@code delivery_hour} counts the same, but whole hours of whole logs: of the hour in which the night before
 * ended it has the deliveries of both nights. They go by here anyway.
 */
final class NightWindow {

    /** History that was brought from elsewhere says nothing of how the provider delivers. */
    private static final List<String> NOT_RECEIVED = List.of("import", "decisions");

    /** Nor do Lastro's own acts, in whichever log they stand. */
    private static final String OURSELVES = "lastro";

    private final SortedMap<String, EnumMap<DeliveryClass, Long>> classes = new TreeMap<>();
    private final SortedMap<Instant, SortedMap<String, Long>> hours = new TreeMap<>();
    private final SortedMap<String, EnumMap<Delay, Long>> delays = new TreeMap<>();

    /** How long an event took from its time to ours. */
    enum Delay {
        AHEAD("adiantado", "ahead of our clock", null),
        MINUTE("até 1 min", "up to 1 min", Duration.ofMinutes(1)),
        HOUR("até 1 h", "up to 1 h", Duration.ofHours(1)),
        SIX_HOURS("até 6 h", "up to 6 h", Duration.ofHours(6)),
        DAY("até 24 h", "up to 24 h", Duration.ofDays(1)),
        TWO_DAYS("até 48 h", "up to 48 h", Duration.ofDays(2)),
        LATER("mais de 48 h", "more than 48 h", null);

        final String portuguese;
        final String english;
        private final @Nullable Duration most;

        Delay(String portuguese, String english, @Nullable Duration most) {
            this.portuguese = portuguese;
            this.english = english;
            this.most = most;
        }

        static Delay of(Duration delay) {
            if (delay.isNegative()) {
                return AHEAD;
            }
            for (var each : values()) {
                if (each.most != null && delay.compareTo(each.most) <= 0) {
                    return each;
                }
            }
            return LATER;
        }
    }

    void add(Trail.Row row) {
        classes.computeIfAbsent(row.provider(), provider -> new EnumMap<>(DeliveryClass.class))
                .merge(row.deliveryClass(), 1L, Long::sum);
        if (NOT_RECEIVED.contains(row.log()) || row.provider().equals(OURSELVES)) {
            return;
        }
        // the zone's offset is of whole hours since 1914
        hours.computeIfAbsent(row.receivedAt().truncatedTo(ChronoUnit.HOURS), hour -> new TreeMap<>())
                .merge(row.provider(), 1L, Long::sum);
        if (row.deliveryClass() == DeliveryClass.EVENT && row.occurredAt() != null) {
            delays.computeIfAbsent(row.provider(), provider -> new EnumMap<>(Delay.class))
                    .merge(Delay.of(Duration.between(row.occurredAt(), row.receivedAt())), 1L, Long::sum);
        }
    }

    /** By provider. */
    SortedMap<String, EnumMap<DeliveryClass, Long>> classes() {
        return classes;
    }

    /** Those that delivered in any hour. */
    SortedSet<String> delivering() {
        return hours.values().stream()
                .flatMap(each -> each.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** By the hour's first instant, then provider. */
    SortedMap<Instant, SortedMap<String, Long>> hours() {
        return hours;
    }

    /** By provider: the events alone. */
    SortedMap<String, EnumMap<Delay, Long>> delays() {
        return delays;
    }

    long count() {
        return classes.values().stream()
                .flatMap(each -> each.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    long count(Delay delay) {
        return delays.values().stream()
                .mapToLong(each -> each.getOrDefault(delay, 0L))
                .sum();
    }

    static String hour(Instant hour) {
        return String.format(
                Locale.ROOT, "%02d", hour.atZone(BusinessDates.ZONE).getHour());
    }
}

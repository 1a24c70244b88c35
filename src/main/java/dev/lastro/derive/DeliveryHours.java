package dev.lastro.derive;

import dev.lastro.log.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Some deliveries of one log, counted by provider and hour of receipt. */
final class DeliveryHours {

    private static final long SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();

    /** Provider to hour since the epoch to deliveries. */
    private final TreeMap<String, TreeMap<Long, Long>> byProvider = new TreeMap<>();

    void add(LogRow row) {
        add(row.provider(), Math.floorDiv(row.receivedAt().getEpochSecond(), SECONDS_AN_HOUR), 1);
    }

    private void add(String provider, long hour, long deliveries) {
        byProvider.computeIfAbsent(provider, name -> new TreeMap<>()).merge(hour, deliveries, Long::sum);
    }

    void add(DeliveryHours more) {
        more.byProvider.forEach((provider, hours) -> hours.forEach((hour, count) -> add(provider, hour, count)));
    }

    interface Each {
        void see(String provider, Instant hour, long deliveries);
    }

    void forEach(Each each) {
        byProvider.forEach((provider, hours) -> hours.forEach(
                (hour, count) -> each.see(provider, Instant.ofEpochSecond(hour * SECONDS_AN_HOUR), count)));
    }

    /** Deliveries by provider. */
    Map<String, Long> counted() {
        var counted = new TreeMap<String, Long>();
        byProvider.forEach((provider, hours) -> counted.put(
                provider, hours.values().stream().mapToLong(Long::longValue).sum()));
        return counted;
    }

    void write(ByteSink out) {
        out.number(byProvider.size());
        byProvider.forEach((provider, hours) -> {
            out.text(provider);
            out.number(hours.size());
            hours.forEach((hour, count) -> {
                out.signed(hour);
                out.number(count);
            });
        });
    }

    static DeliveryHours read(ByteSource in) {
        var read = new DeliveryHours();
        for (var providers = in.count(); providers > 0; providers--) {
            var provider = in.text();
            for (var hours = in.count(); hours > 0; hours--) {
                read.add(provider, in.signed(), in.number());
            }
        }
        return read;
    }
}

package dev.lastro.receiver;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is measured of the receiver; {@code docs/operating.md} says which figure deserves an alarm. */
final class ReceiverMetrics {

    private final MeterRegistry registry;
    private final Map<String, DoorMeters> doors = new ConcurrentHashMap<>();
    private final DoorMeters other;

    ReceiverMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.other = new DoorMeters(registry, DoorMeters.OTHER);
    }

    /** The same whenever it is asked for: counters go on when definitions are read again. */
    DoorMeters of(String provider) {
        return doors.computeIfAbsent(provider, name -> new DoorMeters(registry, name));
    }

    /** Of requests to a path that is nobody's. */
    DoorMeters other() {
        return other;
    }

    void watch(BytesInFlight inFlight) {
        Gauge.builder("lastro.receiver.in.flight", inFlight, BytesInFlight::reserved)
                .description("held for requests that are being received or stored")
                .baseUnit("bytes")
                .register(registry);
    }

    void watch(Rejections rejections) {
        FunctionCounter.builder("lastro.receiver.rejections.dropped", rejections, Rejections::dropped)
                .description("rejections that were not written down")
                .register(registry);
    }

    void watch(Doors doors) {
        Gauge.builder("lastro.receiver.definitions.refused", doors, it -> it.refusal() == null ? 0 : 1)
                .description("1: the definitions on disk are unfit, and those before them are in use")
                .register(registry);
        Gauge.builder(
                        "lastro.receiver.definitions.read",
                        doors,
                        it -> it.readAt().getEpochSecond())
                .description("when the definitions that are in use were read")
                .baseUnit("seconds")
                .register(registry);
    }
}

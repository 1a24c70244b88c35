package dev.lastro.receiver;

import dev.lastro.provider.Verdict.UsedSecret;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is measured of one provider. Every meter is looked up once; every label is a configured name, a status of the
 * spec's table or one of our own fixed words, so that nobody outside can make a new series.
 */
final class DoorMeters {

    /** The provider of requests to a path that is nobody's. */
    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final String provider;
    private final Timer answer;
    private final DistributionSummary bodyBytes;
    private final Counter shadowRefusals;
    private final Map<Integer, Counter> requests = new ConcurrentHashMap<>();
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<UsedSecret, AtomicLong> lastUsed = new ConcurrentHashMap<>();

    DoorMeters(MeterRegistry registry, String provider) {
        this.registry = registry;
        this.provider = provider;
        this.answer = Timer.builder("lastro.receiver.answer")
                .description("from the end of a request's header to its answer")
                .tag("provider", provider)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        this.bodyBytes = DistributionSummary.builder("lastro.receiver.body")
                .description("bodies that were read to their end")
                .baseUnit("bytes")
                .tag("provider", provider)
                .register(registry);
        this.shadowRefusals = Counter.builder("lastro.receiver.shadow.refusals")
                .description("let in only because the provider's allow list is in mode shadow")
                .tag("provider", provider)
                .register(registry);
    }

    void answered(int status, long nanos) {
        answer.record(nanos, TimeUnit.NANOSECONDS);
        requests.computeIfAbsent(status, this::requests).increment();
    }

    void bodyRead(int bytes) {
        bodyBytes.record(bytes);
    }

    /** @param reason one of our own fixed words */
    void rejected(String reason) {
        rejected.computeIfAbsent(reason, this::rejections).increment();
    }

    void shadowRefused() {
        shadowRefusals.increment();
    }

    void used(UsedSecret secret, long epochSecond) {
        lastUsed.computeIfAbsent(secret, this::lastUsed).setOpaque(epochSecond);
    }

    private Counter requests(int status) {
        return Counter.builder("lastro.receiver.requests")
                .description("answered requests")
                .tag("provider", provider)
                .tag("status", Integer.toString(status))
                .register(registry);
    }

    private Counter rejections(String reason) {
        return Counter.builder("lastro.receiver.rejected")
                .description("requests that were not let in, once for each reason")
                .tag("provider", provider)
                .tag("reason", reason)
                .register(registry);
    }

    private AtomicLong lastUsed(UsedSecret secret) {
        var at = new AtomicLong();
        Gauge.builder("lastro.receiver.secret.last.used", at, AtomicLong::get)
                .description("when a request last carried this secret, since this process started")
                .baseUnit("seconds")
                .tag("provider", provider)
                .tag("check", secret.check())
                .tag("number", Integer.toString(secret.number()))
                .strongReference(true)
                .register(registry);
        return at;
    }
}

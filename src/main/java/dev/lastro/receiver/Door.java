package dev.lastro.receiver;

import dev.lastro.provider.Gatekeeper;
import dev.lastro.provider.Provider;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One provider as the receiver sees it: who may come in, how much may be brought, and how fast. */
record Door(
        Provider provider, Gatekeeper gatekeeper, @Nullable Bucket rate) {

    static Door of(Provider provider, Gatekeeper gatekeeper) {
        var rate = provider.rate();
        if (rate == null) {
            return new Door(provider, gatekeeper, null);
        }
        var bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
                .build();
        return new Door(provider, gatekeeper, bucket);
    }

    /** How long the sender must wait, if it comes faster than it may. */
    Optional<Duration> mustWait() {
        if (rate == null) {
            return Optional.empty();
        }
        var probe = rate.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}

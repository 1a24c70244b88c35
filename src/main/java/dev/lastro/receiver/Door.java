package dev.lastro.receiver;

import dev.lastro.provider.Gatekeeper;
import dev.lastro.provider.Provider;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One provider as the receiver sees it: who may come in, how much may be brought, and how fast.
 *
 * @param secretHeaders whatever the case of their names
 */
record Door(
        String provider,
        int bodyMaxBytes,
        Gatekeeper gatekeeper,
        boolean readsBody,
        Set<String> secretHeaders,
        Provider.@Nullable Rate rate,
        @Nullable Bucket bucket,
        DoorMeters meters) {

    /** @param before what stood here until now; its rate goes on being counted where it is the same */
    static Door of(Provider provider, Gatekeeper gatekeeper, DoorMeters meters, @Nullable Door before) {
        var secretHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        secretHeaders.addAll(gatekeeper.credentialHeaders());
        var rate = provider.rate();
        return new Door(
                provider.name(),
                Math.toIntExact(provider.bodyMaxBytes()),
                gatekeeper,
                gatekeeper.readsBody(),
                secretHeaders,
                rate,
                before != null && Objects.equals(rate, before.rate) ? before.bucket : bucket(rate),
                meters);
    }

    private static @Nullable Bucket bucket(Provider.@Nullable Rate rate) {
        if (rate == null) {
            return null;
        }
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
                .build();
    }

    /** How long the sender must wait; null: it does not come faster than it may. */
    @Nullable
    Duration mustWait() {
        if (bucket == null) {
            return null;
        }
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }
}

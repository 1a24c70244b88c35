package dev.lastro.receiver;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code lastro.receiver.*}.
 *
 * @param port where webhooks are received; unset: at {@code server.port}
 * @param bytesInFlight what requests may hold in memory at once; beyond it senders get 503
 * @param bodyDeadline how long a body may take from the end of its request's header to its last byte
 * @param trustedProxies CIDRs of those who are believed what they say in {@code X-Forwarded-For}
 */
@ConfigurationProperties("lastro.receiver")
record ReceiverProperties(
        @Nullable Integer port,
        @DefaultValue("64MB") DataSize bytesInFlight,
        @DefaultValue("10s") Duration bodyDeadline,
        @DefaultValue({}) List<String> trustedProxies) {

    ReceiverProperties {
        if (bodyDeadline.isNegative() || bodyDeadline.isZero()) {
            throw new IllegalArgumentException(
                    "lastro.receiver.body-deadline=%s: no body comes in so little time; 10s is usual"
                            .formatted(bodyDeadline));
        }
    }
}

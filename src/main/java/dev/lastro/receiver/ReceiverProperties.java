package dev.lastro.receiver;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code lastro.receiver.*}.
 *
 * @param port where webhooks are received; unset: at {@code server.port}
 * @param bytesInFlight bodies that are held in memory at once; beyond it senders get 503
 */
@ConfigurationProperties("lastro.receiver")
record ReceiverProperties(
        @Nullable Integer port, @DefaultValue("64MB") DataSize bytesInFlight) {}

package dev.lastro.receiver;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/**
 * {@code lastro.receiver.ssl.*}: HTTPS at {@code lastro.receiver.port}. At {@code server.port} it is Spring Boot's own
 * {@code server.ssl.bundle} and {@code server.ssl.client-auth}.
 *
 * @param enabled {@code false}: plain HTTP there, even though {@code server.port} has HTTPS
 * @param bundle one of {@code spring.ssl.bundle}; unset: {@code server.ssl.bundle}
 * @param clientAuth whether senders are asked for a certificate; unset: {@code want} if the bundle has a trust store
 */
@ConfigurationProperties("lastro.receiver.ssl")
record TlsProperties(
        @Nullable Boolean enabled,
        @Nullable String bundle,
        @Nullable ClientAuth clientAuth) {

    /** @throws UnfitTlsException for settings that nothing would heed, as there is no {@code lastro.receiver.port} */
    void checkUnset() {
        if (enabled != null || bundle != null || clientAuth != null) {
            throw new UnfitTlsException(
                    "lastro.receiver.ssl is for lastro.receiver.port, which is not set: webhooks are"
                            + " at server.port, whose HTTPS is server.ssl.bundle and server.ssl.client-auth");
        }
    }
}

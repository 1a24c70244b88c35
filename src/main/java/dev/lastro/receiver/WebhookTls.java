package dev.lastro.receiver;

import java.util.Locale;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.SslConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/** HTTPS as one port serves it. */
record WebhookTls(String bundle, ClientAuth clientAuth) {

    /**
     * @param server {@code server.ssl}
     * @return null: plain HTTP at {@code lastro.receiver.port}
     * @throws UnfitTlsException if the settings contradict each other
     */
    static @Nullable WebhookTls atOwnPort(TlsProperties own, @Nullable Ssl server, CheckedSslBundles bundles) {
        if (Boolean.FALSE.equals(own.enabled())) {
            return null;
        }
        var bundle = own.bundle();
        var clientAuth = own.clientAuth();
        if (bundle == null) {
            if (!Ssl.isEnabled(server)) {
                checkNothingElseIsSaid(own);
                return null;
            }
            bundle = server.getBundle();
            if (bundle == null) {
                throw new UnfitTlsException("server.ssl has no bundle that lastro.receiver.port could share: set"
                        + " lastro.receiver.ssl.bundle, or lastro.receiver.ssl.enabled=false for plain HTTP there");
            }
            clientAuth = clientAuth == null ? server.getClientAuth() : clientAuth;
        }
        if (clientAuth == null) {
            clientAuth = bundles.current(bundle).trusted().isEmpty() ? ClientAuth.NONE : ClientAuth.WANT;
        }
        return new WebhookTls(bundle, clientAuth).checked("lastro.receiver.ssl.client-auth", bundles);
    }

    /** @return null: {@code server.port} has no HTTPS, or not from a bundle */
    static @Nullable WebhookTls atServerPort(@Nullable Ssl server, CheckedSslBundles bundles) {
        if (!Ssl.isEnabled(server) || server.getBundle() == null) {
            return null;
        }
        var clientAuth = server.getClientAuth() == null ? ClientAuth.NONE : server.getClientAuth();
        return new WebhookTls(server.getBundle(), clientAuth).checked("server.ssl.client-auth", bundles);
    }

    private static void checkNothingElseIsSaid(TlsProperties own) {
        if (Boolean.TRUE.equals(own.enabled()) || own.clientAuth() != null) {
            throw new UnfitTlsException("lastro.receiver.ssl is set, but neither lastro.receiver.ssl.bundle nor"
                    + " server.ssl.bundle names the SSL bundle (spring.ssl.bundle.pem.<name>) with the certificate");
        }
    }

    private WebhookTls checked(String property, CheckedSslBundles bundles) {
        if (bundles.current(bundle).own().isEmpty()) {
            throw new UnfitTlsException(
                    "spring.ssl.bundle.*.%s has no certificate to serve: set its keystore".formatted(bundle));
        }
        // Java would then believe every certificate of every public authority.
        if (clientAuth != ClientAuth.NONE && bundles.current(bundle).trusted().isEmpty()) {
            throw new UnfitTlsException("%s=%s, but spring.ssl.bundle.*.%s has no truststore that says whose client"
                            .formatted(property, clientAuth.name().toLowerCase(Locale.ROOT), bundle)
                    + " certificates are believed");
        }
        return this;
    }

    /** Makes our connector, which is not started yet, an HTTPS one that goes with its bundle. */
    void serveAt(Connector connector, SslBundles bundles, ClientCertificateValve certificates) {
        var customizer = new SslConnectorCustomizer(LogFactory.getLog(WebhookTls.class), connector, clientAuth);
        customizer.customize(bundles.getBundle(bundle), Map.of());
        bundles.addBundleUpdateHandler(bundle, updated -> customizer.update(null, updated));
        if (clientAuth != ClientAuth.NONE) {
            certificates.believeAt(connector, bundle);
            ForeignCertificates.admitAt(connector);
        }
    }

    /** The rest of {@code server.port}'s HTTPS is Spring Boot's own. */
    void serveAtServerPort(TomcatServletWebServerFactory tomcat, ClientCertificateValve certificates) {
        if (clientAuth != ClientAuth.NONE) {
            certificates.believe(bundle);
            tomcat.addConnectorCustomizers(ForeignCertificates::admitAt);
        }
    }
}

package dev.lastro.receiver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import org.apache.catalina.Valve;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** HTTPS for everything that this process serves: Spring Boot's SSL bundles, checked, re-read and watched over. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class TlsConfiguration {

    @Bean
    CheckedSslBundles sslBundleRegistry(
            ObjectProvider<SslBundleRegistrar> registrars, SslProperties properties, InstantSource clock) {
        var bundles = new CheckedSslBundles(BundleFiles.of(properties), clock);
        registrars.orderedStream().forEach(registrar -> registrar.registerBundles(bundles));
        return bundles;
    }

    @Bean
    BundleReload bundleReload(
            CheckedSslBundles bundles,
            SslProperties properties,
            @Value("${lastro.ssl.read-every:2s}") Duration readEvery) {
        return new BundleReload(bundles, BundleFiles.of(properties), readEvery);
    }

    @Bean
    HealthIndicator tlsHealthIndicator(CheckedSslBundles bundles, BundleReload reload, InstantSource clock) {
        return new CertificateHealth(bundles, reload, clock);
    }

    @Bean
    ClientCertificateValve clientCertificates(CheckedSslBundles bundles) {
        return new ClientCertificateValve(bundles);
    }

    /** After Spring Boot's own, which knows what {@code server.ssl} is. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverPortTls(
            CheckedSslBundles bundles, ClientCertificateValve certificates) {
        return tomcat -> {
            var tls = WebhookTls.atServerPort(tomcat.getSsl(), bundles);
            if (tls != null) {
                tls.serveAtServerPort(tomcat, certificates);
            }
            var valves = new ArrayList<Valve>(tomcat.getEngineValves());
            // before the one that takes the webhooks, whenever that is added
            valves.addFirst(certificates);
            tomcat.setEngineValves(valves);
        };
    }
}

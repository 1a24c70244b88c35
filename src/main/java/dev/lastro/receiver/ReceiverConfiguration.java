package dev.lastro.receiver;

import dev.lastro.log.Intake;
import dev.lastro.log.LogWriter;
import dev.lastro.log.LogWriters;
import dev.lastro.provider.Definitions;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnExpression("'${lastro.roles}'.contains('receiver')")
class ReceiverConfiguration {

    @Bean
    ReceiverMetrics receiverMetrics(MeterRegistry registry) {
        return new ReceiverMetrics(registry);
    }

    @Bean
    Doors doors(
            Definitions definitions,
            LogWriters writers,
            InstantSource clock,
            Environment environment,
            ReceiverMetrics metrics,
            @Value("${lastro.providers:}") Set<String> chosen) {
        var doors = new Doors(chosen, name -> variable(name, environment), writers::demandRoomFor, metrics);
        doors.replace(definitions, clock.instant());
        metrics.watch(doors);
        return doors;
    }

    /** The process' own variables first, as they are: Spring would take {@code $} and a brace in a secret for a place to fill in. */
    private static @Nullable String variable(String name, Environment environment) {
        var own = System.getenv(name);
        return own == null ? environment.getProperty(name) : own;
    }

    /** Nothing is watched where there is no folder: what is in the jar does not change. */
    @Bean
    DefinitionsWatch definitionsWatch(@Value("${lastro.jobs-dir:}") String folder, Doors doors, InstantSource clock) {
        return new DefinitionsWatch(folder.isEmpty() ? null : Path.of(folder), doors, clock);
    }

    /** Up even where the definitions on disk are refused: the receiver goes on with those before them. */
    @Bean
    HealthIndicator definitionsHealthIndicator(Doors doors) {
        return () -> {
            var refusal = doors.refusal();
            var health = Health.up().withDetail("read", doors.readAt().toString());
            return refusal == null
                    ? health.build()
                    : health.withDetail("refused", refusal + "; those before are in use, the log says why")
                            .build();
        };
    }

    @Bean
    Rejections rejections(LogWriters writers, LogWriter ownLogWriter, ReceiverMetrics metrics) {
        var rejections = new Rejections(writers::connect, new RejectionTable(ownLogWriter.logName()));
        metrics.watch(rejections);
        return rejections;
    }

    @Bean
    Reception reception(
            Doors doors,
            Intake intake,
            Rejections rejections,
            ReceiverMetrics metrics,
            InstantSource clock,
            ReceiverProperties properties) {
        var inFlight =
                new BytesInFlight(Math.toIntExact(properties.bytesInFlight().toBytes()));
        metrics.watch(inFlight);
        return new Reception(
                doors,
                new Source.Finder(properties.trustedProxies()),
                inFlight,
                properties.bodyDeadline(),
                intake,
                new Witness(metrics, rejections),
                clock);
    }

    @Bean
    WebhookEntrance webhookEntrance(Reception reception) {
        return new WebhookEntrance(reception);
    }

    @Bean
    Leaving leaving(WebhookEntrance entrance) {
        return new Leaving(entrance);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhookConnector(
            WebhookEntrance entrance,
            ReceiverProperties properties,
            TlsProperties tlsProperties,
            CheckedSslBundles bundles,
            ClientCertificateValve certificates) {
        return tomcat -> {
            tomcat.setProtocol(WebhookProtocol.class.getName());
            tomcat.addConnectorCustomizers(WebhookProtocol::limit);
            var port = properties.port();
            if (port == null) {
                tlsProperties.checkUnset();
            } else {
                var connector = WebhookProtocol.connectorLike(tomcat, port);
                var tls = WebhookTls.atOwnPort(tlsProperties, tomcat.getSsl(), bundles);
                if (tls != null) {
                    tls.serveAt(connector, bundles, certificates);
                }
                tomcat.addAdditionalConnectors(connector);
                entrance.openOnlyAt(connector);
            }
            tomcat.addEngineValves(entrance);
        };
    }
}

package dev.lastro.receiver;

import dev.lastro.log.Intake;
import dev.lastro.log.LogWriters;
import dev.lastro.provider.DefinitionException;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Provider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnExpression("'${lastro.roles}'.contains('receiver')")
class ReceiverConfiguration {

    @Bean
    ServletRegistrationBean<WebhookServlet> webhooks(
            Definitions definitions,
            LogWriters writers,
            Intake intake,
            InstantSource clock,
            Environment environment,
            ReceiverProperties properties,
            @Value("${lastro.providers:}") Set<String> chosen) {
        var doors = doors(chosen(definitions, chosen), environment);
        writers.demandRoomFor(doors.values().stream()
                .mapToLong(door -> door.provider().bodyMaxBytes())
                .max()
                .orElse(0));
        var bytesInFlight = Math.toIntExact(properties.bytesInFlight().toBytes());
        var servlet = new WebhookServlet(doors, intake, clock, bytesInFlight);
        return new ServletRegistrationBean<>(servlet, WebhookServlet.PATH + "*");
    }

    /** @param names {@code lastro.providers}; none: every provider that has a definition */
    private static Collection<Provider> chosen(Definitions definitions, Set<String> names) {
        var providers = definitions.providers();
        if (!providers.keySet().containsAll(names)) {
            throw new IllegalArgumentException("lastro.providers=%s: there are definitions of %s"
                    .formatted(String.join(",", names), providers.keySet()));
        }
        return providers.values().stream()
                .filter(provider -> names.isEmpty() || names.contains(provider.name()))
                .toList();
    }

    /** All of them or none: the start stops with everything that is wrong, not with the first of it. */
    private static Map<String, Door> doors(Collection<Provider> providers, Environment environment) {
        var doors = new LinkedHashMap<String, Door>();
        var problems = new ArrayList<DefinitionException.Problem>();
        for (var provider : providers) {
            try {
                doors.put(provider.name(), Door.of(provider, provider.gatekeeper(name -> variable(name, environment))));
            } catch (DefinitionException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return doors;
    }

    /** The process' own variables first, as they are: Spring would take {@code $} and a brace in a secret for a place to fill in. */
    private static @Nullable String variable(String name, Environment environment) {
        var own = System.getenv(name);
        return own == null ? environment.getProperty(name) : own;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhookConnector(
            ReceiverProperties properties, TlsProperties tlsProperties, CheckedSslBundles bundles) {
        return tomcat -> {
            var port = properties.port();
            if (port == null) {
                tlsProperties.checkUnset();
                tomcat.addEngineValves(new WebhookEntrance(null));
                return;
            }
            var connector = new Connector();
            connector.setPort(port);
            connector.getProtocolHandler().setExecutor(new VirtualThreadTaskExecutor("webhook-"));
            var tls = WebhookTls.atOwnPort(tlsProperties, tomcat.getSsl(), bundles);
            if (tls != null) {
                tls.serveAt(connector, tomcat, bundles);
            }
            tomcat.addAdditionalConnectors(connector);
            tomcat.addEngineValves(new WebhookEntrance(connector));
        };
    }
}

package dev.lastro.notify;

import dev.lastro.outbound.Post;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** The channels that are configured. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    @Bean(destroyMethod = "close")
    Notifications notifications(
            NotifyProperties properties,
            ObjectProvider<JavaMailSender> sender,
            DataSource dataSource,
            InstantSource clock) {
        var channels = new ArrayList<Channel>();
        var mail = properties.mail();
        if (mail != null) {
            var server = sender.getIfAvailable();
            if (server == null) {
                throw new IllegalArgumentException(
                        "lastro.notify.mail is configured, but no mail server: set spring.mail.host");
            }
            channels.add(new MailChannel(server, mail, properties.link()));
        }
        var webhook = properties.webhook();
        if (webhook != null) {
            channels.add(new WebhookChannel(
                    new Post(webhook.url(), webhook.timeout()), webhook.secret(), properties.link(), clock));
        }
        return new Notifications(dataSource, channels, clock, Duration.ofSeconds(1));
    }

    @Bean
    NotifyMetrics notifyMetrics(Notifications notifications) {
        return new NotifyMetrics(notifications);
    }

    /** Only the process that runs jobs tells. */
    @Bean
    @ConditionalOnExpression("'${lastro.roles}'.contains('jobs')")
    HealthIndicator notificationsHealthIndicator(Notifications notifications) {
        return new NotifyHealth(notifications);
    }
}

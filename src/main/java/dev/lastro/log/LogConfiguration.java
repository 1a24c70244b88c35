package dev.lastro.log;

import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    LogReader logReader(DataSource dataSource) {
        return new LogReader(dataSource);
    }

    /** The log that this process' receiver appends to. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    @DependsOnDatabaseInitialization
    @ConditionalOnExpression("'${lastro.roles}'.contains('receiver')")
    static class OwnLog {

        /** Asked at start: a receiver that could lose what it acknowledged does not start. */
        private final String durability;

        OwnLog(LogWriters writers) {
            this.durability = writers.checkDurability();
        }

        @Bean(destroyMethod = "close")
        LogWriter ownLogWriter(LogWriters writers, LogProperties properties) {
            return writers.open(properties.name());
        }

        @Bean
        Intake intake(LogWriter ownLogWriter) {
            return new PatientIntake(ownLogWriter);
        }

        /** Not up while another process is the log's writer, or the database is away: then no sender should come here. */
        @Bean
        HealthIndicator logHealthIndicator(LogWriter ownLogWriter) {
            return () -> (ownLogWriter.isWriting() ? Health.up() : Health.outOfService())
                    .withDetail("log", ownLogWriter.logName())
                    .withDetail("writing", ownLogWriter.isWriting())
                    .withDetail("durability", durability)
                    .build();
        }
    }
}

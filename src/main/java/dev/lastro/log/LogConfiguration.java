package dev.lastro.log;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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

    @Bean
    Erasures erasures(DataSource dataSource, LogReader logReader) {
        return new Erasures(dataSource, logReader);
    }

    @Bean
    @ConditionalOnWebApplication
    @ConditionalOnExpression("'${lastro.roles}'.contains('receiver')")
    LaterMigration laterMigration() {
        return new LaterMigration();
    }

    /** The log that this process' receiver appends to. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    @DependsOnDatabaseInitialization
    @ConditionalOnExpression("'${lastro.roles}'.contains('receiver')")
    static class OwnLog {

        @Bean(destroyMethod = "close")
        SpoolInTurn spool(SpoolProperties properties, LogProperties log) {
            var markers = new SecureRandom();
            return new SpoolInTurn(
                    () -> SpoolOnDisk.open(properties.spoolDir(), log.name(), properties.limits(), markers));
        }

        @Bean(destroyMethod = "close")
        GroupCommitter ownLogWriter(LogWriters writers, LogProperties properties, Spool spool) {
            return writers.open(properties.name(), spool);
        }

        @Bean
        Intake intake(GroupCommitter ownLogWriter, Spool spool) {
            return new SpoolingIntake(ownLogWriter, spool);
        }

        @Bean
        LogMetrics logMetrics(GroupCommitter ownLogWriter, SpoolInTurn spool) {
            return new LogMetrics(ownLogWriter, spool);
        }

        @Bean
        LogHealthIndicator logHealthIndicator(GroupCommitter ownLogWriter, Spool spool, LogWriters writers) {
            return new LogHealthIndicator(ownLogWriter, spool, writers);
        }
    }
}

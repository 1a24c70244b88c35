package dev.lastro.log;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** A receiver starts while the database is away, and takes deliveries into its spool; migrations are made up for. */
final class LaterMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(LaterMigration.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Override
    public void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (!isAway(e)) {
                throw e;
            }
            LOG.warn("the database is away: migrations will run when it is back");
            Thread.ofVirtual().name("migration").start(() -> retry(flyway));
        }
    }

    private static void retry(Flyway flyway) {
        while (true) {
            try {
                Thread.sleep(PAUSE);
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (!isAway(e)) {
                    LOG.error("the database is back, but its migration failed: mend that and start again", e);
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean isAway(Throwable e) {
        return switch (e) {
            case SQLException sql
            when sql.getSQLState() != null -> sql.getSQLState().startsWith("08");
            default -> e.getCause() != null && isAway(e.getCause());
        };
    }
}

package dev.lastro.log;

import java.util.Locale;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether senders should come here: to the log's writer, and while the database is away to whoever has a spool. Not to a
 * standby.
 */
final class LogHealthIndicator extends AbstractHealthIndicator {

    private final GroupCommitter log;
    private final Spool spool;
    private final LogWriters writers;

    LogHealthIndicator(GroupCommitter log, Spool spool, LogWriters writers) {
        this.log = log;
        this.spool = spool;
        this.writers = writers;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var state = log.state();
        switch (state) {
            case WRITING, RECOVERING -> health.up();
            case AWAY -> {
                if (spool.isWorking()) {
                    health.up();
                } else {
                    health.outOfService();
                }
            }
            case STANDBY, CLOSED -> health.outOfService();
        }
        health.withDetail("log", log.logName())
                .withDetail("state", state.name().toLowerCase(Locale.ROOT))
                .withDetail("durability", writers.durability())
                .withDetail("spooled", spool.waiting());
        if (!log.complaint().isEmpty()) {
            health.withDetail("complaint", log.complaint());
        }
    }
}

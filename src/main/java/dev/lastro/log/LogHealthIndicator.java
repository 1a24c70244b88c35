package dev.lastro.log;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        var spooled = spool.status();
        switch (state) {
            case WRITING, RECOVERING -> health.up();
            case AWAY -> {
                if (spooled.lastFailure() == null) {
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
                .withDetail("spool", details(spooled));
        if (!log.complaint().isEmpty()) {
            health.withDetail("complaint", log.complaint());
        }
    }

    private static Map<String, Object> details(SpoolStatus spooled) {
        var details = new LinkedHashMap<String, Object>();
        details.put("waiting", spooled.waiting());
        details.put("bytes", spooled.bytes());
        details.put("setAside", spooled.setAside());
        if (spooled.oldestReceivedAt() != null) {
            details.put("oldestReceivedAt", spooled.oldestReceivedAt());
        }
        if (spooled.lastFailure() != null) {
            details.put("lastFailure", spooled.lastFailure());
        }
        return details;
    }
}

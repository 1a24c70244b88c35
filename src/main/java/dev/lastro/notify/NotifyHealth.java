package dev.lastro.notify;

import java.util.LinkedHashMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up even while a mail server is away: nothing here is the better for being restarted. */
final class NotifyHealth extends AbstractHealthIndicator {

    private final Notifications notifications;

    NotifyHealth(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        if (!notifications.isAnybody()) {
            health.withDetail("warning", "none is configured: a night that fails is told in the log alone");
        }
        for (var fare : notifications.fares()) {
            var details = new LinkedHashMap<String, Object>();
            details.put("told", fare.told());
            details.put("failures", fare.failures());
            var success = fare.lastSuccess();
            if (success != null) {
                details.put("lastSuccess", success.toString());
            }
            var failure = fare.lastFailure();
            if (failure != null) {
                details.put("lastFailure", "%s: %s".formatted(failure.at(), failure.words()));
            }
            health.withDetail(fare.channel(), details);
        }
    }
}

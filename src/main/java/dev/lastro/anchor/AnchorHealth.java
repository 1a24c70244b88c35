package dev.lastro.anchor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * What each anchor has got is asked of the database, so that any process tells; what waits there and what failed is this
 * process' own experience.
 *
 * <p>Up even while an anchor is away: nothing here is the better for being
 * restarted or sent no webhooks, so it is no part of readiness either.
 */
final class AnchorHealth extends AbstractHealthIndicator {

    private final Anchors anchors;

    AnchorHealth(Anchors anchors) {
        super("the anchors' tables cannot be read");
        this.anchors = anchors;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        health.up();
        var standings = anchors.standings();
        if (standings.isEmpty()) {
            health.withDetail(
                    "warning", "none is configured: who can rewrite the database can rewrite the checkpoints");
        }
        for (var standing : standings) {
            health.withDetail(standing.attempts().anchor(), details(standing));
        }
    }

    private static Map<String, Object> details(Anchors.Standing standing) {
        var details = new LinkedHashMap<String, Object>();
        var lastSuccess = new LinkedHashMap<String, Object>();
        for (var last : standing.last()) {
            if (last.at() != null) {
                lastSuccess.put(
                        last.log(),
                        Map.of("checkpoint", last.number(), "at", last.at().toString()));
            }
        }
        details.put("lastSuccess", lastSuccess);
        details.put("waiting", standing.attempts().waiting());
        details.put("away", standing.attempts().isAway());
        var failure = standing.attempts().lastFailure();
        if (failure != null) {
            details.put("lastFailure", Map.of("at", failure.at().toString(), "why", failure.words()));
        }
        if (!standing.gone().isEmpty()) {
            details.put("gone", standing.gone());
        }
        return details;
    }
}

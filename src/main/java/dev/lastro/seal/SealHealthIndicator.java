package dev.lastro.seal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** What is sealed and what of it was verified of late; down where the newest verification found something. */
final class SealHealthIndicator extends AbstractHealthIndicator {

    private final Sealer sealer;
    private final Rounds rounds;

    SealHealthIndicator(Sealer sealer, Rounds rounds) {
        this.sealer = sealer;
        this.rounds = rounds;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        for (var log : sealer.logs()) {
            var state = rounds.state(log);
            health.withDetail(log, details(state));
            if (state.isBroken()) {
                health.down();
            }
        }
    }

    private static Map<String, Object> details(Rounds.State state) {
        var details = new LinkedHashMap<String, Object>();
        details.put("sealed", state.sealed());
        details.put("sealedAt", state.sealedAt() == null ? "never" : state.sealedAt());
        details.put("verifiedWithin35Days", state.covered());
        details.put("lastFullVerification", state.lastFull() == null ? "never" : state.lastFull());
        return details;
    }
}

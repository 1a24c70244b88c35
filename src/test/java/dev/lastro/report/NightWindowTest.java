package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.DeliveryClass;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NightWindowTest {

    private static final Instant NOON = Instant.parse("2026-11-21T15:00:00Z");

    @Test
    void onlyWhatWasReceivedTellsOfAProvidersHours() {
        var window = new NightWindow();
        window.add(row("main", "base39", NOON.plusSeconds(3_599)));
        window.add(row("import", "openco", NOON));
        window.add(row("decisions", "lastro", NOON));
        // an act about one provider stands in a log of its own or in this one
        window.add(row("main", "lastro", NOON));

        assertThat(window.count()).isEqualTo(4);
        assertThat(window.classes()).containsOnlyKeys("base39", "lastro", "openco");
        assertThat(window.hours()).containsOnlyKeys(NOON);
        assertThat(window.delivering()).containsExactly("base39");
        assertThat(window.delays()).containsOnlyKeys("base39");
    }

    private static Trail.Row row(String log, String provider, Instant receivedAt) {
        return new Trail.Row(
                log,
                0,
                provider,
                "evt",
                "loan.created",
                null,
                "CREATED",
                "loan",
                NOON,
                receivedAt,
                new byte[32],
                DeliveryClass.EVENT,
                null,
                new byte[32]);
    }
}

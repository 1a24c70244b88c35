package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.provider.DefinitionException;
import dev.lastro.provider.Definitions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is received by default: the definitions in the jar, and whatever variables are set. */
class DoorsTest {

    private static final Map<String, String> USUAL =
            Map.of("BASE39_WEBHOOK_SECRET", "s", "OPENCO_ALLOW_LIST", "203.0.113.0/24");

    @Test
    void whoUsesTwoLendersNeedsNoSecretOfTheOthers() {
        var doors = doors(Set.of(), USUAL);
        assertThat(doors.of("base39")).isNotNull();
        assertThat(doors.of("openco")).isNotNull();
        assertThat(doors.of("qitech")).isNull();
        assertThat(doors.of("celcoin")).isNull();
        assertThat(doors.of("pismo")).isNull();
    }

    @Test
    void oneVariableIsEnoughToBeReceived() {
        var doors = doors(Set.of(), with(Map.of("PISMO_WEBHOOK_SECRET", "s")));
        assertThat(doors.of("pismo")).isNotNull();
        assertThat(doors.of("celcoin")).isNull();
    }

    @Test
    void halfOfThemStopsTheStartAndSoDoesAnEmptyOne() {
        assertThatThrownBy(() -> doors(Set.of(), with(Map.of("CELCOIN_USERNAME", "u"))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("${CELCOIN_PASSWORD} is not set");
        assertThatThrownBy(() -> doors(Set.of(), with(Map.of("PISMO_WEBHOOK_SECRET", ""))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("${PISMO_WEBHOOK_SECRET} is not set");
    }

    @Test
    void whoeverIsNamedIsWantedAndTheFirstTwoAlwaysAre() {
        assertThatThrownBy(() -> doors(Set.of("qitech"), Map.of()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("${QITECH_PUBLIC_KEY} is not set");
        assertThatThrownBy(() -> doors(Set.of(), Map.of()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("${BASE39_WEBHOOK_SECRET} is not set")
                .hasMessageContaining("${OPENCO_ALLOW_LIST} is not set");
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new java.util.HashMap<>(USUAL);
        all.putAll(more);
        return all;
    }

    private static Doors doors(Set<String> chosen, Map<String, String> variables) {
        var doors = new Doors(chosen, variables::get, bytes -> {}, new ReceiverMetrics(new SimpleMeterRegistry()));
        doors.replace(Definitions.load(null), Instant.EPOCH);
        return doors;
    }
}

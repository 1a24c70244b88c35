package dev.lastro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 5);
    private static final LocalDate LAST = LocalDate.of(2026, 11, 21);
    private static final Simulation SIMULATION = Simulation.generate(39, 300, FIRST, LAST);

    private static List<String> texts(Simulation simulation) {
        return simulation.deliveries().stream()
                .map(sent -> sent.provider() + sent.sentAt() + new String(sent.body(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void sameSeedSameBytes() {
        assertThat(texts(Simulation.generate(39, 300, FIRST, LAST))).isEqualTo(texts(SIMULATION));
        assertThat(texts(Simulation.generate(40, 300, FIRST, LAST))).isNotEqualTo(texts(SIMULATION));
    }

    @Test
    void sentInOrderAndBeforeTheEndOfTheLastDay() {
        assertThat(SIMULATION.deliveries()).isSortedAccordingTo(Comparator.comparing(Sent::sentAt));
        assertThat(SIMULATION.deliveries().getLast().sentAt())
                .isBefore(LAST.plusDays(1)
                        .atStartOfDay(ZoneId.of("America/Sao_Paulo"))
                        .toInstant());
    }

    @Test
    void bothProvidersAtABodySizeOfRealLife() {
        var byProvider = SIMULATION.deliveries().stream().collect(Collectors.groupingBy(Sent::provider));
        assertThat(byProvider).containsOnlyKeys("base39", "openco");
        byProvider.forEach((provider, sent) -> assertThat(sent).as(provider).hasSizeGreaterThan(800));
        int[] sizes = SIMULATION.deliveries().stream()
                .filter(sent -> sent.provider().equals("base39"))
                .mapToInt(sent -> sent.body().length)
                .sorted()
                .toArray();
        assertThat(sizes[sizes.length / 2]).isBetween(600, 1_500);
    }

    @Test
    void aShuffleLosesNothing() {
        var shuffled = SIMULATION.shuffled(7);
        assertThat(texts(shuffled))
                .isNotEqualTo(texts(SIMULATION))
                .containsExactlyInAnyOrderElementsOf(texts(SIMULATION));
    }

    @Test
    void aRepetitionAddsOnlyWhatWasThere() {
        int before = SIMULATION.deliveries().size();
        var repeated = SIMULATION.repeated(7, 0.3);
        assertThat(repeated.deliveries().size()).isBetween(before + before / 4, before + before * 35 / 100);
        assertThat(texts(repeated)).containsAll(texts(SIMULATION));
        assertThat(List.copyOf(new java.util.HashSet<>(texts(repeated))))
                .containsExactlyInAnyOrderElementsOf(new java.util.HashSet<>(texts(SIMULATION)));
    }
}

package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.loan.Sightings.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightingsTest {

    private static final Instant T = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void aloneItIsTheEvent() {
        assertThat(Sightings.rule(List.of(seen("main", 7, 0, 0, "b1", "A"))))
                .isEqualTo(new Ruling(place("main", 7), Map.of(place("main", 7), DeliveryClass.EVENT)));
    }

    @Test
    void repeatsAreDuplicatesOfTheFirst() {
        Ruling ruling = rule(
                seen("main", 9, 2, 0, "b1", "A"), seen("main", 7, 0, 0, "b1", "A"), seen("main", 8, 1, 0, "b1", "A"));
        assertThat(ruling.event()).isEqualTo(place("main", 7));
        assertThat(classes(ruling)).isEqualTo("{main/7=EVENT, main/8=DUPLICATE, main/9=DUPLICATE}");
    }

    @Test
    void anotherEnvelopeIsADuplicateToo() {
        assertThat(classes(rule(seen("main", 0, 0, 0, "b9", "A"), seen("main", 1, 1, 0, "b1", "A"))))
                .isEqualTo("{main/0=EVENT, main/1=DUPLICATE}");
    }

    @Test
    void theEarliestOccurrenceCountsThoughItCameLast() {
        Ruling ruling = rule(
                seen("main", 0, 0, 5, "b0", "A"),
                seen("main", 1, 1, 5, "b0", "A"),
                seen("main", 2, 2, 4, "b9", "B"),
                seen("main", 3, 3, 4, "b9", "B"));
        assertThat(ruling.event()).isEqualTo(place("main", 2));
        assertThat(classes(ruling)).isEqualTo("{main/0=CONFLICT, main/1=CONFLICT, main/2=EVENT, main/3=DUPLICATE}");
    }

    @Test
    void atOneTimeTheSmallestBodyCounts() {
        Ruling ruling = rule(
                seen("main", 0, 0, 5, "b3", "A"), seen("main", 1, 1, 5, "b1", "B"), seen("main", 2, 2, 5, "b2", "C"));
        assertThat(classes(ruling)).isEqualTo("{main/0=CONFLICT, main/1=EVENT, main/2=CONFLICT}");
    }

    @Test
    void aSmallerBodyOfTheSameContentSpeaksForAllOfIt() {
        Ruling ruling = rule(
                seen("main", 0, 0, 5, "b9", "A"), seen("main", 1, 1, 5, "b5", "B"), seen("main", 2, 2, 5, "b1", "A"));
        assertThat(classes(ruling)).isEqualTo("{main/0=EVENT, main/1=CONFLICT, main/2=DUPLICATE}");
    }

    @Test
    void firstSightIsByReceptionThenLogThenPosition() {
        assertThat(rule(seen("main", 1, 0, 0, "b", "A"), seen("import", 9, 1, 0, "b", "A"))
                        .event())
                .isEqualTo(place("main", 1));
        assertThat(rule(seen("main", 1, 0, 0, "b", "A"), seen("import", 9, 0, 0, "b", "A"))
                        .event())
                .isEqualTo(place("import", 9));
        assertThat(rule(seen("main", 10, 0, 0, "b", "A"), seen("main", 9, 0, 0, "b", "A"))
                        .event())
                .isEqualTo(place("main", 9));
    }

    @Test
    void refusesNothingAndOnePlaceTwice() {
        assertThatThrownBy(() -> Sightings.rule(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(seen("main", 1, 0, 0, "b", "A"), seen("main", 1, 0, 0, "c", "B")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("main/1");
    }

    /** What the provider says decides; which of its copies came first only decides which place stands for it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void contentThatCountsDoesNotDependOnArrival(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var contents = new ArrayList<Seen>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                contents.add(seen("main", 0, 0, random.nextInt(3), "b" + random.nextInt(100) + "-" + i, "C" + i));
            }
            Content expected = contents.stream()
                    .min(Comparator.comparing(Seen::occurredAt).thenComparing(Seen::bodySha256))
                    .orElseThrow()
                    .content();
            var arrivals = new ArrayList<Seen>();
            for (Seen content : contents) {
                for (int copy = 0; copy < 1 + random.nextInt(3); copy++) {
                    arrivals.add(content);
                }
            }
            Collections.shuffle(arrivals, random);
            var placed = new ArrayList<Seen>();
            for (int i = 0; i < arrivals.size(); i++) {
                Seen s = arrivals.get(i);
                placed.add(new Seen(
                        place(random.nextBoolean() ? "main" : "import", i),
                        T.plusNanos(1000L * random.nextInt(3)),
                        s.occurredAt(),
                        s.bodySha256(),
                        s.content()));
            }
            Ruling ruling = Sightings.rule(placed);
            String told = "seed " + seed + " round " + round + " " + placed;
            assertThat(ruling.classes()).as(told).hasSize(placed.size());
            for (Seen s : placed) {
                assertThat(ruling.classes().get(s.place()) != DeliveryClass.CONFLICT)
                        .as(told)
                        .isEqualTo(s.content().equals(expected));
            }
            List<Place> events = ruling.classes().entrySet().stream()
                    .filter(e -> e.getValue() == DeliveryClass.EVENT)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(events).as(told).containsExactly(ruling.event());
            assertThat(placed.stream()
                            .filter(s -> s.content().equals(expected))
                            .sorted(Comparator.comparing(Seen::receivedAt).thenComparing(Seen::place))
                            .map(Seen::place)
                            .findFirst())
                    .as(told)
                    .contains(ruling.event());
        }
    }

    private static Ruling rule(Seen... sightings) {
        return Sightings.rule(List.of(sightings));
    }

    private static String classes(Ruling ruling) {
        return ruling.classes().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toString(), Map.Entry::getValue, (a, b) -> a, TreeMap::new))
                .toString();
    }

    private static Place place(String log, long position) {
        return new Place(log, position);
    }

    private static Seen seen(
            String log, long position, long receivedMicros, long occurredMicros, String body, String content) {
        return new Seen(
                place(log, position),
                T.plusNanos(receivedMicros * 1000),
                T.plusNanos(occurredMicros * 1000),
                body,
                Seen.content(content));
    }
}

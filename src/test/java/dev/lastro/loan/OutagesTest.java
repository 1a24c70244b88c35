package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.Outages.Gap;
import dev.lastro.loan.Outages.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage is told from steps that get lost here and there, or that are never sent. */
class OutagesTest {

    private static final Instant BEGIN = Instant.parse("2026-09-01T03:00:00Z");
    private static final int HOURS = 60 * 24;

    private record Life(String loan, Instant created, Instant requested, Instant disbursed) {}

    private static Instant hour(double hour) {
        return BEGIN.plusSeconds((long) (hour * 3600));
    }

    private static List<Life> lives(int count, Random random) {
        List<Life> lives = new ArrayList<>();
        for (int loan = 0; loan < count; loan++) {
            double created = random.nextDouble() * HOURS;
            double requested = created + 1 + random.nextDouble() * 40;
            lives.add(new Life(
                    "loan_%05d".formatted(loan),
                    hour(created),
                    hour(requested),
                    hour(requested + 1 + random.nextDouble() * 20)));
        }
        return lives;
    }

    private static Gap gap(Life life) {
        return new Gap(life.loan(), life.created(), life.disbursed());
    }

    private static List<Outage> find(List<Gap> gaps, List<Life> lives) {
        Outages outages = new Outages(gaps);
        lives.forEach(life -> outages.lived(life.loan(), life.created(), life.disbursed()));
        return outages.find();
    }

    private static List<Gap> lostAtRandom(List<Life> lives, double share, Random random) {
        return lives.stream()
                .filter(life -> random.nextDouble() < share)
                .map(OutagesTest::gap)
                .toList();
    }

    private static List<Gap> lostBetween(List<Life> lives, Instant from, Instant to) {
        return lives.stream()
                .filter(life ->
                        life.requested().isAfter(from) && life.requested().isBefore(to))
                .filter(life ->
                        life.created().isBefore(from) && life.disbursed().isAfter(to))
                .map(OutagesTest::gap)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.05, 0.3, 1})
    void whatIsLostHereAndThereOrAlwaysIsNoOutage(double share) {
        int alarms = 0;
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            List<Life> lives = lives(2_000, random);
            alarms += find(lostAtRandom(lives, share, random), lives).size();
        }
        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.01})
    void anOutageIsFoundWithAllItsLoans(double share) {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            List<Life> lives = lives(3_000, random);
            Instant from = hour(200 + random.nextInt(900));
            Instant to = from.plus(Duration.ofHours(6));
            List<Gap> lost = lostBetween(lives, from, to);
            List<Gap> gaps = new ArrayList<>(lostAtRandom(lives, share, random));
            gaps.addAll(lost);

            List<Outage> found = find(gaps, lives);

            assertThat(found).as("seed %d", seed).hasSize(1);
            assertThat(found.getFirst().loans())
                    .containsAll(new TreeSet<>(lost.stream().map(Gap::loanId).toList()));
            assertThat(found.getFirst().from())
                    .isBeforeOrEqualTo(found.getFirst().to());
            if (share == 0) {
                assertThat(found.getFirst().from()).isBeforeOrEqualTo(from);
                assertThat(found.getFirst().to()).isAfterOrEqualTo(to);
            }
        }
    }

    @Test
    void orderPlaysNoPart() {
        Random random = new Random(7);
        List<Life> lives = new ArrayList<>(lives(3_000, random));
        List<Gap> gaps = new ArrayList<>(lostAtRandom(lives, 0.01, random));
        gaps.addAll(lostBetween(lives, hour(500), hour(520)));
        List<Outage> found = find(gaps, lives);
        assertThat(found).isNotEmpty();

        for (int round = 0; round < 10; round++) {
            Collections.shuffle(gaps, random);
            Collections.shuffle(lives, random);
            assertThat(find(gaps, lives)).isEqualTo(found);
        }
    }

    @Test
    void fiveLoansAreEnoughFourAreNot() {
        List<Life> lives = new ArrayList<>();
        for (int loan = 0; loan < 12; loan++) {
            lives.add(new Life("l" + loan, hour(loan), hour(loan + 24), hour(loan + 30)));
        }
        List<Gap> five = lives.subList(0, 5).stream().map(OutagesTest::gap).toList();
        List<Life> others = new ArrayList<>(lives.subList(0, 5));
        lives.subList(5, 12)
                .forEach(life -> others.add(new Life(
                        life.loan(),
                        life.created().plus(Duration.ofDays(3)),
                        life.requested().plus(Duration.ofDays(3)),
                        life.disbursed().plus(Duration.ofDays(3)))));

        assertThat(find(five, others)).singleElement().satisfies(outage -> {
            assertThat(outage.loans()).containsExactly("l0", "l1", "l2", "l3", "l4");
            assertThat(outage.from()).isEqualTo(hour(4));
            assertThat(outage.to()).isEqualTo(hour(30));
        });
        assertThat(find(five.subList(0, 4), others)).isEmpty();
        assertThat(find(five, others.subList(0, 9)))
                .as("nobody else to compare with")
                .isEmpty();
    }

    @Test
    void whereNothingCameBeforeTwoDaysAreLookedAt() {
        List<Gap> gaps = new ArrayList<>();
        for (int loan = 0; loan < 6; loan++) {
            gaps.add(new Gap("l" + loan, null, hour(100 + loan)));
        }
        List<Life> lives = new ArrayList<>();
        for (int loan = 0; loan < 30; loan++) {
            lives.add(new Life("l" + loan, hour(100 + loan * 10), hour(101 + loan * 10), hour(110 + loan * 10)));
        }

        assertThat(find(gaps, lives)).singleElement().satisfies(outage -> {
            assertThat(outage.from()).isEqualTo(hour(105 - 48));
            assertThat(outage.to()).isEqualTo(hour(100));
        });
    }

    /** Each moment at which an interval begins, tried one by one, has no more loans than the one that was found. */
    @Test
    void theMomentWithTheMostLoansIsFound() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<Life> lives = lives(300, random);
            List<Gap> gaps = new ArrayList<>(lostAtRandom(lives, 0.03, random));
            gaps.addAll(lostBetween(lives, hour(700), hour(710)));
            long most = gaps.stream()
                    .mapToLong(begin -> gaps.stream()
                            .filter(gap ->
                                    !Objects.requireNonNull(gap.after()).isAfter(Objects.requireNonNull(begin.after()))
                                            && !gap.proof().isBefore(Objects.requireNonNull(begin.after())))
                            .map(Gap::loanId)
                            .distinct()
                            .count())
                    .max()
                    .orElse(0);

            for (Outage outage : find(gaps, lives)) {
                found++;
                assertThat(outage.loans().size()).isLessThanOrEqualTo((int) most);
                for (Gap gap : gaps) {
                    if (outage.loans().contains(gap.loanId())) {
                        assertThat(Objects.requireNonNull(gap.after())).isBeforeOrEqualTo(outage.from());
                        assertThat(gap.proof()).isAfterOrEqualTo(outage.to());
                    }
                }
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void ourOwnSilenceIsNamed() {
        var received = new TreeSet<Instant>();
        for (int hour = 0; hour < 30 * 24; hour++) {
            if (hour < 500 || hour >= 520) {
                received.add(hour(hour));
            }
        }
        var outage = new Outage(hour(498), hour(521), hour(530), List.of("a", "b"));
        var before = new Outage(hour(398), hour(421), hour(430), List.of("a", "b"));

        assertThat(OutageFindings.of("base39", List.of(outage), received, BankCalendar.NO_HOLIDAYS))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.suggestedAction().en()).contains("our receiver may have been away");
                    assertThat(finding.suggestedAction().pt()).contains("nosso receptor");
                    assertThat(finding.evidence()).containsExactly("a", "b");
                    assertThat(finding.afterAt()).isEqualTo(outage.from());
                    assertThat(finding.until()).isEqualTo(outage.to());
                });
        assertThat(OutageFindings.of("base39", List.of(before), received, BankCalendar.NO_HOLIDAYS)
                        .getFirst()
                        .suggestedAction()
                        .en())
                .doesNotContain("our receiver");
    }

    /** Against the sum as a textbook has it, where that is exact enough. */
    @Test
    void chanceIsReckonedRightly() {
        double below = Math.exp(-3) * (1 + 3 + 4.5 + 4.5 + 27.0 / 8);
        assertThat(Outages.atLeast(5, 3)).isCloseTo(1 - below, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(Outages.atLeast(5, 0)).isZero();
    }
}

package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.BankCalendar;
import dev.lastro.loan.Outages;
import dev.lastro.loan.Rhythm;
import dev.lastro.oracle.Banks;
import dev.lastro.oracle.Survey;
import dev.lastro.oracle.Survey.Lived;
import dev.lastro.oracle.Survey.Missing;
import dev.lastro.oracle.Survey.Suspicion;
import dev.lastro.provider.Definitions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OUTAGE_SUSPECTED and PROVIDER_SILENCE against the oracle, over generated lives and rhythms. */
class SurveyAgreementTest {
    private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");
    private static final Instant BEGIN = Instant.parse("2026-02-02T03:00:00Z");
    private static final BankCalendar CALENDAR = Definitions.load(null).calendar();
    private static final int LOANS = 400;
    private static final int DAYS = 30;
    private static final int NIGHTS = 40;

    private static int outages;
    private static int silences;

    /** {@code -Dlastro.seeds=250} for a long look: 100,000 loans, and 10,000 nights. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, seedCount());
    }

    private static long seedCount() {
        return Long.getLong("lastro.seeds", 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameOutages(long seed) {
        var random = new Random(seed);
        var away = new ArrayList<Instant[]>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Instant from = later(BEGIN, random, Duration.ofDays(DAYS));
            away.add(new Instant[] {from, later(from, random, Duration.ofHours(40))});
        }
        double lost = random.nextDouble() * random.nextDouble() * 0.1;
        var lives = new ArrayList<Lived>();
        var missing = new ArrayList<Missing>();
        for (int i = 0; i < LOANS; i++) {
            String loan = "loan_" + i;
            Instant created = later(BEGIN, random, Duration.ofDays(DAYS));
            Instant requested = later(created, random, Duration.ofHours(40));
            Instant disbursed = later(requested, random, Duration.ofHours(random.nextInt(60)));
            lives.add(new Lived(loan, created, disbursed));
            boolean isCreatedLost = isLost(created, away, lost, random);
            boolean isRequestedLost = isLost(requested, away, lost, random);
            if (isCreatedLost) {
                missing.add(new Missing(loan, null, isRequestedLost ? disbursed : requested));
            }
            if (isRequestedLost) {
                missing.add(new Missing(loan, isCreatedLost ? null : created, disbursed));
            }
        }
        List<Suspicion> expected = Survey.outages(missing, lives);
        var product = new Outages(missing.stream()
                .map(each -> new Outages.Gap(each.loan(), each.after(), each.proof()))
                .toList());
        lives.forEach(life -> product.lived(life.loan(), life.from(), life.to()));
        assertThat(product.find())
                .extracting(each -> new Suspicion(each.from(), each.to(), each.enough(), each.loans()))
                .isEqualTo(expected);
        outages += expected.size();
    }

    private static boolean isLost(Instant at, List<Instant[]> away, double share, Random random) {
        boolean isAway = away.stream().anyMatch(each -> !at.isBefore(each[0]) && at.isBefore(each[1]));
        return random.nextDouble() < (isAway ? 0.8 : share);
    }

    private static Instant later(Instant from, Random random, Duration atMost) {
        return from.plusSeconds(random.nextLong(atMost.toSeconds() + 1));
    }

    /** Of providers that are open at some hours of some days, more or less busy, and that stop now and then. */
    @ParameterizedTest
    @MethodSource("seeds")
    void sameSilences(long seed) {
        var random = new Random(-seed);
        int opens = random.nextInt(12);
        int closes = opens + 1 + random.nextInt(24 - opens);
        int daysOpen = 5 + random.nextInt(3);
        boolean keepsHolidays = random.nextBoolean();
        double busy = Math.sqrt(random.nextDouble());
        Instant stopped = later(BEGIN.plus(Duration.ofDays(20)), random, Duration.ofDays(90));
        Instant resumed = later(stopped, random, Duration.ofDays(12));
        LocalDate first = LocalDate.ofInstant(BEGIN, BRAZIL);
        SortedSet<Instant> hours = new TreeSet<>();
        for (Instant hour = BEGIN; hour.isBefore(BEGIN.plus(Duration.ofDays(140))); hour = hour.plusSeconds(3600)) {
            ZonedDateTime local = hour.atZone(BRAZIL);
            boolean isOpen = local.getHour() >= opens
                    && local.getHour() < closes
                    && local.getDayOfWeek().getValue() <= daysOpen
                    && !(keepsHolidays && Banks.isHoliday(local.toLocalDate()));
            boolean isAway = !hour.isBefore(stopped) && hour.isBefore(resumed);
            if (isOpen && !isAway && random.nextDouble() < busy) {
                hours.add(hour);
            }
        }
        for (int night = 0; night < NIGHTS; night++) {
            // most of them soon after it has stopped
            LocalDate date = night % 2 == 0
                    ? first.plusDays(1L + random.nextInt(119))
                    : LocalDate.ofInstant(stopped, BRAZIL).plusDays(1L + night / 2 % 12);
            Instant cutOff = date.atStartOfDay(BRAZIL).toInstant();
            Optional<Instant> expected = Survey.silence(hours, cutOff);
            assertThat(Rhythm.silence(hours, cutOff, CALENDAR).map(Rhythm.Silence::allowedUntil))
                    .as(date.toString())
                    .isEqualTo(expected);
            silences += expected.isPresent() ? 1 : 0;
        }
    }

    @AfterAll
    static void bothWereAmongThemOftenEnough() {
        System.out.printf("%d outages, %d silences%n", outages, silences);
        assertThat(outages).isGreaterThan((int) seedCount() / 2);
        assertThat(silences).isGreaterThan((int) seedCount());
    }
}

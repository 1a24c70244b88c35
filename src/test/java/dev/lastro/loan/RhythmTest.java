package dev.lastro.loan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No alarm while a provider keeps its rhythm, whatever that is; an alarm soon after it has stopped. */
class RhythmTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2); // a Monday
    /** The bank holidays of Brazil until July of 2026: Carnival, Good Friday, Tiradentes, Labour Day, Corpus Christi. */
    private static final BankCalendar CALENDAR = new BankCalendar(
            List.of(every(MonthDay.of(4, 21)), every(MonthDay.of(5, 1)), every(MonthDay.of(9, 7))),
            List.of(afterEaster(-48), afterEaster(-47), afterEaster(-2), afterEaster(60)),
            List.of());

    private static BankCalendar.Fixed every(MonthDay day) {
        return new BankCalendar.Fixed(day, 1900, 2200);
    }

    private static BankCalendar.Movable afterEaster(int days) {
        return new BankCalendar.Movable(days, 1900, 2200);
    }

    private static final Duration HOUR = Duration.ofHours(1);

    /** How likely an hour has a delivery. */
    enum Kind {
        ALWAYS(time -> true, 0.98),
        ALWAYS_THIN(time -> true, 0.5),
        OFFICE(time -> isWeekday(time) && time.getHour() >= 9 && time.getHour() < 18, 0.95),
        SHOPS(time -> time.getDayOfWeek() != DayOfWeek.SUNDAY && time.getHour() >= 8 && time.getHour() < 21, 0.7),
        NIGHTLY_BATCH(time -> time.getHour() == 6, 1),
        SMALL(time -> isWeekday(time) && time.getHour() >= 9 && time.getHour() < 18, 0.12);

        @SuppressWarnings("ImmutableEnumChecker") // functions of their arguments alone
        private final Predicate<ZonedDateTime> open;

        private final double share;

        Kind(Predicate<ZonedDateTime> open, double share) {
            this.open = open;
            this.share = share;
        }

        private static boolean isWeekday(ZonedDateTime time) {
            return time.getDayOfWeek().getValue() <= 5;
        }
    }

    private static SortedSet<Instant> hours(Kind kind, Random random, LocalDate from, LocalDate to) {
        SortedSet<Instant> hours = new TreeSet<>();
        Instant end = to.atStartOfDay(BusinessDates.ZONE).toInstant();
        for (Instant hour = from.atStartOfDay(BusinessDates.ZONE).toInstant();
                hour.isBefore(end);
                hour = hour.plus(HOUR)) {
            if (kind.open.test(hour.atZone(BusinessDates.ZONE)) && random.nextDouble() < kind.share) {
                hours.add(hour);
            }
        }
        return hours;
    }

    /** 8 providers for half a year each: 1,450 nights. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsQuietWhileTheRhythmIsKept(Kind kind) {
        int alarms = 0;
        for (int seed = 0; seed < 8; seed++) {
            SortedSet<Instant> hours = hours(kind, new Random(seed), FIRST, FIRST.plusDays(182));
            for (int day = 1; day < 182; day++) {
                alarms += Rhythm.silence(hours, BusinessDates.cutOff(FIRST.plusDays(day)), CALENDAR)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        assertThat(alarms).isZero();
    }

    /**
     * What keeps quiet on holidays too: 3 providers for eight months each, with 6 holidays. Of 12 for two and a half years,
     * which are 10,800 nights, the calendar spares an office 52 alarms, those of Carnival, and leaves none.
     */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"OFFICE", "SHOPS", "NIGHTLY_BATCH", "SMALL"})
    void keepsQuietOnHolidays(Kind kind) {
        LocalDate from = LocalDate.of(2025, 11, 3);
        int alarms = 0;
        for (int seed = 0; seed < 3; seed++) {
            SortedSet<Instant> hours = hours(kind, new Random(seed), from, from.plusDays(240));
            hours.removeIf(hour -> CALENDAR.isHoliday(BusinessDates.of(hour)));
            for (int day = 1; day < 240; day++) {
                alarms += Rhythm.silence(hours, BusinessDates.cutOff(from.plusDays(day)), CALENDAR)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        assertThat(alarms).isZero();
    }

    /** No calendar knows of the holiday: Carnival is two work days, and too long. */
    @Test
    void carnivalIsASilenceToWhoeverDoesNotKnowIt() {
        LocalDate tuesday = LocalDate.of(2026, 2, 17);
        SortedSet<Instant> hours = hours(Kind.OFFICE, new Random(1), tuesday.minusDays(70), tuesday.minusDays(1));

        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(tuesday), BankCalendar.NO_HOLIDAYS))
                .isPresent();
        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(tuesday), CALENDAR))
                .isEmpty();
    }

    /** Saturday to Tuesday nothing comes of one who sends on weekdays alone, and that is all right; on Thursday it is not. */
    @ParameterizedTest
    @CsvSource({"2026-02-18,2026-02-17", "2026-04-22,2026-04-21", "2025-04-22,2025-04-21", "2026-04-06,2026-04-05"})
    void tellsASilenceAfterAHolidayFromTheHoliday(LocalDate workDay, LocalDate holiday) {
        for (int seed = 0; seed < 12; seed++) {
            SortedSet<Instant> hours =
                    hours(Kind.OFFICE, new Random(seed), holiday.minusDays(70), holiday.plusDays(30));
            hours.removeIf(hour -> CALENDAR.isHoliday(BusinessDates.of(hour)));
            SortedSet<Instant> stopped = hours.headSet(BusinessDates.cutOff(holiday));

            assertThat(Rhythm.silence(hours, BusinessDates.cutOff(holiday), CALENDAR))
                    .isEmpty();
            assertThat(Rhythm.silence(hours, BusinessDates.cutOff(workDay), CALENDAR))
                    .isEmpty();
            assertThat(Rhythm.silence(stopped, BusinessDates.cutOff(workDay.plusDays(1)), CALENDAR))
                    .as("two work days")
                    .isPresent();
        }
    }

    /** It sends on every day, on Sundays and holidays too: a silent holiday is a silence. */
    @Test
    void tellsThatOneWhoKeepsNoHolidaysIsSilentOnOne() {
        LocalDate carnival = LocalDate.of(2026, 2, 16);
        SortedSet<Instant> hours = hours(Kind.ALWAYS, new Random(1), carnival.minusDays(60), carnival);

        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(carnival), CALENDAR))
                .isPresent();
    }

    /** Runs of days with and without deliveries, at random: no model of single hours knows of them. */
    @Test
    void keepsQuietBetweenBursts() {
        int nights = 0;
        int alarms = 0;
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            SortedSet<Instant> hours = hours(Kind.ALWAYS, random, FIRST, FIRST.plusDays(182));
            for (int day = 0; day < 182; day++) {
                if (random.nextBoolean()) {
                    hours.removeAll(day(FIRST.plusDays(day)));
                }
            }
            for (int day = 28; day < 182; day++, nights++) {
                alarms += Rhythm.silence(hours, BusinessDates.cutOff(FIRST.plusDays(day)), CALENDAR)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(nights / 100);
    }

    private static SortedSet<Instant> day(LocalDate day) {
        SortedSet<Instant> all = new TreeSet<>();
        Instant end = BusinessDates.cutOff(day);
        for (Instant hour = end.minus(Duration.ofDays(1)); hour.isBefore(end); hour = hour.plus(HOUR)) {
            all.add(hour);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SMALL", "NIGHTLY_BATCH"},
            mode = EnumSource.Mode.EXCLUDE)
    void tellsWithinThreeDaysThatItStopped(Kind kind) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            LocalDate stop = FIRST.plusDays(28 + 7L * random.nextInt(15) + random.nextInt(2)); // Monday or Tuesday
            SortedSet<Instant> hours = hours(kind, random, FIRST, stop);

            assertThat(Rhythm.silence(hours, BusinessDates.cutOff(stop.plusDays(2)), CALENDAR))
                    .as("%s %d", kind, seed)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsWithinSixWeeksOfEveryoneThatHasARhythm(Kind kind) {
        LocalDate stop = FIRST.plusDays(70);
        SortedSet<Instant> hours = hours(kind, new Random(1), FIRST, stop);

        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(stop.plusDays(42)), CALENDAR))
                .isPresent();
    }

    @Test
    void tellsOfOneThatNeverRestsInTheFirstNight() {
        SortedSet<Instant> hours = hours(Kind.ALWAYS, new Random(1), FIRST, FIRST.plusDays(30));
        Instant noon =
                FIRST.plusDays(29).atTime(12, 0).atZone(BusinessDates.ZONE).toInstant();

        Optional<Rhythm.Silence> silence =
                Rhythm.silence(hours.headSet(noon), BusinessDates.cutOff(FIRST.plusDays(29)), CALENDAR);

        assertThat(silence).isPresent();
        assertThat(silence.orElseThrow().lastHour()).isBeforeOrEqualTo(noon.minus(HOUR));
    }

    @Test
    void sparesAnOfficeAHolidayButNotTwoDays() {
        LocalDate wednesday = FIRST.plusDays(58);
        SortedSet<Instant> hours = hours(Kind.OFFICE, new Random(3), FIRST, wednesday);

        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(wednesday), CALENDAR))
                .isEmpty();
        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(wednesday.plusDays(1)), CALENDAR))
                .isPresent();
    }

    @Test
    void knowsNoRhythmOfAFewDeliveries() {
        SortedSet<Instant> five = new TreeSet<>();
        for (int week = 0; week < 5; week++) {
            five.add(Instant.parse("2026-03-02T12:00:00Z").plus(Duration.ofDays(7L * week)));
        }
        SortedSet<Instant> oneWeek = hours(Kind.ALWAYS, new Random(1), FIRST, FIRST.plusDays(7));

        assertThat(Rhythm.silence(five, Instant.parse("2026-12-01T03:00:00Z"), CALENDAR))
                .isEmpty();
        assertThat(Rhythm.silence(oneWeek, Instant.parse("2026-12-01T03:00:00Z"), CALENDAR))
                .isEmpty();
        assertThat(Rhythm.silence(new TreeSet<>(), Instant.parse("2026-12-01T03:00:00Z"), CALENDAR))
                .isEmpty();
    }

    @Test
    void oneOutageDoesNotMakeItDeafForTheNext() {
        SortedSet<Instant> hours = hours(Kind.ALWAYS, new Random(1), FIRST, FIRST.plusDays(56));
        hours.removeAll(day(FIRST.plusDays(20)));
        hours.removeAll(day(FIRST.plusDays(21)));

        assertThat(Rhythm.silence(hours, BusinessDates.cutOff(FIRST.plusDays(56)), CALENDAR))
                .isPresent();
    }

    /** What came after the cut-off does not count; and however long the silence lasts, it is the same finding. */
    @Test
    void isOneFindingThroughout() {
        LocalDate stop = FIRST.plusDays(40);
        SortedSet<Instant> hours = hours(Kind.ALWAYS, new Random(1), FIRST, stop);
        Finding first = Silences.find("base39", hours, CALENDAR, BusinessDates.cutOff(stop))
                .orElseThrow();
        hours.add(BusinessDates.cutOff(stop.plusDays(9)));

        for (int later = 0; later < 10; later++) {
            assertThat(Silences.find("base39", hours, CALENDAR, BusinessDates.cutOff(stop.plusDays(later))))
                    .contains(first);
        }
        assertThat(Silences.find("base39", hours, CALENDAR, BusinessDates.cutOff(stop.plusDays(10)))
                        .map(Finding::id))
                .isNotEqualTo(Optional.of(first.id()));
        assertThat(first.since()).isEqualTo(stop);
        assertThat(first.loanId()).isEmpty();
    }
}

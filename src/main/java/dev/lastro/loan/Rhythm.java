package dev.lastro.loan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When deliveries usually come, by hour of the week in São Paulo, and how long a silence that allows. An hour counts as a
 * whole: had it a delivery or not. A silence is the more surprising, the more of its hours usually have one; hours that
 * never have one, such as an office's nights and Sundays, say nothing. A bank holiday is a Sunday: of whoever sends on Sundays
 * something is expected on it, and of whoever does not, nothing.
 */
public final class Rhythm {

    static final Duration HOUR = Duration.ofHours(1);

    /** What lies further back than this before the last delivery is another rhythm. */
    static final Duration WINDOW = Duration.ofDays(7L * 8);

    /** Every hour of the week was seen twice: with less, a weekend cannot be told from an end. */
    static final Duration HISTORY_MIN = Duration.ofDays(14);

    /** Hours with a delivery: a provider that sent on fewer occasions has no rhythm yet. */
    static final int ACTIVE_HOURS_MIN = 24;

    /** Once in so many nights chance alone may look like a silence, were the hours independent. */
    static final int CHANCE_ONE_IN = 100_000;

    /** They are not independent: what happens again and again is usual, and a silence has to be so many times as long. */
    static final int TIMES_THE_USUAL = 3;

    /** Whoever is that much quieter on Sundays keeps office days, and may keep a town's holiday, of which no calendar tells us. */
    private static final int SUNDAY_SHARE = 2;

    private static final int HOURS_A_DAY = 24;
    private static final int HOURS_A_WEEK = 7 * HOURS_A_DAY;
    private static final int SUNDAY = 6;

    private final SortedSet<Instant> active;
    private final BankCalendar calendar;
    private final Map<LocalDate, Boolean> holidays = new HashMap<>();
    private final double[] surprise = new double[HOURS_A_WEEK];
    private final double allowed;

    private Rhythm(SortedSet<Instant> active, BankCalendar calendar) {
        this.active = active;
        this.calendar = calendar;
        learn();
        this.allowed =
                Math.max(Math.max(StrictMath.log(CHANCE_ONE_IN), TIMES_THE_USUAL * secondLongestSilence()), holiday());
    }

    /**
     * A silence that is longer than usual.
     *
     * @param lastHour the last hour with a delivery
     * @param allowedUntil the end of the hour until which a delivery was to be expected
     */
    public record Silence(Instant lastHour, Instant allowedUntil) {}

    /**
     * @param hours beginnings of the hours in which there was a delivery
     * @param end of what is looked at, a whole hour: later hours do not count
     * @param calendar which days are as Sundays
     * @return empty: there is no such silence at the end, or there is not enough to tell
     */
    public static Optional<Silence> silence(SortedSet<Instant> hours, Instant end, BankCalendar calendar) {
        // A view of earlier hours alone does not take a later end.
        SortedSet<Instant> before = hours.isEmpty() || hours.last().isBefore(end) ? hours : hours.headSet(end);
        return before.isEmpty() ? Optional.empty() : of(before, calendar).flatMap(rhythm -> rhythm.silenceUntil(end));
    }

    private static Optional<Rhythm> of(SortedSet<Instant> hours, BankCalendar calendar) {
        SortedSet<Instant> active = new TreeSet<>(hours.tailSet(hours.last().minus(WINDOW)));
        boolean known = active.size() >= ACTIVE_HOURS_MIN
                && Duration.between(active.first(), active.last()).compareTo(HISTORY_MIN) >= 0;
        return known ? Optional.of(new Rhythm(active, calendar)) : Optional.empty();
    }

    /** One week more than there was, without a delivery: so a few weeks never make a thing certain. */
    private void learn() {
        int[] seen = new int[HOURS_A_WEEK];
        int[] hits = new int[HOURS_A_WEEK];
        for (Instant hour = active.first(); !hour.isAfter(active.last()); hour = hour.plus(HOUR)) {
            int slot = slot(hour);
            seen[slot]++;
            hits[slot] += active.contains(hour) ? 1 : 0;
        }
        for (int slot = 0; slot < HOURS_A_WEEK; slot++) {
            surprise[slot] = -StrictMath.log1p(-(double) hits[slot] / (seen[slot] + 1));
        }
    }

    /** Of those there were: the longest may have been an outage, and that must not make us deaf for the next. */
    private double secondLongestSilence() {
        double longest = 0;
        double second = 0;
        double now = 0;
        for (Instant hour = active.first(); !hour.isAfter(active.last()); hour = hour.plus(HOUR)) {
            if (!active.contains(hour)) {
                now += surprise[slot(hour)];
            } else {
                second = Math.max(second, Math.min(now, longest));
                longest = Math.max(longest, now);
                now = 0;
            }
        }
        return second;
    }

    /** A whole silent day of the busiest kind, for one who keeps office days; else 0. */
    private double holiday() {
        double busiest = 0;
        for (int day = 0; day < SUNDAY; day++) {
            busiest = Math.max(busiest, surpriseOf(day));
        }
        return surpriseOf(SUNDAY) * SUNDAY_SHARE < busiest ? busiest : 0;
    }

    private double surpriseOf(int day) {
        double sum = 0;
        for (int hour = 0; hour < HOURS_A_DAY; hour++) {
            sum += surprise[day * HOURS_A_DAY + hour];
        }
        return sum;
    }

    private Optional<Silence> silenceUntil(Instant end) {
        double sum = 0;
        for (Instant hour = active.last().plus(HOUR); !hour.plus(HOUR).isAfter(end); hour = hour.plus(HOUR)) {
            sum += surprise[slot(hour)];
            if (sum > allowed) {
                return Optional.of(new Silence(active.last(), hour.plus(HOUR)));
            }
        }
        return Optional.empty();
    }

    /** Of the week, Monday's first hour is 0. */
    private int slot(Instant hour) {
        ZonedDateTime local = hour.atZone(BusinessDates.ZONE);
        int day = holidays.computeIfAbsent(local.toLocalDate(), calendar::isHoliday)
                ? SUNDAY
                : local.getDayOfWeek().getValue() - 1;
        return day * HOURS_A_DAY + local.getHour();
    }
}

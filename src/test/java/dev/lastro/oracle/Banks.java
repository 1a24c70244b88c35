package dev.lastro.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** Brazilian banks' days, as a calendar on the wall has them for the years that are simulated. */
public final class Banks {
    static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");

    private static final Set<String> CLOSED = Set.of(
            "2026-01-01",
            "2026-02-16",
            "2026-02-17",
            "2026-04-03",
            "2026-04-21",
            "2026-05-01",
            "2026-06-04",
            "2026-09-07",
            "2026-10-12",
            "2026-11-02",
            "2026-11-20",
            "2026-12-25",
            "2027-01-01",
            "2027-02-08",
            "2027-02-09",
            "2027-03-26",
            "2027-04-21",
            "2027-05-27",
            "2027-09-07",
            "2027-10-12",
            "2027-11-02",
            "2027-11-15");

    private Banks() {}

    public static boolean isHoliday(LocalDate day) {
        return CLOSED.contains(day.toString());
    }

    /** The same time of day in Brazil, so many days on which banks work later. */
    static Instant after(Instant entered, int days) {
        ZonedDateTime day = entered.atZone(BRAZIL);
        int left = days;
        while (left > 0) {
            day = day.plusDays(1);
            boolean weekend = day.getDayOfWeek().getValue() >= 6;
            if (!weekend && !isHoliday(day.toLocalDate())) {
                left--;
            }
        }
        return day.toInstant();
    }
}

package dev.lastro.loan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Business dates are calendar days in America/Sao_Paulo (spec section 1). */
public final class BusinessDates {

    public static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private BusinessDates() {}

    /** The first instant that a run for this date does not count: the start of the next day. */
    public static Instant cutOff(LocalDate date) {
        return date.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** The first business date whose cut-off is strictly after the instant: the day on which it falls. */
    public static LocalDate of(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }
}

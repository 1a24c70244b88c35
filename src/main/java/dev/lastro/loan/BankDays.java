package dev.lastro.loan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.time.temporal.TemporalUnit;
import java.time.temporal.UnsupportedTemporalTypeException;
import java.util.List;

/**
 * So many Brazilian bank business days: added to an instant, it is the same time of day in São Paulo on the n-th business
 * day after its date. From a Friday, a Saturday or a Sunday at 15:00, one is Monday at 15:00.
 *
 * @param days 1 or more
 */
public record BankDays(int days, BankCalendar calendar) implements TemporalAmount {

    /** As a lifecycle's file writes it. */
    @Override
    public String toString() {
        return "P" + days + "BD";
    }

    /** @param temporal an instant */
    @Override
    public Temporal addTo(Temporal temporal) {
        ZonedDateTime from = Instant.from(temporal).atZone(BusinessDates.ZONE);
        LocalDate date = from.toLocalDate();
        LocalTime time = from.toLocalTime();
        ZonedDateTime due = ZonedDateTime.of(calendar.plus(date, days), time, BusinessDates.ZONE);
        return temporal.plus(Duration.between(from, due));
    }

    @Override
    public Temporal subtractFrom(Temporal temporal) {
        throw new UnsupportedOperationException("nothing is due before it begins");
    }

    /** None that java.time has: business days have no fixed length. */
    @Override
    public List<TemporalUnit> getUnits() {
        return List.of();
    }

    @Override
    public long get(TemporalUnit unit) {
        throw new UnsupportedTemporalTypeException(unit + " is no unit of " + this);
    }
}

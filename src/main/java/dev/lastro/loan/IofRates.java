package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tax on credit to individuals, by the day of the disbursement ({@code jobs/rates/iof.yaml}).
 *
 * @param rates by their first day, the latest last
 */
public record IofRates(List<Rate> rates) {

    /**
     * @param daily of an instalment's principal for each day from the disbursement until it is due, as a fraction
     * @param daysMax and no more of them
     * @param flat of each principal besides, as a fraction
     */
    public record Rate(LocalDate from, BigDecimal daily, int daysMax, BigDecimal flat) {}

    /** Exact; null where no rate was in force, or the schedule does not say enough. */
    @Nullable
    BigDecimal due(List<Facts.Due> schedule, LocalDate disbursed) {
        Rate rate = at(disbursed);
        BigDecimal sum = rate == null || schedule.isEmpty() ? null : BigDecimal.ZERO;
        for (Facts.Due due : schedule) {
            BigDecimal principal = due.principal();
            LocalDate date = due.dueDate();
            if (rate == null || sum == null || principal == null || date == null) {
                return null;
            }
            long days = Math.clamp(ChronoUnit.DAYS.between(disbursed, date), 0L, rate.daysMax());
            BigDecimal each = rate.daily().multiply(BigDecimal.valueOf(days)).add(rate.flat());
            sum = sum.add(principal.multiply(each));
        }
        return sum;
    }

    private @Nullable Rate at(LocalDate date) {
        Rate found = null;
        for (Rate rate : rates) {
            found = rate.from().isAfter(date) ? found : rate;
        }
        return found;
    }
}

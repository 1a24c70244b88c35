package dev.lastro.loan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/**
 * On which days banks work: on every day but Saturdays, Sundays and holidays ({@code jobs/calendars/<name>.yaml}).
 *
 * @param fixed each year on a day
 * @param movable each year so many days from Easter Sunday
 * @param once single days
 */
public record BankCalendar(List<Fixed> fixed, List<Movable> movable, List<LocalDate> once) {

    /** Banks work on every day but Saturdays and Sundays. */
    public static final BankCalendar NO_HOLIDAYS = new BankCalendar(List.of(), List.of(), List.of());

    /** @param to the last year, as {@code from} is the first */
    public record Fixed(MonthDay day, int from, int to) {}

    /** @param days after Easter Sunday; negative: before it */
    public record Movable(int days, int from, int to) {}

    public boolean isBusinessDay(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY && !isHoliday(date);
    }

    boolean isHoliday(LocalDate date) {
        int year = date.getYear();
        for (Fixed each : fixed) {
            if (each.from() <= year && year <= each.to() && each.day().equals(MonthDay.from(date))) {
                return true;
            }
        }
        for (Movable each : movable) {
            if (each.from() <= year
                    && year <= each.to()
                    && easter(year).plusDays(each.days()).equals(date)) {
                return true;
            }
        }
        return once.contains(date);
    }

    /** @return so many business days after the date, which itself does not count */
    public LocalDate plus(LocalDate date, int businessDays) {
        LocalDate day = date;
        for (int left = businessDays; left > 0; ) {
            day = day.plusDays(1);
            left -= isBusinessDay(day) ? 1 : 0;
        }
        return day;
    }

    /** Gregorian; Meeus, Astronomical Algorithms, chapter 8. */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = b / 4;
        int e = b % 4;
        int f = (b + 8) / 25;
        int g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30;
        int i = c / 4;
        int k = c % 4;
        int l = (32 + 2 * e + 2 * i - h - k) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }
}

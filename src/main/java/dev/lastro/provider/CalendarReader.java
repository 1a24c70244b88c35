package dev.lastro.provider;

import dev.lastro.loan.BankCalendar;
import dev.lastro.loan.BankCalendar.Fixed;
import dev.lastro.loan.BankCalendar.Movable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one {@code calendars/<name>.yaml}: on which days banks do not work. */
final class CalendarReader {

    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 9999;
    private static final int FROM_EASTER_MAX = 250;

    private CalendarReader() {}

    static BankCalendar read(Section file, String name) {
        DefinitionFiles.sameName(file, "calendar", name);
        file.optional("source");
        List<Fixed> fixed = new ArrayList<>();
        for (Value item : items(file.optional("fixed"))) {
            Section section = item.section();
            MonthDay day = section == null ? null : day(section.required("day"));
            Years years = section == null ? null : years(section);
            if (day != null && years != null) {
                fixed.add(new Fixed(day, years.from(), years.to()));
            }
        }
        List<Movable> movable = new ArrayList<>();
        for (Value item : items(file.optional("easter"))) {
            Section section = item.section();
            Integer days = section == null ? null : fromEaster(section.required("days"));
            Years years = section == null ? null : years(section);
            if (days != null && years != null) {
                movable.add(new Movable(days, years.from(), years.to()));
            }
        }
        List<LocalDate> once = new ArrayList<>();
        for (Value item : items(file.optional("once"))) {
            Section section = item.section();
            LocalDate date = section == null ? null : RatesReader.date(section.required("date"));
            if (section != null) {
                section.required("name");
                section.close();
            }
            if (date != null) {
                once.add(date);
            }
        }
        file.close();
        return new BankCalendar(fixed, movable, once);
    }

    private record Years(int from, int to) {}

    private static List<Value> items(@Nullable Value value) {
        return value == null ? List.of() : value.list();
    }

    /** The last keys of a holiday. */
    private static Years years(Section section) {
        section.required("name");
        Value from = section.optional("from");
        Value to = section.optional("to");
        section.close();
        Integer first = from == null ? null : from.integer(YEAR_MIN, YEAR_MAX);
        Integer last = to == null ? null : to.integer(YEAR_MIN, YEAR_MAX);
        return new Years(first == null ? YEAR_MIN : first, last == null ? YEAR_MAX : last);
    }

    private static @Nullable MonthDay day(@Nullable Value value) {
        String text = value == null ? null : value.text();
        try {
            return text == null ? null : MonthDay.parse("--" + text);
        } catch (DateTimeException e) {
            if (value != null) {
                value.problem("'" + text + "' is no day of a year such as 12-25");
            }
            return null;
        }
    }

    private static @Nullable Integer fromEaster(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        if (!text.matches("-?[0-9]{1,3}") || Math.abs(Integer.parseInt(text)) > FROM_EASTER_MAX) {
            value.problem("'" + text + "' is no number of days from Easter Sunday, such as -47");
            return null;
        }
        return Integer.valueOf(text);
    }
}

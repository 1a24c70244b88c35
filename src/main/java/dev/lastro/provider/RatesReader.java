package dev.lastro.provider;

import dev.lastro.loan.IofRates;
import dev.lastro.loan.IofRates.Rate;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code rates/iof.yaml}. */
final class RatesReader {

    private static final int DAYS_MAX = 100_000;

    private RatesReader() {}

    static IofRates read(Section file, String name) {
        DefinitionFiles.sameName(file, "tax", name);
        file.optional("source");
        List<Rate> rates = new ArrayList<>();
        for (Value item : file.requiredList("rates")) {
            Section section = item.section();
            Rate rate = section == null ? null : rate(section);
            if (rate != null
                    && !rates.isEmpty()
                    && !rate.from().isAfter(rates.getLast().from())) {
                item.problem("begins on " + rate.from() + ", not after the one before it: the earliest comes first");
            } else if (rate != null) {
                rates.add(rate);
            }
        }
        file.close();
        return new IofRates(rates);
    }

    private static @Nullable Rate rate(Section section) {
        LocalDate from = date(section.required("from"));
        BigDecimal daily = percent(section.required("daily-percent"));
        Integer daysMax = section.requiredInteger("days-max", 1, DAYS_MAX);
        BigDecimal flat = percent(section.required("flat-percent"));
        section.optional("source");
        section.close();
        return from == null || daily == null || daysMax == null || flat == null
                ? null
                : new Rate(from, daily, daysMax, flat);
    }

    static @Nullable LocalDate date(@Nullable Value value) {
        String text = value == null ? null : value.text();
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            if (value != null) {
                value.problem("'" + text + "' is no date such as 2026-11-20");
            }
            return null;
        }
    }

    private static @Nullable BigDecimal percent(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,2}(\\.[0-9]{1,8})?")) {
            value.problem("'" + text + "' is no percentage such as 0.0082");
            return null;
        }
        return new BigDecimal(text).movePointLeft(2);
    }
}

package dev.lastro.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How long findings have stood, in days since {@code since}. */
enum Age {
    TODAY("hoje", "today", 0),
    TWO_DAYS("1 a 2 dias", "1 to 2 days", 2),
    WEEK("3 a 7 dias", "3 to 7 days", 7),
    MONTH("8 a 30 dias", "8 to 30 days", 30),
    OLDER("mais de 30 dias", "more than 30 days", Long.MAX_VALUE),
    UNKNOWN("sem data", "no date", Long.MIN_VALUE);

    final String portuguese;
    final String english;
    private final long most;

    Age(String portuguese, String english, long most) {
        this.portuguese = portuguese;
        this.english = english;
        this.most = most;
    }

    /** @param since null: nobody can say since when */
    static Age of(@Nullable LocalDate since, LocalDate businessDate) {
        if (since == null) {
            return UNKNOWN;
        }
        var days = ChronoUnit.DAYS.between(since, businessDate);
        for (var age : values()) {
            if (days <= age.most) {
                return age;
            }
        }
        throw new AssertionError(days);
    }
}

package dev.lastro.report;

import java.util.function.Predicate;

/** How long findings have stood, in days since {@code since}. */
enum Age {
    TODAY(0, "hoje", "today"),
    TWO_DAYS(1, "1 a 2 dias", "1 to 2 days"),
    WEEK(3, "3 a 7 dias", "3 to 7 days"),
    MONTH(8, "8 a 30 dias", "8 to 30 days"),
    OLDER(31, "mais de 30 dias", "more than 30 days"),
    UNKNOWN(-1, "sem data", "no date");

    final String portuguese;
    final String english;
    private final int days;

    /** @param days the least, as {@code sql/page/findings.sql} has it */
    Age(int days, String portuguese, String english) {
        this.days = days;
        this.portuguese = portuguese;
        this.english = english;
    }

    long count(NightFacts facts) {
        return count(facts, each -> true);
    }

    long count(NightFacts facts, String code) {
        return count(facts, each -> each.code().equals(code));
    }

    long count(NightFacts facts, String code, String severity) {
        return count(facts, each -> each.code().equals(code) && each.severity().equals(severity));
    }

    private long count(NightFacts facts, Predicate<NightFacts.Standing> which) {
        return facts.findings().stream()
                .filter(each -> each.ageDays() == days)
                .filter(which)
                .mapToLong(NightFacts.Standing::findings)
                .sum();
    }
}

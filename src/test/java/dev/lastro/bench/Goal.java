package dev.lastro.bench;

import java.util.List;
import java.util.Locale;

/**
 * One of the goals.
 *
 * @param atMost whether less is better
 * @param proud beyond what was asked; NaN: nothing is beyond it
 */
record Goal(String what, boolean atMost, double goal, double proud, String unit, double[] rounds) {

    static List<Goal> of(Figures figures) {
        var lastro = rate(figures, Load.MAXIMUM.name("lastro", 64));
        return List.of(
                new Goal(
                        "durable 200s at 64 connections / no-op ceiling",
                        false,
                        0.45,
                        0.6,
                        "",
                        Figures.ratio(lastro, rate(figures, Load.MAXIMUM.name("no-op", 64)))),
                new Goal(
                        "the same / no-op as a Spring MVC controller",
                        false,
                        0.45,
                        0.6,
                        "",
                        Figures.ratio(lastro, rate(figures, Load.MAXIMUM.name("controller", 64)))),
                new Goal(
                        "the same / one INSERT per request through a pool",
                        false,
                        2.5,
                        3.5,
                        "x",
                        Figures.ratio(lastro, rate(figures, Load.MAXIMUM.name("naive", 64)))),
                new Goal("1,000 a second, p50", true, 3, 2, "ms", millis(figures, Load.FIXED.name("lastro", 1000), 50)),
                new Goal(
                        "1,000 a second, p99", true, 15, 8, "ms", millis(figures, Load.FIXED.name("lastro", 1000), 99)),
                new Goal(
                        "alone, p50 / p50 of one durable INSERT",
                        true,
                        1.5,
                        1.2,
                        "x",
                        Figures.ratio(
                                millis(figures, Load.MAXIMUM.name("lastro", 1), 50),
                                millis(figures, Load.INSERT, 50))));
    }

    private static double[] rate(Figures figures, String what) {
        return figures.of(what, each -> each.sample().perSecond());
    }

    private static double[] millis(Figures figures, String what, double percentile) {
        return figures.of(what, each -> each.sample().millis(percentile));
    }

    boolean wasMeasured() {
        return rounds.length > 0;
    }

    @Override
    public String toString() {
        var median = Figures.median(rounds);
        var verdict = isReached(median, proud)
                ? "REACHED, and proud of it"
                : isReached(median, goal) ? "REACHED" : "NOT REACHED";
        return String.format(
                Locale.ROOT,
                "%-50s %-26s goal %s %.4g%s %-3s %s",
                what,
                Figures.spread(rounds, "%.2f"),
                atMost ? "<=" : ">=",
                goal,
                Double.isNaN(proud) ? "" : String.format(Locale.ROOT, ", proud %.4g", proud),
                unit,
                verdict);
    }

    private boolean isReached(double value, double bound) {
        return atMost ? value <= bound : value >= bound;
    }
}

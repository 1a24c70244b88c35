package dev.lastro.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All rounds, by what was measured; one measurement each per round. */
final class Figures {

    private final Map<String, List<Measurement>> rounds = new LinkedHashMap<>();

    void add(String what, Measurement measurement) {
        rounds.computeIfAbsent(what, name -> new ArrayList<>()).add(measurement);
    }

    double[] of(String what, ToDoubleFunction<Measurement> figure) {
        return rounds.getOrDefault(what, List.of()).stream().mapToDouble(figure).toArray();
    }

    /** Round by round, because what disturbs one round disturbs both of its figures. */
    static double[] ratio(double[] over, double[] under) {
        var ratios = new double[Math.min(over.length, under.length)];
        Arrays.setAll(ratios, i -> over[i] / under[i]);
        return ratios;
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** {@code 1.23 (1.20 to 1.31)} */
    static String spread(double[] values, String format) {
        var low = Arrays.stream(values).min().orElseThrow();
        var high = Arrays.stream(values).max().orElseThrow();
        var middle = format.formatted(median(values));
        return values.length == 1
                ? middle
                : "%s (%s to %s)".formatted(middle, format.formatted(low), format.formatted(high));
    }

    String table() {
        var text = new StringBuilder("%-34s %-26s %8s %8s %8s %8s %7s %9s %9s %6s%n"
                .formatted(
                        "medians of the rounds",
                        "per second (low to high)",
                        "p50 ms",
                        "p95",
                        "p99",
                        "p99.9",
                        "failed",
                        "CPU s/1k",
                        "mysqld",
                        "load"));
        rounds.forEach((what, all) -> text.append("%-34s %-26s %8s %8s %8s %8s %7d %9s %9s %6s%n"
                .formatted(
                        what,
                        spread(of(what, each -> each.sample().perSecond()), "%.0f"),
                        millis(what, 50),
                        millis(what, 95),
                        millis(what, 99),
                        millis(what, 99.9),
                        all.stream().mapToLong(each -> each.sample().failed()).sum(),
                        seconds(of(what, Measurement::serverSecondsPerThousand)),
                        seconds(of(what, Measurement::mysqldSecondsPerThousand)),
                        "%.2f".formatted(median(of(what, Measurement::loadCores))))));
        return text.toString();
    }

    private String millis(String what, double percentile) {
        return String.format(
                Locale.ROOT, "%.2f", median(of(what, each -> each.sample().millis(percentile))));
    }

    private static String seconds(double[] values) {
        var median = median(values);
        return median == 0 ? "" : String.format(Locale.ROOT, "%.3f", median);
    }
}

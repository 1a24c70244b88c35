package dev.lastro.cli;

import dev.lastro.loan.DeliveryClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Control totals to read: {@code measure|provider} to value, and whatever else a job counts as it is. */
final class TotalsText {

    private static final String DELIVERIES = "deliveries";
    /** Not parts of the whole but what is to be said of some of its parts. */
    private static final List<String> ASIDES = List.of("loans.erased", "findings.acknowledged", "findings.waived");

    private static final List<String> CLASSES =
            Arrays.stream(DeliveryClass.values()).map(Enum::name).toList();
    private static final List<String> AMOUNTS = List.of("contracted_amount", "disbursed_amount", "paid_amount");

    private final SequencedMap<String, String> totals;
    /** By provider, then measure. */
    private final SortedMap<String, SortedMap<String, BigDecimal>> byProvider = new TreeMap<>();

    TotalsText(SequencedMap<String, String> totals) {
        this.totals = totals;
        totals.forEach((key, value) -> {
            var bar = key.indexOf('|');
            if (bar >= 0) {
                byProvider
                        .computeIfAbsent(key.substring(bar + 1), provider -> new TreeMap<>())
                        .put(key.substring(0, bar), new BigDecimal(value));
            }
        });
    }

    /** @param isNight the tables are there even on an empty night */
    List<String> lines(boolean isNight) {
        var lines = new ArrayList<String>();
        totals.forEach((key, value) -> {
            if (key.indexOf('|') < 0) {
                lines.add("%s: %s".formatted(key.replace('_', ' '), value));
            }
        });
        if (isNight) {
            var all = new TreeMap<String, BigDecimal>();
            byProvider
                    .values()
                    .forEach(each -> each.forEach((measure, value) -> all.merge(measure, value, BigDecimal::add)));
            lines.add("%s = %s".formatted(DELIVERIES, String.join(" + ", CLASSES)));
            table(lines, all, TotalsText::equation);
            lines.add("loans, by state");
            table(lines, all, measures -> parts(measures, "loans"));
            lines.add("findings, by code");
            table(lines, all, measures -> parts(measures, "findings"));
            lines.add("amounts, in BRL");
            table(lines, all, TotalsText::amounts);
        }
        return lines;
    }

    private interface Line {
        String of(SortedMap<String, BigDecimal> measures);
    }

    private void table(List<String> lines, SortedMap<String, BigDecimal> all, Line line) {
        byProvider.forEach((provider, measures) -> lines.add("  %-12s %s".formatted(provider, line.of(measures))));
        lines.add("  %-12s %s".formatted("all", line.of(all)));
    }

    private static String equation(SortedMap<String, BigDecimal> measures) {
        return "%s = %s"
                .formatted(
                        count(measures, DELIVERIES),
                        CLASSES.stream().map(each -> count(measures, each)).collect(Collectors.joining(" + ")));
    }

    private static String parts(SortedMap<String, BigDecimal> measures, String whole) {
        var prefix = whole + ".";
        var parts = measures.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix) && !ASIDES.contains(each.getKey()))
                .map(each -> "%s %s".formatted(each.getKey().substring(prefix.length()), each.getValue()))
                .collect(Collectors.joining(", "));
        for (var aside : ASIDES) {
            if (aside.startsWith(prefix) && measures.containsKey(aside)) {
                parts += "; %s of them %s".formatted(count(measures, aside), aside.substring(prefix.length()));
            }
        }
        return parts.isEmpty() ? count(measures, whole) : "%s: %s".formatted(count(measures, whole), parts);
    }

    private static String amounts(SortedMap<String, BigDecimal> measures) {
        return AMOUNTS.stream()
                .map(each -> "%s %s".formatted(each.substring(0, each.indexOf('_')), count(measures, each)))
                .collect(Collectors.joining(", "));
    }

    private static String count(SortedMap<String, BigDecimal> measures, String measure) {
        return measures.getOrDefault(measure, BigDecimal.ZERO).toPlainString();
    }
}

package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a person adds up to trust the files: deliveries by class, loans by state, findings by code, and money, for each
 * provider.
 *
 * @param values by measure and provider
 */
record ControlTotals(SortedMap<Key, String> values) {

    static final String DELIVERIES = "deliveries";
    static final String LOANS = "loans";
    /** Of the loans: those that stand as an act of erasure keeps them. No state is called so: states are upper-case. */
    static final String LOANS_ERASED = "loans.erased";

    static final String FINDINGS = "findings";
    /** Of the findings, by what was decided of them; the others are open. No code is called so: codes are upper-case. */
    static final String FINDINGS_ACKNOWLEDGED = "findings.acknowledged";

    static final String FINDINGS_WAIVED = "findings.waived";

    /** No provider is called so: names are lower-case letters, digits and hyphens. */
    private static final String ALL = "ALL";

    /** Of the loans' columns of the same name. */
    static final List<String> AMOUNTS = List.of("contracted_amount", "disbursed_amount", "paid_amount");

    static final ReportFile.Names NAMES = new ReportFile.Names("totals", "resumo");

    static final List<Column> COLUMNS = List.of(
            new Column("business_date", Column.Kind.DATE, "data_base"),
            new Column("measure", Column.Kind.TEXT, "medida"),
            new Column("provider", Column.Kind.TEXT, "provedor"),
            // counts too: as decimals they fit beside the amounts
            new Column("value", Column.Kind.AMOUNT, "valor"));

    /** Sorted as the file is: by measure, then provider, both ASCII. */
    record Key(String measure, String provider) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::measure).thenComparing(Key::provider);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        /** As {@link ReportFolder.Published#totals()} and the manifest name it: {@code EVENT|base39}. */
        @Override
        public String toString() {
            return measure + "|" + provider;
        }

        static Key of(String text) {
            var bar = text.indexOf('|');
            return new Key(text.substring(0, bar), text.substring(bar + 1));
        }
    }

    ControlTotals {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    long count(String measure, String provider) {
        return Long.parseLong(values.getOrDefault(new Key(measure, provider), "0"));
    }

    /** Over all providers. */
    long count(String measure) {
        return providers().stream()
                .mapToLong(provider -> count(measure, provider))
                .sum();
    }

    /** Of an amount, over all providers. */
    BigDecimal sum(String measure) {
        return providers().stream()
                .map(provider -> new BigDecimal(values.getOrDefault(new Key(measure, provider), "0")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    SortedSet<String> providers() {
        return values.keySet().stream().map(Key::provider).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The equation of spec section 4, for each provider and for each log.
     *
     * @param logSizes what the run covers
     * @param counted rows that webhook_log holds of it, by log
     * @throws UnbalancedException if it does not hold
     */
    void check(Map<String, Long> logSizes, Map<String, Long> counted) {
        var wrong = new ArrayList<String>();
        logSizes.forEach((log, size) -> {
            var rows = counted.getOrDefault(log, 0L);
            if (!rows.equals(size)) {
                wrong.add("log %s: the run covers %d deliveries, webhook_log holds %d of them"
                        .formatted(log, size, rows));
            }
        });
        for (var provider : providers()) {
            if (count(DELIVERIES, provider) != classes(provider)) {
                wrong.add("%s: %s, which is %d".formatted(provider, equations().get(provider), classes(provider)));
            }
        }
        if (!wrong.isEmpty()) {
            throw new UnbalancedException("the classes do not add up to the deliveries: " + String.join("; ", wrong));
        }
    }

    /** For each provider, and for all: {@code deliveries 7 = EVENT 3 + DUPLICATE 1 + …}. */
    SortedMap<String, String> equations() {
        var equations = new TreeMap<String, String>();
        providers().forEach(provider -> equations.put(provider, equation(measure -> count(measure, provider))));
        equations.put(ALL, equation(this::count));
        return equations;
    }

    private long classes(String provider) {
        return Arrays.stream(DeliveryClass.values())
                .mapToLong(each -> count(each.name(), provider))
                .sum();
    }

    private static String equation(ToLongFunction<String> count) {
        return Arrays.stream(DeliveryClass.values())
                .map(each -> each + " " + count.applyAsLong(each.name()))
                .collect(
                        Collectors.joining(" + ", "%s %d = ".formatted(DELIVERIES, count.applyAsLong(DELIVERIES)), ""));
    }

    /** Collects counts and amounts by measure and provider. */
    static final class Builder {

        private final SortedMap<Key, BigDecimal> sums = new TreeMap<>();
        private final SortedSet<Key> amounts = new TreeSet<>();

        void count(String measure, String provider, long rows) {
            sums.merge(new Key(measure, provider), BigDecimal.valueOf(rows), BigDecimal::add);
        }

        void amount(String measure, String provider, BigDecimal amount) {
            var key = new Key(measure, provider);
            amounts.add(key);
            sums.merge(key, amount, BigDecimal::add);
        }

        /** Every provider has every class, so that the equation can be read off the file. */
        ControlTotals build() {
            for (var provider :
                    sums.keySet().stream().map(Key::provider).distinct().toList()) {
                List.of(DELIVERIES, LOANS, FINDINGS).forEach(measure -> count(measure, provider, 0));
                AMOUNTS.forEach(measure -> amount(measure, provider, BigDecimal.ZERO));
                for (var each : DeliveryClass.values()) {
                    count(each.name(), provider, 0);
                }
            }
            var values = new TreeMap<Key, String>();
            sums.forEach((key, value) ->
                    values.put(key, amounts.contains(key) ? Cells.amount(value) : value.toPlainString()));
            return new ControlTotals(values);
        }
    }
}

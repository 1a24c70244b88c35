package dev.lastro.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Counts in the database what the files must hold. */
final class TotalsQuery {

    /** Counted in the log itself when it was read, not in what was made from it. */
    private static final String DELIVERIES = """
            SELECT provider, deliveries
            FROM counted{side}
            WHERE log_name = :log
            """;

    private static final String LOANS = """
            SELECT provider, state, COUNT(*), COALESCE(SUM(contracted_amount), 0), COALESCE(SUM(disbursed_amount), 0),
                   COALESCE(SUM(paid_amount), 0), COUNT(erased_by)
            FROM loan{side}
            WHERE events > 0
            GROUP BY provider, state
            """;

    private static final String FINDINGS = """
            SELECT provider, code, COUNT(*), SUM(status = 'ACKNOWLEDGED'), SUM(status = 'WAIVED')
            FROM finding{side}
            GROUP BY provider, code
            """;

    private final NamedParameterJdbcTemplate jdbc;

    private final Trail trail;
    private final String side;

    TotalsQuery(NamedParameterJdbcTemplate jdbc, Trail trail, String side) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.side = side;
    }

    /** @throws UnbalancedException if the classes do not add up to the deliveries */
    ControlTotals run(SortedMap<String, Long> logSizes) {
        var totals = new ControlTotals.Builder();
        var counted = new TreeMap<String, Long>();
        logSizes.forEach((log, size) -> {
            jdbc.query(DELIVERIES.replace("{side}", side), Map.of("log", log), row -> {
                totals.count(ControlTotals.DELIVERIES, row.getString(1), row.getLong(2));
                counted.merge(log, row.getLong(2), Long::sum);
            });
            trail.classes(log, size)
                    .forEach((provider, classes) -> classes.forEach(
                            (deliveryClass, count) -> totals.count(deliveryClass.name(), provider, count)));
        });
        jdbc.query(LOANS.replace("{side}", side), row -> {
            var provider = row.getString(1);
            totals.count(ControlTotals.LOANS, provider, row.getLong(3));
            totals.count(ControlTotals.LOANS + "." + row.getString(2), provider, row.getLong(3));
            if (row.getLong(7) > 0) {
                totals.count(ControlTotals.LOANS_ERASED, provider, row.getLong(7));
            }
            totals.amount("contracted_amount", provider, row.getBigDecimal(4));
            totals.amount("disbursed_amount", provider, row.getBigDecimal(5));
            totals.amount("paid_amount", provider, row.getBigDecimal(6));
        });
        jdbc.query(FINDINGS.replace("{side}", side), row -> {
            totals.count(ControlTotals.FINDINGS, row.getString(1), row.getLong(3));
            totals.count(ControlTotals.FINDINGS + "." + row.getString(2), row.getString(1), row.getLong(3));
            if (row.getLong(4) > 0) {
                totals.count(ControlTotals.FINDINGS_ACKNOWLEDGED, row.getString(1), row.getLong(4));
            }
            if (row.getLong(5) > 0) {
                totals.count(ControlTotals.FINDINGS_WAIVED, row.getString(1), row.getLong(5));
            }
        });
        var result = totals.build();
        result.check(logSizes, counted);
        return result;
    }
}

package dev.lastro.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Counts in the database what the files must hold. */
final class TotalsQuery {

    /** Of the log itself, not of what was made from it: else the equation would compare a table with itself. */
    private static final String DELIVERIES = """
            SELECT provider, COUNT(*)
            FROM webhook_log
            WHERE log_name = :log AND position < :size
            GROUP BY provider
            """;

    private static final String CLASSES = """
            SELECT provider, class, COUNT(*)
            FROM delivery
            WHERE log_name = :log AND position < :size
            GROUP BY provider, class
            """;

    private static final String LOANS = """
            SELECT provider, state, COUNT(*), COALESCE(SUM(contracted_amount), 0), COALESCE(SUM(disbursed_amount), 0),
                   COALESCE(SUM(paid_amount), 0)
            FROM loan
            WHERE events > 0
            GROUP BY provider, state
            """;

    private static final String FINDINGS = """
            SELECT provider, code, COUNT(*)
            FROM finding
            GROUP BY provider, code
            """;

    private final NamedParameterJdbcTemplate jdbc;

    TotalsQuery(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws UnbalancedException if the classes do not add up to the deliveries */
    ControlTotals run(SortedMap<String, Long> logSizes) {
        var totals = new ControlTotals.Builder();
        var counted = new TreeMap<String, Long>();
        logSizes.forEach((log, size) -> {
            var prefix = Map.of("log", log, "size", size);
            jdbc.query(DELIVERIES, prefix, row -> {
                totals.count(ControlTotals.DELIVERIES, row.getString(1), row.getLong(2));
                counted.merge(log, row.getLong(2), Long::sum);
            });
            jdbc.query(CLASSES, prefix, row -> {
                totals.count(row.getString(2), row.getString(1), row.getLong(3));
            });
        });
        jdbc.query(LOANS, row -> {
            var provider = row.getString(1);
            totals.count(ControlTotals.LOANS, provider, row.getLong(3));
            totals.count(ControlTotals.LOANS + "." + row.getString(2), provider, row.getLong(3));
            totals.amount("contracted_amount", provider, row.getBigDecimal(4));
            totals.amount("disbursed_amount", provider, row.getBigDecimal(5));
            totals.amount("paid_amount", provider, row.getBigDecimal(6));
        });
        jdbc.query(FINDINGS, row -> {
            totals.count(ControlTotals.FINDINGS, row.getString(1), row.getLong(3));
            totals.count(ControlTotals.FINDINGS + "." + row.getString(2), row.getString(1), row.getLong(3));
        });
        var result = totals.build();
        result.check(logSizes, counted);
        return result;
    }
}

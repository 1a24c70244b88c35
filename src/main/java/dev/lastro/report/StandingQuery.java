package dev.lastro.report;

import dev.lastro.report.Aging.Bucket;
import dev.lastro.report.Closing.Heading;
import dev.lastro.report.Closing.Standing;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What stands in derived tables: every finding in the order of its key, and counted by the database. */
final class StandingQuery {

    /** BRL: what was disbursed, else what was contracted; null of a finding of no single loan, and where nobody has told it. */
    private static final String AT_RISK = "COALESCE(l.disbursed_amount, l.contracted_amount)";

    private static final String FROM = """
            FROM finding{side} f
                     LEFT JOIN loan{side} l ON l.provider = f.provider AND l.loan_id = f.loan_id
            """;

    private static final String FINDINGS = """
            SELECT f.provider, f.loan_id, f.finding_id, f.code, LOWER(f.severity), f.expected_event, f.since, f.due_at,
                   %s, f.status, l.contract_number
            %s
            ORDER BY f.provider, f.loan_id, f.finding_id
            """.formatted(AT_RISK, FROM);

    private static final String COUNTED = """
            SELECT f.code, LOWER(f.severity), COUNT(*), COALESCE(SUM(%s), 0)
            %s
            WHERE f.status <> 'WAIVED'
            GROUP BY f.code, LOWER(f.severity)
            """.formatted(AT_RISK, FROM);

    private static final String LISTED = """
            SELECT provider, loan_id, finding_id FROM finding{side}
            WHERE code = 'PROVIDER_LIST_MISMATCH' AND loan_id <> ''
            ORDER BY provider, loan_id, finding_id
            """;

    private static final String SUSPECTED = "SELECT provider, loan_id FROM suspected{side}";

    private final NamedParameterJdbcTemplate jdbc;
    private final String side;

    /** @param side what the derived tables' names end with */
    StandingQuery(NamedParameterJdbcTemplate jdbc, String side) {
        this.jdbc = jdbc;
        this.side = side;
    }

    /**
     * @param status what people decided of it
     * @param amount at risk; null: nobody has told it, which {@link Outstanding#amountAtRisk} counts as 0
     * @param contract number of its loan's
     */
    record Row(
            Outstanding finding,
            String status,
            @Nullable BigDecimal amount,
            @Nullable String contract) {}

    void findings(Consumer<Row> findings) {
        jdbc.query(FINDINGS.replace("{side}", side), (RowCallbackHandler) row -> findings.accept(row(row)));
    }

    private static Row row(ResultSet row) throws SQLException {
        var amount = row.getBigDecimal(9);
        return new Row(
                finding(row, amount == null ? BigDecimal.ZERO : amount), row.getString(10), amount, row.getString(11));
    }

    private static Outstanding finding(ResultSet row, BigDecimal amount) throws SQLException {
        return new Outstanding(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                instant(row.getObject(8, LocalDateTime.class)),
                amount);
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime value) {
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    /** Of those that stand and are not waived. */
    Map<Heading, Standing> counted() {
        var counted = new TreeMap<Heading, Standing>();
        jdbc.query(COUNTED.replace("{side}", side), (RowCallbackHandler) row -> counted.put(
                new Heading(row.getString(1), row.getString(2)), new Standing(row.getLong(3), row.getBigDecimal(4))));
        return counted;
    }

    /** What stands, for a night that has not kept it. */
    Closing closing() {
        var packer = new Closing.Packer();
        findings(row -> {
            if (!row.status().equals(RollForward.WAIVED)) {
                packer.add(row.finding());
            }
        });
        return packer.finish();
    }

    /**
     * What the reports of a business date say that a loan's own deliveries do not.
     *
     * @param aging the report of that name
     */
    Kept.Around around(Report aging, LocalDate date) {
        var rows = new EnumMap<Bucket, Aging.Row>(Bucket.class);
        jdbc.query(aging.sql(side), Map.of("business_date", date), (RowCallbackHandler) row -> rows.put(
                Bucket.of(row.getString("bucket")),
                new Aging.Row(
                        row.getLong("loans"),
                        row.getBigDecimal("overdue_amount"),
                        row.getBigDecimal("outstanding_amount"))));
        var findings = new TreeMap<Kept.Loan, List<String>>();
        jdbc.query(LISTED.replace("{side}", side), (RowCallbackHandler) row -> findings.computeIfAbsent(
                        new Kept.Loan(row.getString(1), row.getString(2)), loan -> new ArrayList<>())
                .add(row.getString(3)));
        var surveyed = new TreeMap<Kept.Loan, Kept.Surveyed>();
        findings.forEach((loan, ids) -> surveyed.put(loan, new Kept.Surveyed(false, ids)));
        jdbc.query(SUSPECTED.replace("{side}", side), (RowCallbackHandler) row -> {
            var loan = new Kept.Loan(row.getString(1), row.getString(2));
            surveyed.put(loan, new Kept.Surveyed(true, findings.getOrDefault(loan, List.of())));
        });
        return new Kept.Around(new TreeMap<>(Map.of(date, new Aging(rows))), surveyed);
    }
}

package dev.lastro.report;

import dev.lastro.loan.LoanState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of {@code aging} of one business date: every bucket. A test compares it with the report cell by cell. */
public record Aging(Map<Bucket, Row> rows) {

    /** Days past due, as {@code sql/reports/aging.sql} has them. */
    public enum Bucket {
        D0("0", 0),
        D15("1-15", 15),
        D30("16-30", 30),
        D60("31-60", 60),
        D90("61-90", 90),
        D120("91-120", 120),
        D150("121-150", 150),
        D180("151-180", 180),
        D360("181-360", 360),
        OLDER(">360", Long.MAX_VALUE);

        final String label;
        private final long to;

        Bucket(String label, long to) {
            this.label = label;
            this.to = to;
        }

        static Bucket of(long days) {
            for (var each : values()) {
                if (days <= each.to) {
                    return each;
                }
            }
            throw new IllegalStateException("no bucket has " + days);
        }

        static Bucket of(String label) {
            return List.of(values()).stream()
                    .filter(each -> each.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no bucket " + label));
        }
    }

    /** BRL. */
    public record Row(long loans, BigDecimal overdue, BigDecimal outstanding) {

        static final Row NOTHING = new Row(0, BigDecimal.ZERO, BigDecimal.ZERO);

        Row plus(Row other) {
            return new Row(loans + other.loans, overdue.add(other.overdue), outstanding.add(other.outstanding));
        }

        Row negated() {
            return new Row(-loans, overdue.negate(), outstanding.negate());
        }

        boolean isNothing() {
            return loans == 0 && overdue.signum() == 0 && outstanding.signum() == 0;
        }
    }

    public static final Aging NOTHING = new Aging(Map.of());

    public Aging {
        var all = new EnumMap<Bucket, Row>(Bucket.class);
        for (var bucket : Bucket.values()) {
            all.put(bucket, rows.getOrDefault(bucket, Row.NOTHING));
        }
        rows = Collections.unmodifiableMap(all);
    }

    /** One loan's part in it: none of one that was not paid out, or has ended. */
    public static Aging of(@Nullable LoanState loan, LocalDate date) {
        if (loan == null || loan.events() == 0 || loan.disbursedAt() == null || loan.closedAt() != null) {
            return NOTHING;
        }
        var since = loan.overdueSince();
        return new Aging(Map.of(
                Bucket.of(since == null ? 0 : ChronoUnit.DAYS.between(since, date)),
                new Row(
                        1,
                        Objects.requireNonNullElse(loan.overdueAmount(), BigDecimal.ZERO),
                        Objects.requireNonNullElse(loan.outstandingAmount(), BigDecimal.ZERO))));
    }

    public Aging plus(Aging other) {
        var sums = new EnumMap<Bucket, Row>(Bucket.class);
        rows.forEach((bucket, row) -> sums.put(bucket, row.plus(other.row(bucket))));
        return new Aging(sums);
    }

    Aging minus(Aging other) {
        var negated = new EnumMap<Bucket, Row>(Bucket.class);
        other.rows.forEach((bucket, row) -> negated.put(bucket, row.negated()));
        return plus(new Aging(negated));
    }

    Row row(Bucket bucket) {
        return Objects.requireNonNull(rows.get(bucket));
    }

    /** Without the columns of the row's key. */
    Map<String, String> cells(Bucket bucket) {
        var row = row(bucket);
        var cells = new LinkedHashMap<String, String>();
        cells.put("loans", Long.toString(row.loans()));
        cells.put("overdue_amount", Cells.amount(row.overdue()));
        cells.put("outstanding_amount", Cells.amount(row.outstanding()));
        return cells;
    }
}

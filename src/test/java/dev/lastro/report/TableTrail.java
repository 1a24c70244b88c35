package dev.lastro.report;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Payment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deliveries of a test, as they stand in its table {@code trail}. */
final class TableTrail implements Trail {

    private static final String BETWEEN = "FROM trail WHERE log_name = ? AND position >= ? AND position < ? ";

    private final JdbcClient jdbc;

    TableTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void read(String log, long from, long to, Consumer<Row> rows) {
        jdbc.sql("SELECT * " + BETWEEN + "ORDER BY position")
                .params(log, from, to)
                .query((row, number) -> row(row))
                .list()
                .forEach(rows);
    }

    @Override
    public Map<String, Map<DeliveryClass, Long>> classes(String log, long size) {
        var counts = new TreeMap<String, Map<DeliveryClass, Long>>();
        jdbc.sql("SELECT provider, class, COUNT(*) " + BETWEEN + "GROUP BY provider, class")
                .params(log, 0, size)
                .query(row -> {
                    counts.computeIfAbsent(row.getString(1), provider -> new EnumMap<>(DeliveryClass.class))
                            .put(DeliveryClass.valueOf(row.getString(2)), row.getLong(3));
                });
        return counts;
    }

    @Override
    public List<Payment> payments(String provider, String loanId, byte[] deliveries, Instant cutOff) {
        return jdbc.sql("SELECT * FROM trail_payment WHERE provider = ? AND loan_id = ? ORDER BY id")
                .params(provider, loanId)
                .query((row, number) -> new Payment(
                        row.getObject("number", Integer.class),
                        row.getObject("due_date", LocalDate.class),
                        instant(row, "paid_at"),
                        row.getBigDecimal("due_amount"),
                        row.getBigDecimal("paid_amount"),
                        row.getString("identity")))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        var receivedAt = instant(row, "received_at");
        if (receivedAt == null) {
            throw new IllegalStateException("a delivery was received at some time");
        }
        return new Row(
                row.getString("log_name"),
                row.getLong("position"),
                row.getString("provider"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("status"),
                row.getString("event"),
                row.getString("loan_id"),
                instant(row, "occurred_at"),
                receivedAt,
                row.getBytes("entry_body_sha256"),
                DeliveryClass.valueOf(row.getString("class")),
                row.getString("duplicate_of"),
                row.getBytes("leaf_hash"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }
}

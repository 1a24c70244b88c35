package dev.lastro.job;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import dev.lastro.loan.Sighting;
import dev.lastro.provider.Mapped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code delivery}, as {@code classify} writes it. */
@Component
class Deliveries {

    /** Identities in one IN list. */
    private static final int LIST_MAX = 1_000;

    private static final int ROWS_A_STATEMENT = 1_000;

    private static final HexFormat HEX = HexFormat.of();

    private static final String INSERT = """
            INSERT INTO delivery (log_name, position, received_at, provider, class, reason, event_id, type, status,
                previous_status, event, loan_id, occurred_at, time_assumed, facts, identity, content, body_sha256,
                entry_body_sha256, leaf_hash, event_log, event_position, duplicates, conflicts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String UPDATE = """
            UPDATE delivery SET class = ?, event_log = ?, event_position = ?, duplicates = ?, conflicts = ?
            WHERE log_name = ? AND position = ?
            """;

    // The table may have grown a thousandfold since its statistics were taken.
    private static final String SEEN = """
            SELECT identity, log_name, position, received_at, occurred_at, body_sha256, content, loan_id, class,
                event_log, event_position, duplicates, conflicts
            FROM delivery FORCE INDEX (by_identity)
            WHERE provider = :provider AND identity IN (:identities)
            """;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;

    Deliveries(JdbcTemplate jdbcTemplate, JdbcClient jdbc) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
    }

    /** @param verdict null where the class needs no identity */
    record NewRow(Classified delivery, Seen.@Nullable Verdict verdict) {}

    void insert(List<NewRow> rows) {
        jdbcTemplate.batchUpdate(INSERT, rows, ROWS_A_STATEMENT, (statement, row) -> {
            var delivery = row.delivery();
            var binder = new Binder(statement);
            binder.set(delivery.place().log());
            binder.set(delivery.place().position());
            binder.set(SqlTime.to(delivery.receivedAt()));
            binder.set(delivery.provider());
            bindMapped(binder, delivery, row.verdict());
            binder.set(delivery.bodySha256());
            binder.set(delivery.entryBodySha256());
            binder.set(delivery.leafHash());
            bindVerdict(binder, row.verdict());
        });
        var unknown = rows.stream()
                .filter(row -> row.delivery().mapped() instanceof Mapped.Unknown)
                .map(row -> row.delivery().place())
                .toList();
        jdbcTemplate.batchUpdate(
                "INSERT INTO unknown_delivery (log_name, position) VALUES (?, ?)",
                unknown,
                ROWS_A_STATEMENT,
                (statement, place) -> {
                    statement.setString(1, place.log());
                    statement.setLong(2, place.position());
                });
    }

    private static void bindMapped(Binder binder, Classified delivery, Seen.@Nullable Verdict verdict)
            throws SQLException {
        switch (delivery.mapped()) {
            case Mapped.Event event -> {
                if (verdict == null) {
                    throw new IllegalStateException("event without a verdict at " + delivery.place());
                }
                binder.set(verdict.deliveryClass().name());
                binder.set(null);
                binder.set(event.eventId());
                binder.set(event.type());
                binder.set(event.status());
                binder.set(event.previousStatus());
                binder.set(event.event().name());
                binder.set(event.loanId());
                binder.set(SqlTime.to(event.occurredAt()));
                binder.set(event.timeAssumed());
                binder.set(FactsJson.write(event.facts()));
                binder.set(Mapper.identity(delivery, event));
                binder.set(HEX.parseHex(event.content()));
            }
            case Mapped.NotLoan other -> {
                binder.set(DeliveryClass.NOT_LOAN.name());
                binder.set(null);
                binder.set(other.eventId());
                binder.set(other.type());
                binder.set(other.status());
                binder.nothing(3);
                binder.set(null);
                binder.set(false);
                binder.nothing(3);
            }
            case Mapped.Unknown unknown -> {
                binder.set(DeliveryClass.UNKNOWN.name());
                binder.set(reason(unknown));
                binder.set(unknown.eventId());
                binder.set(unknown.type());
                binder.set(unknown.status());
                binder.nothing(2);
                binder.set(unknown.loanId());
                binder.set(SqlTime.to(unknown.occurredAt()));
                binder.set(false);
                binder.nothing(3);
            }
            case Mapped.Quarantined quarantined -> {
                binder.set(DeliveryClass.QUARANTINED.name());
                binder.set(quarantined.reason());
                binder.nothing(7);
                binder.set(false);
                binder.nothing(3);
            }
        }
    }

    /** For a person; the words are the sender's and may be long. */
    private static String reason(Mapped.Unknown unknown) {
        String status = unknown.status() == null ? "no status" : "status " + unknown.status();
        String reason = "no rule of the definition has " + status + " with type " + unknown.type();
        int end = Math.min(Mapped.TEXT_MAX, reason.length());
        return reason.substring(0, Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end);
    }

    private static void bindVerdict(Binder binder, Seen.@Nullable Verdict verdict) throws SQLException {
        if (verdict == null) {
            binder.nothing(2);
            binder.set(0);
            binder.set(0);
            return;
        }
        bindPlace(binder, verdict.event());
        binder.set(verdict.duplicates());
        binder.set(verdict.conflicts());
    }

    private static void bindPlace(Binder binder, @Nullable Place place) throws SQLException {
        binder.set(place == null ? null : place.log());
        binder.set(place == null ? null : place.position());
    }

    /** New verdicts for rows that are there. */
    void update(List<Seen> rows) {
        jdbcTemplate.batchUpdate(UPDATE, rows, ROWS_A_STATEMENT, (statement, row) -> {
            var verdict = row.verdict();
            if (verdict == null) {
                throw new IllegalStateException("not ruled: " + row);
            }
            var binder = new Binder(statement);
            binder.set(verdict.deliveryClass().name());
            bindVerdict(binder, verdict);
            binder.set(row.sighting().place().log());
            binder.set(row.sighting().place().position());
        });
    }

    /** All classified deliveries of these identities. */
    void seen(String provider, Collection<String> identities, BiConsumer<String, Seen> consumer) {
        var all = List.copyOf(identities);
        for (var from = 0; from < all.size(); from += LIST_MAX) {
            jdbc.sql(SEEN)
                    .param("provider", provider)
                    .param("identities", all.subList(from, Math.min(from + LIST_MAX, all.size())))
                    .query(row -> {
                        consumer.accept(row.getString("identity"), seen(row));
                    });
        }
    }

    private static Seen seen(ResultSet row) throws SQLException {
        var sighting = new Sighting(
                new Place(row.getString("log_name"), row.getLong("position")),
                SqlTime.get(row, "received_at"),
                SqlTime.get(row, "occurred_at"),
                HEX.formatHex(row.getBytes("body_sha256")),
                HEX.formatHex(row.getBytes("content")));
        var eventLog = row.getString("event_log");
        var verdict = new Seen.Verdict(
                DeliveryClass.valueOf(row.getString("class")),
                eventLog == null ? null : new Place(eventLog, row.getLong("event_position")),
                row.getInt("duplicates"),
                row.getInt("conflicts"));
        return new Seen(sighting, row.getString("loan_id"), verdict);
    }

    /** Sets parameters one after the other. */
    private static final class Binder {

        private final PreparedStatement statement;
        private int index;

        Binder(PreparedStatement statement) {
            this.statement = statement;
        }

        void set(@Nullable Object value) throws SQLException {
            index++;
            if (value == null) {
                statement.setNull(index, Types.NULL);
            } else {
                statement.setObject(index, value);
            }
        }

        void nothing(int count) throws SQLException {
            for (var i = 0; i < count; i++) {
                set(null);
            }
        }
    }
}

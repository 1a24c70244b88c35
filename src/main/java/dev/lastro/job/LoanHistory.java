package dev.lastro.job;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.EventType;
import dev.lastro.loan.Fold;
import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One loan's whole story, folded now from what is classified; it writes nothing. */
@Component
public class LoanHistory {

    private static final String DELIVERIES = """
            SELECT log_name, position, received_at, class, type, status, event, occurred_at, time_assumed, identity,
                event_log, event_position
            FROM delivery FORCE INDEX (by_loan)
            WHERE provider = :provider AND loan_id = :loan
            ORDER BY received_at, log_name, position
            """;

    private final JdbcClient jdbc;
    private final Loans loans;
    private final Derived derived;
    private final Definitions definitions;

    LoanHistory(JdbcClient jdbc, Loans loans, Derived derived, Definitions definitions) {
        this.jdbc = jdbc;
        this.loans = loans;
        this.derived = derived;
        this.definitions = definitions;
    }

    /**
     * @param cutOff events that occurred at or after it do not count; deadlines are judged at it
     * @return empty if no classified delivery names this loan
     * @throws IllegalArgumentException if there is no such provider
     */
    public Optional<Story> of(String provider, String loanId, Instant cutOff) {
        var definition = definitions.providers().get(provider);
        if (definition == null) {
            throw new IllegalArgumentException("there is no provider %s; there are %s"
                    .formatted(
                            provider, String.join(", ", definitions.providers().keySet())));
        }
        var deliveries = jdbc.sql(DELIVERIES)
                .param("provider", provider)
                .param("loan", loanId)
                .query((row, number) -> told(row))
                .list();
        if (deliveries.isEmpty()) {
            return Optional.empty();
        }
        var loan = new LoanKey(provider, loanId);
        var lifecycle = definitions.lifecycles().get(definition.lifecycle());
        if (lifecycle == null) {
            throw new IllegalStateException("no lifecycle " + definition.lifecycle());
        }
        var events = loans.events(Set.of(loan)).getOrDefault(loan, List.of());
        var folded = Fold.fold(provider, loanId, events, lifecycle, cutOff);
        return Optional.of(new Story(folded, deliveries));
    }

    /** How far each log is classified: what is after it is not in any story yet. */
    public SortedMap<String, Long> classified() {
        return derived.classified();
    }

    private static Told told(ResultSet row) throws SQLException {
        var event = row.getString("event");
        var eventLog = row.getString("event_log");
        return new Told(
                new Place(row.getString("log_name"), row.getLong("position")),
                SqlTime.get(row, "received_at"),
                DeliveryClass.valueOf(row.getString("class")),
                row.getString("type"),
                row.getString("status"),
                event == null ? null : EventType.valueOf(event),
                SqlTime.find(row, "occurred_at"),
                row.getBoolean("time_assumed"),
                row.getString("identity"),
                eventLog == null ? null : new Place(eventLog, row.getLong("event_position")));
    }

    /** @param deliveries that name this loan, by when they were received */
    public record Story(Fold.Folded folded, List<Told> deliveries) {}

    /**
     * What one delivery tells.
     *
     * @param type the provider's own words, as {@code status}: not to be trusted on a terminal
     * @param timeAssumed the delivery named no time, {@code occurredAt} is when it was received
     * @param eventPlace of a DUPLICATE or CONFLICT: where the event is
     */
    public record Told(
            Place place,
            Instant receivedAt,
            DeliveryClass deliveryClass,
            @Nullable String type,
            @Nullable String status,
            @Nullable EventType event,
            @Nullable Instant occurredAt,
            boolean timeAssumed,
            @Nullable String identity,
            @Nullable Place eventPlace) {}
}

package dev.lastro.job;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Finding;
import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The events of loans as read, and the tables {@code loan} and {@code finding} as written. */
@Component
class Loans {

    private static final int ROWS_A_STATEMENT = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String EVENTS = """
            SELECT log_name, position, received_at, provider, type, status, previous_status, event, loan_id,
                occurred_at, time_assumed, facts, identity, duplicates, conflicts
            FROM delivery FORCE INDEX (by_loan)
            WHERE provider = :provider AND loan_id IN (:loans) AND class = 'EVENT'
            """;

    private static final String INSERT_LOAN = """
            INSERT INTO loan (provider, loan_id, lifecycle, state, inferred, contract_number, external_id, created_at,
                signed_at, disbursed_at, closed_at, contracted_amount, disbursed_amount, iof_amount, fees_amount,
                paid_amount, installments, installments_paid, overdue_since, first_event_at, last_event_at, events,
                duplicates, provisional, next_look_at, set_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_FINDING = """
            INSERT INTO finding (provider, loan_id, finding_id, code, severity, expected_event, after_event,
                after_event_at, due_at, since, evidence, suggested_action)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;

    Loans(JdbcTemplate jdbcTemplate, JdbcClient jdbc) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
    }

    /** All events of these loans, those after any cut-off too; a loan without one is not in the map. */
    Map<LoanKey, List<LoanEvent>> events(Collection<LoanKey> loans) {
        var events = new HashMap<LoanKey, List<LoanEvent>>();
        LoanNews.byProvider(loans)
                .forEach((provider, ids) -> jdbc.sql(EVENTS)
                        .param("provider", provider)
                        .param("loans", ids)
                        .query(row -> {
                            var event = event(row);
                            events.computeIfAbsent(
                                            new LoanKey(event.provider(), event.loanId()), key -> new ArrayList<>())
                                    .add(event);
                        }));
        return events;
    }

    private static LoanEvent event(ResultSet row) throws SQLException {
        return new LoanEvent(
                row.getString("provider"),
                row.getString("loan_id"),
                row.getString("identity"),
                EventType.valueOf(row.getString("event")),
                row.getString("type"),
                row.getString("status"),
                row.getString("previous_status"),
                SqlTime.get(row, "occurred_at"),
                row.getBoolean("time_assumed"),
                FactsJson.read(row.getBytes("facts")),
                new Place(row.getString("log_name"), row.getLong("position")),
                SqlTime.get(row, "received_at"),
                row.getInt("duplicates"),
                row.getInt("conflicts"));
    }

    /** Replaces all that is derived of these loans, and takes them out of the news. */
    void replace(Collection<LoanKey> loans, List<Fold.Folded> folded) {
        LoanNews.byProvider(loans).forEach((provider, ids) -> {
            for (var table : List.of("loan", "finding", "loan_news")) {
                jdbc.sql("DELETE FROM %s WHERE provider = :provider AND loan_id IN (:loans)".formatted(table))
                        .param("provider", provider)
                        .param("loans", ids)
                        .update();
            }
        });
        jdbcTemplate.batchUpdate(
                INSERT_LOAN, folded, ROWS_A_STATEMENT, (statement, each) -> bind(statement, each.state()));
        insertFindings(folded.stream().flatMap(each -> each.findings().stream()).toList());
    }

    void insertFindings(List<Finding> findings) {
        jdbcTemplate.batchUpdate(INSERT_FINDING, findings, ROWS_A_STATEMENT, Loans::bind);
    }

    private static void bind(PreparedStatement statement, LoanState loan) throws SQLException {
        var setBy = new TreeMap<String, String>();
        loan.setBy().forEach((column, place) -> setBy.put(column, place.toString()));
        var index = 1;
        statement.setString(index++, loan.provider());
        statement.setString(index++, loan.loanId());
        statement.setString(index++, loan.lifecycle());
        statement.setString(index++, loan.state());
        statement.setBoolean(index++, loan.inferred());
        statement.setString(index++, loan.contractNumber());
        statement.setString(index++, loan.externalId());
        statement.setObject(index++, SqlTime.to(loan.createdAt()));
        statement.setObject(index++, SqlTime.to(loan.signedAt()));
        statement.setObject(index++, SqlTime.to(loan.disbursedAt()));
        statement.setObject(index++, SqlTime.to(loan.closedAt()));
        statement.setBigDecimal(index++, loan.contractedAmount());
        statement.setBigDecimal(index++, loan.disbursedAmount());
        statement.setBigDecimal(index++, loan.iofAmount());
        statement.setBigDecimal(index++, loan.feesAmount());
        statement.setBigDecimal(index++, loan.paidAmount());
        statement.setObject(index++, loan.installments());
        statement.setInt(index++, loan.installmentsPaid());
        statement.setObject(index++, loan.overdueSince());
        statement.setObject(index++, SqlTime.to(loan.firstEventAt()));
        statement.setObject(index++, SqlTime.to(loan.lastEventAt()));
        statement.setInt(index++, loan.events());
        statement.setInt(index++, loan.duplicates());
        statement.setBoolean(index++, loan.provisional());
        statement.setObject(index++, SqlTime.to(loan.nextLookAt()));
        statement.setBytes(index, JSON.writeValueAsBytes(setBy));
    }

    private static void bind(PreparedStatement statement, Finding finding) throws SQLException {
        var index = 1;
        statement.setString(index++, finding.provider());
        statement.setString(index++, finding.loanId());
        statement.setString(index++, finding.id());
        statement.setString(index++, finding.code().name());
        statement.setString(index++, finding.severity().name().toLowerCase(Locale.ROOT)); // as spec section 6 writes it
        statement.setString(
                index++, finding.expected() == null ? null : finding.expected().name());
        statement.setString(
                index++, finding.after() == null ? null : finding.after().name());
        statement.setObject(index++, SqlTime.to(finding.afterAt()));
        statement.setObject(index++, SqlTime.to(finding.dueAt()));
        statement.setObject(index++, finding.since());
        statement.setString(index++, String.join(" ", finding.evidence()));
        statement.setString(index, finding.suggestedAction());
    }
}

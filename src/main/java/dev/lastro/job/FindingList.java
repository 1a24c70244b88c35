package dev.lastro.job;

import dev.lastro.derive.DecisionLog;
import dev.lastro.derive.Derived;
import dev.lastro.derive.Side;
import dev.lastro.loan.Decision;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Standing;
import dev.lastro.loan.Standings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The findings as the last run left them, each with what is decided of it by now. */
@Component
public class FindingList {

    private static final int LIKE_IT_MAX = 5;

    /** Digits of an id that are worth a guess. */
    private static final int PREFIX_MIN = 4;

    private static final String COLUMNS = """
            SELECT provider, loan_id, finding_id, code, severity, expected_event, due_at, since, evidence, suggested_action,
                suggested_action_pt
            FROM finding
            """;

    private final JdbcTemplate streaming;
    private final JdbcTemplate jdbc;
    private final DecisionLog decisions;
    private final Derived derived;

    FindingList(DataSource dataSource, DecisionLog decisions, Derived derived) {
        this.streaming = new JdbcTemplate(dataSource);
        this.streaming.setFetchSize(Integer.MIN_VALUE); // row by row: there may be as many as loans
        this.jdbc = new JdbcTemplate(dataSource);
        this.decisions = decisions;
        this.derived = derived;
    }

    /** A finding that stands; words as the table has them. */
    public record Listed(
            FindingKey key,
            String code,
            String severity,
            @Nullable String expectedEvent,
            @Nullable Instant dueAt,
            @Nullable LocalDate since,
            String evidence,
            String suggestedAction,
            String suggestedActionPt,
            Standing standing) {}

    /** The end of the business date at which the findings stand; empty: no run has made any. */
    public Optional<Instant> cutOff() {
        return derived.cutOff(Side.LIVE);
    }

    /** By provider, loan, code and id. */
    public void each(FindingFilter filter, Consumer<Listed> consumer) {
        each(filter, decisions.standings(null), consumer);
    }

    void each(FindingFilter filter, Standings standings, Consumer<Listed> consumer) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        in("finding_id", filter.ids().stream().sorted().toList(), conditions, parameters);
        in("code", filter.codes().stream().map(Enum::name).sorted().toList(), conditions, parameters);
        in(
                "severity",
                filter.severities().stream()
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList(),
                conditions,
                parameters);
        in("provider", filter.provider() == null ? List.of() : List.of(filter.provider()), conditions, parameters);
        in("loan_id", filter.loanId() == null ? List.of() : List.of(filter.loanId()), conditions, parameters);
        if (filter.since() != null) {
            conditions.add("since >= ?");
            parameters.add(filter.since());
        }
        var sql = COLUMNS
                + (conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions))
                + " ORDER BY provider, loan_id, code, finding_id";
        streaming.query(
                sql,
                row -> {
                    var listed = listed(row, standings);
                    if (fits(listed.standing(), filter)) {
                        consumer.accept(listed);
                    }
                },
                parameters.toArray());
    }

    private static boolean fits(Standing standing, FindingFilter filter) {
        var assigned = standing.assigned() == null
                ? null
                : standing.assigned().decision().to();
        return (filter.statuses().isEmpty() || filter.statuses().contains(standing.status()))
                && (!filter.waits() || !standing.asked().isEmpty())
                && (filter.assignedTo() == null
                        || (assigned != null && Decision.isSamePerson(filter.assignedTo(), assigned)));
    }

    private static void in(String column, List<String> values, List<String> conditions, List<Object> parameters) {
        if (!values.isEmpty()) {
            conditions.add("%s IN (?%s)".formatted(column, ", ?".repeat(values.size() - 1)));
            parameters.addAll(values);
        }
    }

    private static Listed listed(ResultSet row, Standings standings) throws SQLException {
        var key = new FindingKey(row.getString("provider"), row.getString("loan_id"), row.getString("finding_id"));
        var dueAt = row.getObject("due_at", LocalDateTime.class);
        return new Listed(
                key,
                row.getString("code"),
                row.getString("severity"),
                row.getString("expected_event"),
                dueAt == null ? null : dueAt.toInstant(ZoneOffset.UTC),
                row.getObject("since", LocalDate.class),
                row.getString("evidence"),
                row.getString("suggested_action"),
                row.getString("suggested_action_pt"),
                standings.of(key));
    }

    /** Ids of findings that begin as this one does, the longer the better; for whoever mistyped it. */
    List<String> likeIt(String id) {
        for (var length = id.length() - 1; length >= PREFIX_MIN; length--) {
            var like = jdbc.queryForList(
                    "SELECT finding_id FROM finding WHERE finding_id LIKE ? ORDER BY finding_id LIMIT " + LIKE_IT_MAX,
                    String.class,
                    id.substring(0, length) + "%");
            if (!like.isEmpty()) {
                return like;
            }
        }
        return List.of();
    }
}

package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The last act of every derivation, be it a night's increment or a rebuild: what cannot be said of one loan alone, and what
 * was decided of all that was found. It is made anew from the tables each time, so it does not tell how they came to be.
 */
@Component
class Conclusion {

    /** Whatever is found of loans, it is much rarer than loans are: the keys of one page are held. */
    private static final int KEYS_A_STATEMENT = 500;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;
    private final DerivedLoans loans;
    private final List<Survey> surveys;
    private final FindingStatuses statuses;

    Conclusion(
            JdbcTemplate jdbcTemplate,
            JdbcClient jdbc,
            DerivedLoans loans,
            List<Survey> surveys,
            FindingStatuses statuses) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
        this.loans = loans;
        this.surveys = List.copyOf(surveys);
        this.statuses = statuses;
    }

    /** Inside the caller's transaction, after all else that is derived is written. */
    void draw(Survey.Asked asked) {
        var codes = new TreeSet<FindingCode>();
        var found = new ArrayList<Finding>();
        for (var survey : surveys) {
            codes.addAll(survey.codes());
            found.addAll(survey.find(asked));
        }
        forget(asked.side(), codes);
        loans.insert(asked.side(), DerivedRows.FINDING, found);
        statuses.write(asked.side(), asked.prefix());
    }

    private record Key(String provider, String loanId, String id) {}

    /** Looked for first: a DELETE by code would lock every finding that it passes. */
    private void forget(Side side, Set<FindingCode> codes) {
        var named = codes.stream().map(code -> "'" + code + "'").collect(Collectors.joining(", "));
        var keys = jdbc.sql("SELECT provider, loan_id, finding_id FROM %s WHERE code IN (%s)"
                        .formatted(side.table("finding"), named))
                .query((row, number) -> new Key(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        jdbcTemplate.batchUpdate(
                "DELETE FROM %s WHERE provider = ? AND loan_id = ? AND finding_id = ?".formatted(side.table("finding")),
                keys,
                KEYS_A_STATEMENT,
                (statement, key) -> {
                    statement.setString(1, key.provider());
                    statement.setString(2, key.loanId());
                    statement.setString(3, key.id());
                });
    }
}

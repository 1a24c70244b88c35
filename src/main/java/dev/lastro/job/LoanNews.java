package dev.lastro.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code loan_news}: loans that must be folded again. */
@Component
class LoanNews {

    private static final int ROWS_A_STATEMENT = 1_000;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;

    LoanNews(JdbcTemplate jdbcTemplate, JdbcClient jdbc) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
    }

    void add(Collection<LoanKey> loans) {
        jdbcTemplate.batchUpdate(
                "INSERT IGNORE INTO loan_news (provider, loan_id) VALUES (?, ?)",
                loans,
                ROWS_A_STATEMENT,
                (statement, loan) -> {
                    statement.setString(1, loan.provider());
                    statement.setString(2, loan.loanId());
                });
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM loan_news").query(Long.class).single();
    }

    /** The next loans in the key's order. */
    List<LoanKey> page(@Nullable LoanKey after, int size) {
        var where = after == null ? "" : "WHERE (provider = :provider AND loan_id > :loan) OR provider > :provider";
        var query = jdbc.sql("SELECT provider, loan_id FROM loan_news %s ORDER BY provider, loan_id LIMIT :size"
                        .formatted(where))
                .param("size", size);
        if (after != null) {
            query = query.param("provider", after.provider()).param("loan", after.loanId());
        }
        return query.query((row, number) -> new LoanKey(row.getString(1), row.getString(2)))
                .list();
    }

    /** The loans' ids by provider, for statements that name them in a list. */
    static SortedMap<String, List<String>> byProvider(Collection<LoanKey> loans) {
        var byProvider = new TreeMap<String, List<String>>();
        loans.forEach(loan -> byProvider
                .computeIfAbsent(loan.provider(), provider -> new ArrayList<>())
                .add(loan.loanId()));
        return byProvider;
    }
}

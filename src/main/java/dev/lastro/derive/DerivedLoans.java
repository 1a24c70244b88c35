package dev.lastro.derive;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Replaces what is derived of some loans in the live tables. */
@Component
class DerivedLoans {

    private static final int LOANS_A_STATEMENT = 1_000;

    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;

    DerivedLoans(JdbcTemplate jdbcTemplate, JdbcClient jdbc) {
        this.jdbcTemplate = jdbcTemplate;
        this.jdbc = jdbc;
    }

    /** Inside the caller's transaction; the stories too. */
    void replace(List<DerivedLoan> loans) {
        put(DerivedRows.STORY, loans.stream().map(DerivedLoan::story).toList());
        replaceFolds(loans);
    }

    /** The folds alone: the stories are as they were. */
    void replaceFolds(List<DerivedLoan> loans) {
        put(
                DerivedRows.LOAN,
                loans.stream().map(DerivedLoan::state).filter(Objects::nonNull).toList());
        delete("finding", loans);
        delete("loan", loans.stream().filter(loan -> loan.state() == null).toList());
        insert(
                Side.LIVE,
                DerivedRows.FINDING,
                loans.stream().flatMap(loan -> loan.findings().stream()).toList());
    }

    <T> void insert(Side side, DerivedRows.Table<T> table, List<T> rows) {
        write(side, table, rows, TableRows.Present.FAILS);
    }

    private <T> void put(DerivedRows.Table<T> table, List<T> rows) {
        write(Side.LIVE, table, rows, TableRows.Present.REPLACED);
    }

    private <T> void write(Side side, DerivedRows.Table<T> table, List<T> rows, TableRows.Present as) {
        if (rows.isEmpty()) {
            return;
        }
        jdbcTemplate.execute((Connection connection) -> {
            try (var into = TableRows.of(connection, LoadedRows.areAllowed(connection), side, table, as)) {
                for (var row : rows) {
                    into.add(row);
                }
                into.flush();
            }
            return rows.size();
        });
    }

    private void delete(String table, List<DerivedLoan> loans) {
        var byProvider = new TreeMap<String, List<String>>();
        loans.forEach(loan -> byProvider
                .computeIfAbsent(loan.story().loan().provider(), provider -> new ArrayList<>())
                .add(loan.story().loan().loanId()));
        byProvider.forEach((provider, ids) -> {
            for (var from = 0; from < ids.size(); from += LOANS_A_STATEMENT) {
                jdbc.sql("DELETE FROM %s WHERE provider = :provider AND loan_id IN (:loans)".formatted(table))
                        .param("provider", provider)
                        .param("loans", ids.subList(from, Math.min(from + LOANS_A_STATEMENT, ids.size())))
                        .update();
            }
        });
    }
}

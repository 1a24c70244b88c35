package dev.lastro.derive;

import dev.lastro.loan.Finding;
import java.sql.SQLException;

/** A loan's fold as rows of {@code loan_next} and {@code finding_next}. */
final class LoanRows {

    private final TableRows<DerivedRows.LoanRow> loans;
    private final TableRows<Finding> findings;

    LoanRows(NextTables.Session session) throws SQLException {
        this.loans = session.rows(DerivedRows.LOAN);
        this.findings = session.rows(DerivedRows.FINDING);
    }

    void add(DerivedLoan loan) throws SQLException {
        if (loan.state() != null) {
            loans.add(loan.state());
        }
        for (var finding : loan.findings()) {
            findings.add(finding);
        }
    }
}

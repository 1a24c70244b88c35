package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.LoanState;
import java.sql.SQLException;
import java.time.Instant;

/** A story's fold as rows of {@code loan_next} and {@code finding_next}. */
final class LoanRows {

    private final Folding folding;
    private final Instant cutOff;
    private final NextTables.Rows<LoanState> loans;
    private final NextTables.Rows<Finding> findings;

    LoanRows(Folding folding, Instant cutOff, NextTables.Session session) {
        this.folding = folding;
        this.cutOff = cutOff;
        this.loans = session.rows(DerivedRows.LOAN);
        this.findings = session.rows(DerivedRows.FINDING);
    }

    void add(Story story) throws SQLException {
        var folded = folding.fold(story.loan(), story.events(), cutOff);
        loans.add(folded.state());
        for (var finding : folded.findings()) {
            findings.add(finding);
        }
    }
}

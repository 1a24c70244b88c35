package dev.lastro.derive;

import dev.lastro.loan.Place;
import dev.lastro.provider.Definitions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes what a loan's deliveries said out of the derived tables, at once; the next run makes them anew without it. */
@Component
public class Forgetting {

    /** In the name of no job: whichever writes next takes over. */
    private static final long OWNER = 0;

    private final JdbcClient jdbc;
    private final Derived derived;
    private final DerivedLoans loans;
    private final Conclusion conclusion;
    private final Definitions definitions;
    private final TransactionOperations transactions;

    Forgetting(
            JdbcClient jdbc,
            Derived derived,
            DerivedLoans loans,
            Conclusion conclusion,
            Definitions definitions,
            TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.derived = derived;
        this.loans = loans;
        this.conclusion = conclusion;
        this.definitions = definitions;
        this.transactions = transactions;
    }

    /**
     * A loan as the last run left it, for an act to keep; empty: no run has reported it.
     */
    public Optional<SortedMap<String, String>> lastState(LoanKey loan) {
        return jdbc.sql("SELECT %s FROM loan WHERE provider = ? AND loan_id = ? AND events > 0"
                        .formatted(LoanText.names()))
                .params(loan.provider(), loan.loanId())
                .query((row, number) -> LoanText.of(row))
                .optional();
    }

    /**
     * Afterwards the live tables have of this loan what its act keeps of it, and nothing else.
     *
     * @param kept as {@link #lastState} gave it; null: nothing
     * @param act where the act stands
     */
    public void forget(LoanKey loan, @Nullable Map<String, String> kept, Place act) {
        var row = kept == null ? null : new DerivedRows.LoanRow(LoanText.read(loan, kept, act), act);
        transactions.executeWithoutResult(status -> {
            // A job that lost its lock without noticing finds another owner.
            derived.takeOver(Side.LIVE, OWNER);
            derived.unfit();
            for (var table : List.of("story", "unclear", "finding", "loan")) {
                jdbc.sql("DELETE FROM %s WHERE provider = ? AND loan_id = ?".formatted(table))
                        .params(loan.provider(), loan.loanId())
                        .update();
            }
            if (row != null) {
                loans.insert(Side.LIVE, DerivedRows.LOAN, List.of(row));
            }
            // Their evidence names deliveries.
            derived.cutOff(Side.LIVE)
                    .ifPresent(cutOff -> conclusion.draw(
                            new Survey.Asked(Side.LIVE, cutOff, derived.classified(Side.LIVE), definitions)));
        });
    }
}

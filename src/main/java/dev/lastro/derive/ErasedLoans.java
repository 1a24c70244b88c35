package dev.lastro.derive;

import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import dev.lastro.log.ErasureAct;
import dev.lastro.log.Erasures;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The loans whose deliveries were ordered to be erased: each stands for ever as the last run before its act left it,
 * whatever is delivered later. Of several acts of one loan the last counts.
 */
public final class ErasedLoans {

    private final Map<LoanKey, ErasedLoan> byLoan;

    private ErasedLoans(Map<LoanKey, ErasedLoan> byLoan) {
        this.byLoan = byLoan;
    }

    /**
     * @param place of the act
     * @param state null: no run had reported it, so there is nothing to report
     */
    public record ErasedLoan(
            Place place, ErasureAct act, @Nullable LoanState state) {

        public LoanKey loan() {
            return new LoanKey(act.provider(), act.loanId());
        }
    }

    /**
     * @param prefix by log how many deliveries count; null: all there are
     * @throws IllegalArgumentException if an act says what no act says
     */
    public static ErasedLoans of(Erasures erasures, @Nullable Map<String, Long> prefix) {
        var byLoan = new TreeMap<LoanKey, ErasedLoan>();
        for (var ordered : erasures.acts(prefix)) {
            var act = ordered.act();
            var loan = new LoanKey(act.provider(), act.loanId());
            var place = new Place(ordered.place().log(), ordered.place().position());
            byLoan.put(
                    loan,
                    new ErasedLoan(place, act, act.loan() == null ? null : LoanText.read(loan, act.loan(), place)));
        }
        return new ErasedLoans(Collections.unmodifiableMap(byLoan));
    }

    public Optional<ErasedLoan> find(LoanKey loan) {
        return Optional.ofNullable(byLoan.get(loan));
    }

    Collection<ErasedLoan> all() {
        return byLoan.values();
    }
}

package dev.lastro.derive;

import dev.lastro.loan.Fold;
import dev.lastro.loan.LoanEvent;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Folds loans by the lifecycles of their providers. Thread-safe. */
public final class Folding {

    private final Definitions definitions;

    public Folding(Definitions definitions) {
        this.definitions = definitions;
    }

    public Fold.Folded fold(LoanKey loan, List<LoanEvent> events, Instant cutOff) {
        // A delivery without a definition is QUARANTINED, so a loan always has one.
        var provider = Objects.requireNonNull(definitions.providers().get(loan.provider()), loan.provider());
        var lifecycle =
                Objects.requireNonNull(definitions.lifecycles().get(provider.lifecycle()), provider.lifecycle());
        return Fold.fold(loan.provider(), loan.loanId(), events, lifecycle, cutOff, provider);
    }
}

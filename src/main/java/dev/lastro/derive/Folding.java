package dev.lastro.derive;

import dev.lastro.loan.Fold;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.LoanEvent;
import dev.lastro.loan.Payment;
import dev.lastro.loan.Payments;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Provider;
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
        var provider = provider(loan);
        return Fold.fold(loan.provider(), loan.loanId(), events, lifecycle(provider), cutOff, provider);
    }

    /**
     * The payments behind the paid amount that the fold gives.
     *
     * @param deliveries as {@code story} keeps them
     */
    public List<Payment> payments(LoanKey loan, byte[] deliveries, Instant cutOff) {
        return payments(loan, new StoryCodec().decode(loan, deliveries).events(), cutOff);
    }

    /** The same, of the events that {@link #fold} is given. */
    List<Payment> payments(LoanKey loan, List<LoanEvent> events, Instant cutOff) {
        return Payments.of(events, lifecycle(provider(loan)), cutOff);
    }

    private Lifecycle lifecycle(Provider provider) {
        return Objects.requireNonNull(definitions.lifecycles().get(provider.lifecycle()), provider.lifecycle());
    }

    /** A delivery without a definition is QUARANTINED, so a loan always has one. */
    private Provider provider(LoanKey loan) {
        return Objects.requireNonNull(definitions.providers().get(loan.provider()), loan.provider());
    }
}

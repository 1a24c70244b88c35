package dev.lastro.loan;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a money rule finds of the amounts that it names, and which events told them. */
final class Amounts {

    private final History history;
    private final LoanEvent event;
    private final Map<Amount, BigDecimal> told = new EnumMap<>(Amount.class);
    private @Nullable Map<String, LoanEvent> tellers;

    private Amounts(History history, LoanEvent event) {
        this.history = history;
        this.event = event;
    }

    /** Null: one of them was never told. */
    static @Nullable Amounts of(MoneyRule rule, History history, LoanEvent event) {
        var amounts = new Amounts(history, event);
        for (Amount amount : rule.names()) {
            BigDecimal found = amounts.find(amount);
            if (found == null && !rule.zero().contains(amount)) {
                return null;
            }
            amounts.told.put(amount, found == null ? BigDecimal.ZERO : found);
        }
        return amounts;
    }

    Map<Amount, BigDecimal> told() {
        return told;
    }

    /** The events that told them, and the event itself, by identity; looked for only where somebody asks. */
    Map<String, LoanEvent> by() {
        var by = new LinkedHashMap<String, LoanEvent>();
        tellers = by;
        told.keySet().forEach(this::find);
        tellers = null;
        by.put(event.identity(), event);
        return by;
    }

    private @Nullable BigDecimal find(Amount amount) {
        Ledger ledger = history.ledger;
        Facts facts = event.facts();
        return switch (amount) {
            case CONTRACTED -> told(ledger.contractedAmount, Facts::contractedAmount);
            case DISBURSED -> told(ledger.disbursedAmount, Facts::disbursedAmount);
            case IOF -> told(ledger.iofAmount, Facts::iofAmount);
            case FEES -> told(ledger.feesAmount, Facts::feesAmount);
            case PRINCIPALS -> told(ledger.schedule, said -> sum(said.schedule(), Facts.Due::principal));
            case SCHEDULED -> told(ledger.schedule, said -> sum(said.schedule(), Facts.Due::amount));
            case IOF_DUE -> iofDue(ledger.disbursed);
            case PAID -> facts.paidAmount();
            case DUE -> facts.dueAmount() == null ? scheduled() : facts.dueAmount();
            case FINE -> facts.fineAmount();
            case INTEREST -> facts.interestAmount();
            case DISCOUNT -> facts.discountAmount();
        };
    }

    private @Nullable BigDecimal told(@Nullable LoanEvent teller, Function<Facts, @Nullable BigDecimal> amount) {
        BigDecimal found = teller == null ? null : amount.apply(teller.facts());
        if (tellers != null && teller != null && found != null) {
            tellers.put(teller.identity(), teller);
        }
        return found;
    }

    private @Nullable BigDecimal iofDue(@Nullable LoanEvent disbursed) {
        IofRates rates = history.lifecycle.iofRates();
        if (disbursed == null || rates == null) {
            return null;
        }
        BigDecimal due = told(
                history.ledger.schedule, said -> rates.due(said.schedule(), BusinessDates.of(disbursed.occurredAt())));
        if (tellers != null && due != null) {
            tellers.put(disbursed.identity(), disbursed);
        }
        return due;
    }

    private @Nullable BigDecimal scheduled() {
        Integer number = event.facts().installmentNumber();
        return told(history.ledger.schedule, said -> {
            for (Facts.Due due : said.schedule()) {
                if (number != null && due.number() == number) {
                    return due.amount();
                }
            }
            return null;
        });
    }

    private static @Nullable BigDecimal sum(
            List<Facts.Due> schedule, Function<Facts.Due, @Nullable BigDecimal> amount) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Facts.Due due : schedule) {
            BigDecimal each = amount.apply(due);
            if (each == null) {
                return null;
            }
            sum = sum.add(each);
        }
        return sum;
    }
}

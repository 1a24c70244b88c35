package dev.lastro.loan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The payments behind a loan's paid amount, which is their sum: those of {@link Instalments}, told one by one. Those with a
 * number come first, by number; then the others as they occurred.
 */
public final class Payments {

    private final SortedMap<Integer, Instalment> byNumber = new TreeMap<>();
    private final List<LoanEvent> withoutNumber = new ArrayList<>();
    private List<Facts.Due> schedule = List.of();

    private Payments() {}

    /** The same events, lifecycle and cut-off as those of {@link Fold#fold}. */
    public static List<Payment> of(Collection<LoanEvent> events, Lifecycle lifecycle, Instant cutOff) {
        var payments = new Payments();
        events.stream()
                .filter(event -> event.occurredAt().isBefore(cutOff))
                .sorted(lifecycle.course()::compare)
                .forEach(payments::take);
        return payments.toList();
    }

    private void take(LoanEvent event) {
        Facts facts = event.facts();
        schedule = facts.schedule().isEmpty() ? schedule : facts.schedule();
        boolean isPaid = event.event() == EventType.INSTALLMENT_PAID;
        if (facts.installmentNumber() == null) {
            if (isPaid) {
                withoutNumber.add(event);
            }
        } else if (isPaid || event.event() == EventType.INSTALLMENT_OVERDUE) {
            byNumber.computeIfAbsent(facts.installmentNumber(), n -> new Instalment())
                    .take(event, isPaid);
        }
    }

    private List<Payment> toList() {
        var payments = new ArrayList<Payment>();
        byNumber.forEach((number, instalment) -> {
            if (instalment.paidBy != null) {
                payments.add(payment(number, instalment, instalment.paidBy));
            }
        });
        withoutNumber.forEach(event -> payments.add(new Payment(
                null,
                event.facts().dueDate(),
                event.occurredAt(),
                event.facts().dueAmount(),
                event.facts().paidAmount(),
                event.identity())));
        return List.copyOf(payments);
    }

    private Payment payment(int number, Instalment instalment, LoanEvent paidBy) {
        Facts.Due due = due(number);
        return new Payment(
                number,
                instalment.dueDate == null && due != null ? due.dueDate() : instalment.dueDate,
                paidBy.occurredAt(),
                instalment.dueAmount == null && due != null ? due.amount() : instalment.dueAmount,
                paidBy.facts().paidAmount(),
                paidBy.identity());
    }

    private Facts.@Nullable Due due(int number) {
        for (Facts.Due due : schedule) {
            if (due.number() == number) {
                return due;
            }
        }
        return null;
    }

    private static final class Instalment {
        private @Nullable LoanEvent paidBy;
        private @Nullable LocalDate dueDate;
        private @Nullable BigDecimal dueAmount;

        private void take(LoanEvent event, boolean isPaid) {
            Facts facts = event.facts();
            // the first pays it, and the last that names an amount says how much it was
            if (isPaid && (paidBy == null || facts.paidAmount() != null)) {
                paidBy = event;
            }
            dueDate = facts.dueDate() == null ? dueDate : facts.dueDate();
            dueAmount = facts.dueAmount() == null ? dueAmount : facts.dueAmount();
        }
    }
}

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
    private @Nullable LoanEvent overdueWithoutNumber;

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

    /** @param events in order, those before the cut-off alone */
    static Owed owed(Iterable<LoanEvent> events, @Nullable BigDecimal contracted, BigDecimal paid) {
        var payments = new Payments();
        events.forEach(payments::take);
        BigDecimal overdue = payments.overdue();
        BigDecimal outstanding = payments.outstanding(contracted, paid);
        boolean isOverdueAllThatIsKnown = outstanding == null && overdue != null && overdue.signum() > 0;
        return new Owed(overdue, isOverdueAllThatIsKnown ? overdue : outstanding);
    }

    private @Nullable BigDecimal overdue() {
        BigDecimal sum = BigDecimal.ZERO;
        for (var each : byNumber.entrySet()) {
            Instalment instalment = each.getValue();
            if (instalment.isOverdue && instalment.paidBy == null) {
                sum = plus(sum, dueAmount(each.getKey(), instalment));
            }
        }
        return overdueWithoutNumber == null
                ? sum
                : plus(sum, overdueWithoutNumber.facts().dueAmount());
    }

    private @Nullable BigDecimal outstanding(@Nullable BigDecimal contracted, BigDecimal paid) {
        if (schedule.isEmpty()) {
            return contracted == null ? null : contracted.subtract(paid).max(BigDecimal.ZERO);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Facts.Due due : schedule) {
            Instalment instalment = byNumber.get(due.number());
            if (instalment == null || instalment.paidBy == null) {
                sum = plus(sum, due.amount());
            }
        }
        for (LoanEvent event : withoutNumber) {
            BigDecimal amount = event.facts().paidAmount();
            sum = sum == null || amount == null ? sum : sum.subtract(amount);
        }
        return sum == null ? null : sum.max(BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal plus(@Nullable BigDecimal sum, @Nullable BigDecimal amount) {
        return sum == null || amount == null ? null : sum.add(amount);
    }

    private void take(LoanEvent event) {
        Facts facts = event.facts();
        schedule = facts.schedule().isEmpty() ? schedule : facts.schedule();
        boolean isPaid = event.event() == EventType.INSTALLMENT_PAID;
        if (facts.installmentNumber() == null) {
            takeWithoutNumber(event, isPaid);
        } else if (isPaid || event.event() == EventType.INSTALLMENT_OVERDUE) {
            byNumber.computeIfAbsent(facts.installmentNumber(), n -> new Instalment())
                    .take(event, isPaid);
        }
    }

    /** A payment settles what was reported overdue before it. */
    private void takeWithoutNumber(LoanEvent event, boolean isPaid) {
        if (isPaid) {
            withoutNumber.add(event);
            overdueWithoutNumber = null;
        } else if (event.event() == EventType.INSTALLMENT_OVERDUE) {
            overdueWithoutNumber = event;
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
                dueAmount(number, instalment),
                paidBy.facts().paidAmount(),
                paidBy.identity());
    }

    private @Nullable BigDecimal dueAmount(int number, Instalment instalment) {
        Facts.Due due = due(number);
        return instalment.dueAmount == null && due != null ? due.amount() : instalment.dueAmount;
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
        private boolean isOverdue;
        private @Nullable LocalDate dueDate;
        private @Nullable BigDecimal dueAmount;

        private void take(LoanEvent event, boolean isPaid) {
            Facts facts = event.facts();
            // the first pays it, and the last that names an amount says how much it was
            if (isPaid && (paidBy == null || facts.paidAmount() != null)) {
                paidBy = event;
            }
            isOverdue |= !isPaid;
            dueDate = facts.dueDate() == null ? dueDate : facts.dueDate();
            dueAmount = facts.dueAmount() == null ? dueAmount : facts.dueAmount();
        }
    }
}

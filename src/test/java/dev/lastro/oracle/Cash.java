package dev.lastro.oracle;

import dev.lastro.oracle.Body.Instalment;
import dev.lastro.oracle.Oracle.Happened;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must be equal of the amounts of one loan, lender by lender, and what it still owes. */
final class Cash {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal TWO_CENTS = new BigDecimal("0.02");
    private static final BigDecimal FIVE_CENTS = new BigDecimal("0.05");

    private final List<Happened> events;

    Cash(List<Happened> events) {
        this.events = events;
    }

    /** The events at which something does not add up. */
    Set<Happened> faults(String provider) {
        var faults = new LinkedHashSet<Happened>();
        Happened payout = events.stream()
                .filter(event -> "DISBURSED".equals(event.read().event()))
                .findFirst()
                .orElse(null);
        if (payout != null && !paidOut(provider, payout)) {
            faults.add(payout);
        }
        for (Happened event : events) {
            if ("INSTALLMENT_PAID".equals(event.read().event()) && !paid(provider, event)) {
                faults.add(event);
            }
        }
        return faults;
    }

    private boolean paidOut(String provider, Happened payout) {
        BigDecimal contracted = last("contracted");
        BigDecimal disbursed = last("disbursed");
        BigDecimal iof = last("iof");
        BigDecimal fees = last("fees");
        BigDecimal principals = principals();
        BigDecimal tax = tax(LocalDate.ofInstant(payout.read().occurredAt(), Banks.BRAZIL));
        return switch (provider) {
            case "base39" ->
                same(sum(disbursed, iof, orNothing(fees)), contracted, CENT)
                        && same(principals, contracted, FIVE_CENTS)
                        && same(iof, tax, TWO_CENTS);
            case "qitech" ->
                same(sum(disbursed, iof, fees), contracted, CENT)
                        && same(sum(disbursed, tax, fees), principals, FIVE_CENTS)
                        && same(iof, tax, TWO_CENTS);
            default -> true;
        };
    }

    private boolean paid(String provider, Happened payment) {
        Facts facts = payment.read().facts();
        BigDecimal paid = facts.amount("paid");
        Integer number = facts.count("number");
        BigDecimal due = facts.amount("due");
        Instalment listed = number == null ? null : schedule().get(number);
        if (due == null && listed != null) {
            due = listed.amount();
        }
        BigDecimal withFine = sum(due, orNothing(facts.amount("fine")));
        if (paid == null || due == null || withFine == null) {
            return true;
        }
        if (provider.equals("base39")) {
            BigDecimal discount = orNothing(facts.amount("discount"));
            return same(sum(paid, discount), sum(withFine, orNothing(facts.amount("interest"))), CENT);
        }
        if (!provider.equals("qitech")) {
            return true;
        }
        BigDecimal more = paid.subtract(withFine);
        return switch (String.valueOf(payment.read().status())) {
            case "paid" -> more.abs().compareTo(CENT) <= 0;
            case "paid_early" -> paid.subtract(due).compareTo(CENT) <= 0;
            case "paid_overdue" -> more.negate().compareTo(CENT) <= 0;
            default -> true;
        };
    }

    /** As far as both are known. */
    private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b, BigDecimal tolerance) {
        return a == null || b == null || a.subtract(b).abs().compareTo(tolerance) <= 0;
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal... amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            if (amount == null) {
                return null;
            }
            sum = sum.add(amount);
        }
        return sum;
    }

    private static BigDecimal orNothing(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private @Nullable BigDecimal principals() {
        var all = new ArrayList<@Nullable BigDecimal>();
        schedule().values().forEach(instalment -> all.add(instalment.principal()));
        return all.isEmpty() ? null : sum(all.toArray(new BigDecimal[0]));
    }

    /** Decreto 6.306: of each principal 0.0082 % for each day, of a year at most, and 0.38 %; in whole cents. */
    private @Nullable BigDecimal tax(LocalDate paidOut) {
        BigDecimal millionths = BigDecimal.ZERO;
        for (Instalment instalment : schedule().values()) {
            LocalDate due = instalment.due();
            BigDecimal principal = instalment.principal();
            if (due == null || principal == null) {
                return null;
            }
            long days = Math.min(365, Math.max(0, due.toEpochDay() - paidOut.toEpochDay()));
            millionths = millionths.add(principal.multiply(BigDecimal.valueOf(82 * days + 3_800)));
        }
        return schedule().isEmpty() ? null : millionths.movePointLeft(6).setScale(2, RoundingMode.HALF_UP);
    }

    private SortedMap<Integer, Instalment> schedule() {
        SortedMap<Integer, Instalment> last = new TreeMap<>();
        for (Happened event : events) {
            var said = event.read().facts().schedule();
            last = said.isEmpty() ? last : said;
        }
        return last;
    }

    private @Nullable BigDecimal last(String name) {
        BigDecimal last = null;
        for (Happened event : events) {
            BigDecimal said = event.read().facts().amount(name);
            last = said == null ? last : said;
        }
        return last;
    }

    /** Of what is reported overdue and not paid, by number; null: of one of them nobody said how much it is. */
    @Nullable
    BigDecimal overdue() {
        var dues = new TreeMap<Integer, BigDecimal>();
        var late = new TreeSet<Integer>();
        Happened lateWithoutNumber = null;
        for (Happened event : events) {
            Integer number = event.read().facts().count("number");
            BigDecimal due = event.read().facts().amount("due");
            boolean isPaid = "INSTALLMENT_PAID".equals(event.read().event());
            boolean isLate = "INSTALLMENT_OVERDUE".equals(event.read().event());
            if (number == null) {
                lateWithoutNumber = isLate ? event : isPaid ? null : lateWithoutNumber;
            } else if ((isLate || isPaid) && due != null) {
                dues.put(number, due);
            }
            if (number != null && isLate) {
                late.add(number);
            }
        }
        late.removeAll(paidNumbers());
        BigDecimal sum = BigDecimal.ZERO;
        for (int number : late) {
            Instalment listed = schedule().get(number);
            BigDecimal due = dues.get(number);
            sum = sum(sum, due == null && listed != null ? listed.amount() : due);
        }
        return lateWithoutNumber == null
                ? sum
                : sum(sum, lateWithoutNumber.read().facts().amount("due"));
    }

    private Set<Integer> paidNumbers() {
        var paid = new LinkedHashSet<Integer>();
        for (Happened event : events) {
            Integer number = event.read().facts().count("number");
            if (number != null && "INSTALLMENT_PAID".equals(event.read().event())) {
                paid.add(number);
            }
        }
        return paid;
    }

    /** Somebody who is late owes that at least, whatever else nobody told. */
    @Nullable
    BigDecimal owedInAll(BigDecimal allPaid) {
        BigDecimal remaining = outstanding(allPaid);
        BigDecimal late = overdue();
        return remaining != null || late == null || late.signum() == 0 ? remaining : late;
    }

    /** By the schedule, less what was paid for no instalment in particular; without one, of what was contracted. */
    private @Nullable BigDecimal outstanding(BigDecimal allPaid) {
        BigDecimal contracted = last("contracted");
        BigDecimal sum = BigDecimal.ZERO;
        if (schedule().isEmpty()) {
            sum = contracted == null ? null : contracted.subtract(allPaid);
        } else {
            var paid = paidNumbers();
            for (var each : schedule().entrySet()) {
                sum = paid.contains(each.getKey())
                        ? sum
                        : sum(sum, each.getValue().amount());
            }
            for (Happened event : events) {
                boolean forNone = event.read().facts().count("number") == null;
                if (sum != null
                        && forNone
                        && "INSTALLMENT_PAID".equals(event.read().event())) {
                    sum = sum.subtract(orNothing(event.read().facts().amount("paid")));
                }
            }
        }
        return sum == null || sum.signum() >= 0 ? sum : BigDecimal.ZERO;
    }
}

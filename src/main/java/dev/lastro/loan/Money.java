package dev.lastro.loan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The money rules of a lifecycle, tried on a loan. */
final class Money {

    private Money() {}

    /** One event's rules that fail, in the file's order. */
    record Mismatch(int at, List<Failure> failures) {

        /** Events that told an amount of any, and the event itself. */
        List<String> evidence() {
            return failures.stream()
                    .flatMap(failure -> failure.amounts.by().keySet().stream())
                    .distinct()
                    .toList();
        }

        /** The day on which the last of them happened. */
        LocalDate since() {
            return failures.stream()
                    .flatMap(failure -> failure.amounts.by().values().stream())
                    .map(event -> BusinessDates.of(event.occurredAt()))
                    .max(LocalDate::compareTo)
                    .orElseThrow();
        }

        String en() {
            return failures.stream().map(Failure::en).collect(Collectors.joining("; "));
        }

        String pt() {
            return failures.stream().map(Failure::pt).collect(Collectors.joining("; "));
        }
    }

    record Failure(MoneyRule rule, Amounts amounts, BigDecimal left, BigDecimal right) {

        String en() {
            return rule.name() + " is " + plain(left) + " where it should be " + plain(right) + " ("
                    + amounts.told().entrySet().stream()
                            .map(each -> each.getKey() + " " + plain(each.getValue()))
                            .collect(Collectors.joining(", "))
                    + ")";
        }

        String pt() {
            return rule.name() + " é " + comma(left) + " e deveria ser " + comma(right) + " ("
                    + amounts.told().entrySet().stream()
                            .map(each -> portuguese(each.getKey()) + " " + comma(each.getValue()))
                            .collect(Collectors.joining(", "))
                    + ")";
        }
    }

    /** In the loan's order. */
    static List<Mismatch> mismatches(History history) {
        List<MoneyRule> rules = history.lifecycle.money();
        if (rules.isEmpty()) {
            return List.of();
        }
        // most loans have none, and each pays for what is made here
        SortedMap<Integer, List<Failure>> failures = null;
        for (MoneyRule rule : rules) {
            for (int at = 0; at < history.steps.size(); at++) {
                LoanEvent event = history.event(at);
                if (!rule.isAbout(event)) {
                    continue;
                }
                Failure failure = failure(rule, history, event);
                if (failure != null) {
                    failures = failures == null ? new TreeMap<>() : failures;
                    failures.computeIfAbsent(at, a -> new ArrayList<>(1)).add(failure);
                }
                if (!rule.ofEvent()) {
                    break;
                }
            }
        }
        if (failures == null) {
            return List.of();
        }
        var mismatches = new ArrayList<Mismatch>(failures.size());
        failures.forEach((at, each) -> mismatches.add(new Mismatch(at, each)));
        return mismatches;
    }

    private static @Nullable Failure failure(MoneyRule rule, History history, LoanEvent event) {
        Amounts amounts = Amounts.of(rule, history, event);
        if (amounts == null) {
            return null;
        }
        try {
            BigDecimal left = rule.left().of(amounts.told());
            BigDecimal right = rule.right().of(amounts.told());
            boolean equal = left.subtract(right).abs().compareTo(rule.tolerance()) <= 0;
            return equal ? null : new Failure(rule, amounts, left, right);
        } catch (ArithmeticException e) {
            // what is divided by nothing proves nothing
            return null;
        }
    }

    private static String plain(BigDecimal amount) {
        return cents(amount).toPlainString();
    }

    private static String comma(BigDecimal amount) {
        return plain(amount).replace('.', ',');
    }

    /** At least cents, and no more than the eighth digit, which the tables hold. */
    private static BigDecimal cents(BigDecimal amount) {
        BigDecimal short8 = amount.setScale(8, RoundingMode.HALF_UP).stripTrailingZeros();
        return short8.scale() < 2 ? short8.setScale(2, RoundingMode.UNNECESSARY) : short8;
    }

    private static String portuguese(Amount amount) {
        return switch (amount) {
            case CONTRACTED -> "contratado";
            case DISBURSED -> "desembolsado";
            case IOF -> "IOF";
            case FEES -> "tarifas";
            case PRINCIPALS -> "soma dos principais";
            case SCHEDULED -> "soma das parcelas";
            case IOF_DUE -> "IOF recalculado";
            case PAID -> "pago";
            case DUE -> "parcela";
            case FINE -> "multa";
            case INTEREST -> "juros de mora";
            case DISCOUNT -> "desconto";
        };
    }
}

package dev.lastro.loan;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shipped lifecycles, read without the product's reader. */
final class TestLifecycles {

    /** The fixed holidays of November to January. */
    static final BankCalendar BANKS = new BankCalendar(
            List.of(
                    new BankCalendar.Fixed(MonthDay.of(11, 20), 2024, 9999),
                    new BankCalendar.Fixed(MonthDay.of(12, 25), 1900, 9999)),
            List.of(),
            List.of(LocalDate.of(2027, 1, 1)));

    /** From 2022 on, as jobs/rates/iof.yaml has them. */
    static final IofRates IOF = new IofRates(List.of(new IofRates.Rate(
            LocalDate.parse("2022-01-01"), new BigDecimal("0.000082"), 365, new BigDecimal("0.0038"))));

    /** The rules of base39-loan.yaml, by hand: its formulas are the reader's to read. */
    static final List<MoneyRule> MONEY = List.of(
            rule(
                    "net-disbursed",
                    EventType.DISBURSED,
                    a -> get(a, Amount.DISBURSED),
                    a -> get(a, Amount.CONTRACTED).subtract(get(a, Amount.IOF)).subtract(get(a, Amount.FEES)),
                    Set.of(Amount.DISBURSED, Amount.CONTRACTED, Amount.IOF, Amount.FEES),
                    Set.of(Amount.FEES),
                    "0.01"),
            rule(
                    "principals",
                    EventType.DISBURSED,
                    a -> get(a, Amount.PRINCIPALS),
                    a -> get(a, Amount.CONTRACTED),
                    Set.of(Amount.PRINCIPALS, Amount.CONTRACTED),
                    Set.of(),
                    "0.05"),
            rule(
                    "iof",
                    EventType.DISBURSED,
                    a -> get(a, Amount.IOF),
                    a -> get(a, Amount.IOF_DUE).setScale(2, RoundingMode.HALF_UP),
                    Set.of(Amount.IOF, Amount.IOF_DUE),
                    Set.of(),
                    "0.02"),
            rule(
                    "paid",
                    EventType.INSTALLMENT_PAID,
                    a -> get(a, Amount.PAID),
                    a -> get(a, Amount.DUE)
                            .add(get(a, Amount.FINE))
                            .add(get(a, Amount.INTEREST))
                            .subtract(get(a, Amount.DISCOUNT)),
                    Set.of(Amount.PAID, Amount.DUE, Amount.FINE, Amount.INTEREST, Amount.DISCOUNT),
                    Set.of(Amount.FINE, Amount.INTEREST, Amount.DISCOUNT),
                    "0.01"));

    private static MoneyRule rule(
            String name,
            EventType at,
            MoneyRule.Formula left,
            MoneyRule.Formula right,
            Set<Amount> names,
            Set<Amount> zero,
            String tolerance) {
        return new MoneyRule(name, at, left, right, new TreeSet<>(names), zero, new BigDecimal(tolerance));
    }

    private static BigDecimal get(Map<Amount, BigDecimal> amounts, Amount amount) {
        return Objects.requireNonNull(amounts.get(amount));
    }

    static final Lifecycle BASE39 = read("base39-loan");
    static final Lifecycle OPENCO = read("openco-loan");

    private TestLifecycles() {}

    /** Read anew each time: what is worked out once for all tests hides a mutant of the working out. */
    static Lifecycle named(String name) {
        return read(name);
    }

    private static Lifecycle read(String name) {
        Map<?, ?> file = map(PlainYaml.read(Path.of("jobs", "lifecycles", name + ".yaml")));
        var transitions = new LinkedHashMap<EventType, Transition>();
        map(file.get("transitions")).forEach((event, value) -> {
            Map<?, ?> transition = map(value);
            transitions.put(
                    EventType.valueOf(text(event)),
                    new Transition(
                            new LinkedHashSet<>(texts(transition.get("from"))),
                            text(transition.get("to")),
                            "true".equals(transition.get("optional"))));
        });
        var deadlines = new ArrayList<Deadline>();
        for (Object value : (List<?>) Objects.requireNonNull(file.get("deadlines"))) {
            Map<?, ?> deadline = map(value);
            deadlines.add(new Deadline(
                    text(deadline.get("in")),
                    Duration.parse(text(deadline.get("within"))),
                    texts(deadline.get("expects")).stream()
                            .map(EventType::valueOf)
                            .toList()));
        }
        return new Lifecycle(
                text(file.get("lifecycle")),
                Integer.parseInt(text(file.get("version"))),
                transitions,
                new LinkedHashSet<>(texts(file.get("terminal"))),
                deadlines,
                Duration.parse(text(file.get("grace"))),
                name.equals("base39-loan") ? MONEY : List.of(),
                IOF);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<String> texts(@Nullable Object value) {
        return ((List<?>) Objects.requireNonNull(value))
                .stream().map(TestLifecycles::text).toList();
    }

    private static String text(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }
}

package dev.lastro.loan;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shipped lifecycles, read without the product's reader. */
final class TestLifecycles {

    /** The fixed holidays of November to January, and Carnival. */
    static final BankCalendar BANKS = new BankCalendar(
            List.of(
                    new BankCalendar.Fixed(MonthDay.of(11, 20), 2024, 9999),
                    new BankCalendar.Fixed(MonthDay.of(12, 25), 1900, 9999)),
            List.of(new BankCalendar.Movable(-48, 1900, 9999), new BankCalendar.Movable(-47, 1900, 9999)),
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

    /** The rules of qitech-loan.yaml, by hand. */
    private static final List<MoneyRule> QITECH_MONEY = List.of(
            rule(
                    "net-disbursed",
                    EventType.DISBURSED,
                    a -> get(a, Amount.DISBURSED),
                    a -> get(a, Amount.CONTRACTED).subtract(get(a, Amount.IOF)).subtract(get(a, Amount.FEES)),
                    Set.of(Amount.DISBURSED, Amount.CONTRACTED, Amount.IOF, Amount.FEES),
                    Set.of(),
                    "0.01"),
            rule(
                    "principals",
                    EventType.DISBURSED,
                    a -> get(a, Amount.PRINCIPALS),
                    a -> get(a, Amount.DISBURSED)
                            .add(get(a, Amount.IOF_DUE).setScale(2, RoundingMode.HALF_UP))
                            .add(get(a, Amount.FEES)),
                    Set.of(Amount.PRINCIPALS, Amount.DISBURSED, Amount.IOF_DUE, Amount.FEES),
                    Set.of(),
                    "0.05"),
            MONEY.get(2),
            rule(
                    "paid",
                    EventType.INSTALLMENT_PAID,
                    Set.of("paid"),
                    a -> get(a, Amount.PAID),
                    TestLifecycles::dueAndFine,
                    Set.of(Amount.PAID, Amount.DUE, Amount.FINE),
                    Set.of(Amount.FINE),
                    "0.01"),
            rule(
                    "paid-early",
                    EventType.INSTALLMENT_PAID,
                    Set.of("paid_early"),
                    a -> get(a, Amount.PAID).max(get(a, Amount.DUE)),
                    a -> get(a, Amount.DUE),
                    Set.of(Amount.PAID, Amount.DUE),
                    Set.of(),
                    "0.01"),
            rule(
                    "paid-late",
                    EventType.INSTALLMENT_PAID,
                    Set.of("paid_overdue"),
                    a -> get(a, Amount.PAID).min(dueAndFine(a)),
                    TestLifecycles::dueAndFine,
                    Set.of(Amount.PAID, Amount.DUE, Amount.FINE),
                    Set.of(Amount.FINE),
                    "0.01"));

    private static final Map<String, List<MoneyRule>> MONEY_OF =
            Map.of("base39-loan", MONEY, "qitech-loan", QITECH_MONEY);

    private static final Pattern BANK_DAYS = Pattern.compile("P([0-9]+)BD");

    private static BigDecimal dueAndFine(Map<Amount, BigDecimal> amounts) {
        return get(amounts, Amount.DUE).add(get(amounts, Amount.FINE));
    }

    private static MoneyRule rule(
            String name,
            EventType at,
            MoneyRule.Formula left,
            MoneyRule.Formula right,
            Set<Amount> names,
            Set<Amount> zero,
            String tolerance) {
        return rule(name, at, Set.of(), left, right, names, zero, tolerance);
    }

    private static MoneyRule rule(
            String name,
            EventType at,
            Set<String> statuses,
            MoneyRule.Formula left,
            MoneyRule.Formula right,
            Set<Amount> names,
            Set<Amount> zero,
            String tolerance) {
        return new MoneyRule(name, at, statuses, left, right, new TreeSet<>(names), zero, new BigDecimal(tolerance));
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
                    within(text(deadline.get("within"))),
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
                MONEY_OF.getOrDefault(name, List.of()),
                IOF);
    }

    private static TemporalAmount within(String text) {
        Matcher bankDays = BANK_DAYS.matcher(text);
        return bankDays.matches() ? new BankDays(Integer.parseInt(bankDays.group(1)), BANKS) : Duration.parse(text);
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

package dev.lastro.provider;

import dev.lastro.loan.Amount;
import dev.lastro.loan.EventType;
import dev.lastro.loan.MoneyRule;
import dev.lastro.loan.MoneyRule.Formula;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the {@code money} of a lifecycle: by name what must be equal. */
final class MoneyReader {

    private MoneyReader() {}

    static List<MoneyRule> read(@Nullable Value value, Set<EventType> events) {
        List<MoneyRule> rules = new ArrayList<>();
        Section all = value == null ? null : value.section();
        if (all != null) {
            for (Map.Entry<String, Value> each : all.all().entrySet()) {
                Section section = each.getValue().section();
                MoneyRule rule = section == null ? null : rule(each.getKey(), section, events);
                if (rule != null) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    private static @Nullable MoneyRule rule(String name, Section section, Set<EventType> events) {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            section.problem("a money rule's name is a lower-case letter and up to 39 of a-z, 0-9 and -");
        }
        EventType at = at(section.required("at"), events);
        Set<String> statuses = statuses(section.optional("status"));
        Set<Amount> used = EnumSet.noneOf(Amount.class);
        Formula left = formula(section.required("left"), used);
        Formula right = formula(section.required("right"), used);
        Set<Amount> zero = zero(section.optional("absent-is-0"), used);
        BigDecimal tolerance = tolerance(section.required("tolerance"));
        section.close();
        if (left != null && right != null && used.isEmpty()) {
            section.problem("names no amount: it would always or never fail");
        }
        return at == null || left == null || right == null || tolerance == null
                ? null
                : new MoneyRule(name, at, statuses, left, right, used, zero, tolerance);
    }

    private static @Nullable Formula formula(@Nullable Value value, Set<Amount> used) {
        return value == null ? null : FormulaReader.read(value, used);
    }

    private static @Nullable EventType at(@Nullable Value value, Set<EventType> events) {
        String text = value == null ? null : value.text();
        EventType event = value == null || text == null ? null : RuleReader.eventType(value, text, "");
        if (value != null && event != null && !events.contains(event)) {
            value.problem(event + " is not among the transitions");
        }
        return event;
    }

    private static Set<String> statuses(@Nullable Value value) {
        Set<String> statuses = new TreeSet<>();
        for (Value item : value == null ? List.<Value>of() : value.oneOrMore()) {
            String text = item.text();
            if (text != null && !statuses.add(text)) {
                item.problem("'" + text + "' is there twice: leave one out");
            }
        }
        return statuses;
    }

    private static Set<Amount> zero(@Nullable Value value, Set<Amount> used) {
        Set<Amount> zero = EnumSet.noneOf(Amount.class);
        for (Value item : value == null ? List.<Value>of() : value.oneOrMore()) {
            Amount amount = item.oneOf(List.of(Amount.values()));
            if (amount != null && !used.contains(amount)) {
                item.problem("'" + amount + "' is on neither side");
            } else if (amount != null) {
                zero.add(amount);
            }
        }
        return zero;
    }

    private static @Nullable BigDecimal tolerance(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,8})?")) {
            value.problem("'" + text + "' is no amount such as 0.01");
            return null;
        }
        return new BigDecimal(text);
    }
}

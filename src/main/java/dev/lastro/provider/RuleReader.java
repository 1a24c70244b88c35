package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.provider.Rule.Condition;
import dev.lastro.provider.Rule.TypePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code rules:} of a provider's {@code event:}. */
final class RuleReader {

    private static final String NOT_A_LOAN_EVENT = "not-a-loan-event";

    private final FieldReader fields;
    private final FactReader facts;

    RuleReader(FieldReader fields, AmountFormat amounts) {
        this.fields = fields;
        this.facts = new FactReader(fields, amounts);
    }

    List<Rule> rules(Section event) {
        FactFields everywhere = facts.read(event.optional("facts"));
        List<Rule> rules = new ArrayList<>();
        for (Value item : event.requiredList("rules")) {
            Section section = item.section();
            if (section != null) {
                Rule rule = rule(section, everywhere);
                section.close();
                rules.stream()
                        .filter(earlier -> hides(earlier, rule))
                        .findFirst()
                        .ifPresent(earlier -> item.problem("is never reached: an earlier rule for "
                                + named(earlier.types()) + " takes all of it"));
                rules.add(rule);
            }
        }
        return List.copyOf(rules);
    }

    private Rule rule(Section section, FactFields everywhere) {
        List<TypePattern> types = types(section.requiredOneOrMore("type"));
        Value status = section.optional("status");
        Set<String> statuses = status == null ? Set.of() : new LinkedHashSet<>(status.texts());
        List<Condition> where = conditions(section.optional("where"));
        FactFields told = facts.with(everywhere, section.optional("facts"));
        EventType event = eventType(section.required("event"));
        return new Rule(section.spot(), types, Set.copyOf(statuses), where, event, told);
    }

    private List<Condition> conditions(@Nullable Value value) {
        List<Condition> conditions = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.oneOrMore()) {
            Section section = item.section();
            if (section != null) {
                conditions.add(new Condition(fields.read(section), types(section.requiredOneOrMore("is"))));
                section.close();
            }
        }
        return List.copyOf(conditions);
    }

    private static @Nullable EventType eventType(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null || text.equals(NOT_A_LOAN_EVENT)) {
            return null;
        }
        return eventType(value, text, NOT_A_LOAN_EVENT + ", ");
    }

    /** @return null, with a problem noted, for a word that is none */
    static @Nullable EventType eventType(Value value, String text, String others) {
        for (EventType type : EventType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        value.problem("'" + text + "' is no event; there are " + others
                + Arrays.stream(EventType.values()).map(Enum::name).collect(Collectors.joining(", ")));
        return null;
    }

    static List<TypePattern> types(List<Value> values) {
        List<TypePattern> types = new ArrayList<>();
        for (Value item : values) {
            String text = item.text();
            if (text != null && text.indexOf('*') >= 0 && text.indexOf('*') < text.length() - 1) {
                item.problem("'" + text + "': a '*' can only be the last character");
            } else if (text != null) {
                types.add(TypePattern.of(text));
            }
        }
        return List.copyOf(types);
    }

    private static String named(List<TypePattern> types) {
        return types.stream().map(TypePattern::toString).collect(Collectors.joining(", "));
    }

    private static boolean hides(Rule earlier, Rule later) {
        boolean types = !later.types().isEmpty()
                && later.types().stream()
                        .allMatch(type -> earlier.types().stream().anyMatch(pattern -> pattern.covers(type)));
        boolean statuses = earlier.statuses().isEmpty()
                || (!later.statuses().isEmpty() && earlier.statuses().containsAll(later.statuses()));
        boolean where =
                earlier.where().stream().allMatch(mine -> later.where().stream().anyMatch(mine::covers));
        return types && statuses && where;
    }
}

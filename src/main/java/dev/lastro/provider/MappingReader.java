package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.provider.Mapping.LoanId;
import dev.lastro.provider.Rule.TypePattern;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and checks the part {@code event:} of a provider's file; {@link Mapping} says what it means. */
final class MappingReader {

    static final String NOT_A_LOAN_EVENT = "not-a-loan-event";

    private final PointerTrie trie = new PointerTrie();
    private final List<Pointer> bases = new ArrayList<>();
    private TimeFormat timeFormat = TimeFormat.ISO;
    private boolean timeOtherwiseReceived;

    private MappingReader() {}

    /** What it returns is only fit for use where no problem was noted. */
    static Mapping read(Section event) {
        return new MappingReader().mapping(event);
    }

    private Mapping mapping(Section event) {
        Value base = event.optional("base");
        Pointer.readAll(base).forEach(pointer -> {
            if (base != null && pointer.relative()) {
                base.problem("'" + pointer.text() + "' is relative to the base itself: begin with '/'");
            } else {
                bases.add(pointer);
            }
        });
        List<Integer> baseSlots =
                bases.stream().map(pointer -> trie.slot(pointer.tokens())).toList();
        Mapping mapping = new Mapping(
                trie,
                baseSlots,
                field(event.optional("event-id")),
                field(event.required("type")),
                field(event.optional("status")),
                field(event.optional("previous-status")),
                loanIds(event.required("loan-id")),
                occurredAt(event.required("occurred-at")),
                timeFormat,
                timeOtherwiseReceived,
                rules(event));
        event.close();
        return mapping;
    }

    private Field field(@Nullable Value value) {
        List<Pointer> pointers = Pointer.readAll(value);
        if (value != null && bases.isEmpty() && pointers.stream().anyMatch(Pointer::relative)) {
            value.problem("'./' points into the base object, but there is no 'base:'");
            return Field.NOWHERE;
        }
        return Field.of(pointers, bases, trie);
    }

    private List<LoanId> loanIds(@Nullable Value value) {
        List<LoanId> ids = new ArrayList<>();
        if (value != null && value.isList() && value.list().stream().anyMatch(Value::isSection)) {
            for (Value item : value.list()) {
                Section one = item.section();
                if (one != null) {
                    Value types = one.required("types");
                    ids.add(new LoanId(types == null ? List.of() : types(types), field(one.required("at"))));
                    one.close();
                }
            }
        } else if (value != null) {
            ids.add(new LoanId(List.of(), field(value)));
        }
        return List.copyOf(ids);
    }

    private Field occurredAt(@Nullable Value value) {
        if (value == null || !value.isSection()) {
            return field(value);
        }
        Section section = value.section();
        if (section == null) {
            return Field.NOWHERE;
        }
        Field at = field(section.required("at"));
        ZoneId zone = zone(section.optional("zone"));
        Value format = section.optional("format");
        String text = format == null ? "iso-8601" : format.text();
        timeFormat = new TimeFormat(null, zone);
        if (format != null && text != null && !text.equals("iso-8601")) {
            try {
                timeFormat = TimeFormat.pattern(text, zone);
            } catch (IllegalArgumentException | DateTimeException e) {
                format.problem("'" + text + "' is neither iso-8601 nor a pattern such as uuuu-MM-dd HH:mm:ss: "
                        + e.getMessage());
            }
            if (zone == null && timeFormat.formatter() != null && !TimeFormat.hasOffset(text)) {
                format.problem("'" + text + "' has no offset: say with 'zone:' whose local time it is");
            }
        }
        Value otherwise = section.optional("otherwise");
        String choice = otherwise == null ? null : otherwise.text();
        timeOtherwiseReceived = "received-at".equals(choice);
        if (otherwise != null && choice != null && !timeOtherwiseReceived) {
            otherwise.problem("'" + choice + "' is unknown: it can only be received-at");
        }
        section.close();
        return at;
    }

    private static @Nullable ZoneId zone(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            value.problem("'" + text + "' is no time zone: write America/Sao_Paulo or -03:00, for instance");
            return null;
        }
    }

    private List<Rule> rules(Section event) {
        FactFields everywhere = new FactFields(facts(event.optional("facts")));
        Value value = event.required("rules");
        List<Rule> rules = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.list()) {
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
        Value type = section.required("type");
        Value status = section.optional("status");
        Set<String> statuses = status == null ? Set.of() : new LinkedHashSet<>(status.texts());
        Map<FactKey, Field> own = facts(section.optional("facts"));
        EventType event = eventType(section.required("event"));
        return new Rule(
                section.spot(),
                type == null ? List.of() : types(type),
                Set.copyOf(statuses),
                event,
                everywhere.with(own));
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

    private Map<FactKey, Field> facts(@Nullable Value value) {
        Map<FactKey, Field> facts = new EnumMap<>(FactKey.class);
        Section section = value == null ? null : value.section();
        if (section != null) {
            section.all().forEach((name, pointers) -> {
                FactKey key = FactKey.of(name);
                if (key == null) {
                    pointers.problem("is no fact; there are " + FactKey.known());
                } else {
                    facts.put(key, field(pointers));
                }
            });
        }
        return facts;
    }

    private static List<TypePattern> types(Value value) {
        List<TypePattern> types = new ArrayList<>();
        for (Value item : value.oneOrMore()) {
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
        return types && statuses;
    }
}

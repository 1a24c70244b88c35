package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks one {@code lifecycles/<name>.yaml} (spec section 5). */
final class LifecycleReader {

    /** Every state that can be reached, which is every state that there is. */
    private final Set<String> states = new LinkedHashSet<>(Set.of(Lifecycle.NONE));

    private final Map<EventType, Transition> transitions = new LinkedHashMap<>();

    private LifecycleReader() {}

    /** What it returns is only fit for use where no problem was noted. */
    static Lifecycle read(Section file, String name) {
        return new LifecycleReader().lifecycle(file, name);
    }

    private Lifecycle lifecycle(Section file, String name) {
        ProviderReader.name(file, "lifecycle", name);
        Value versionValue = file.required("version");
        Integer version = versionValue == null ? null : versionValue.integer(1, 1_000_000);
        Value value = file.required("transitions");
        Section section = value == null ? null : value.section();
        Map<String, Value> byEvent = section == null ? Map.of() : section.all();
        if (section != null && byEvent.isEmpty()) {
            section.problem("there is no transition: a lifecycle needs at least one");
        }
        byEvent.values().forEach(this::state);
        byEvent.forEach(this::transition);
        Value terminalValue = file.required("terminal");
        Set<String> terminal = new LinkedHashSet<>();
        for (Value item : terminalValue == null ? List.<Value>of() : terminalValue.list()) {
            terminal.addAll(known(item));
        }
        Duration grace = duration(file.required("grace"));
        Lifecycle lifecycle = new Lifecycle(
                name,
                version == null ? 0 : version,
                Collections.unmodifiableMap(transitions),
                Collections.unmodifiableSet(terminal),
                deadlines(file.optional("deadlines")),
                grace == null ? Duration.ZERO : grace);
        file.close();
        return lifecycle;
    }

    /** First round: where the transitions lead to, so that the second knows every state. */
    private void state(Value transition) {
        Section section = transition.isSection() ? transition.section() : null;
        Value to = section == null ? null : section.optional("to");
        String text = to == null ? null : to.text();
        if (to == null || text == null) {
            return;
        }
        if (text.equals(Lifecycle.NONE)) {
            to.problem("NONE is where a loan comes from: no event leads there");
        } else if (!text.matches("[A-Z][A-Z0-9_]{0,31}")) {
            to.problem("'" + text + "' is no name for a state: up to 32 of A-Z, 0-9 and _, first a letter");
        }
        states.add(text);
    }

    private void transition(String name, Value value) {
        EventType event = MappingReader.eventType(value, name, "");
        Section section = value.section();
        if (section == null) {
            return;
        }
        Set<String> from = new LinkedHashSet<>();
        Value fromValue = section.required("from");
        for (Value item : fromValue == null ? List.<Value>of() : fromValue.oneOrMore()) {
            from.addAll(known(item));
        }
        Value toValue = section.required("to");
        // noted by the first round where it is not usable
        String to = toValue == null || toValue.isList() || toValue.isSection() ? null : toValue.text();
        Value optionalValue = section.optional("optional");
        Boolean optional = optionalValue == null ? Boolean.FALSE : optionalValue.bool();
        section.close();
        if (event != null && to != null && optional != null) {
            transitions.put(event, new Transition(Collections.unmodifiableSet(from), to, optional));
        }
    }

    private List<Deadline> deadlines(@Nullable Value value) {
        List<Deadline> deadlines = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Value item : value == null ? List.<Value>of() : value.list()) {
            Section section = item.section();
            if (section == null) {
                continue;
            }
            Value in = section.required("in");
            List<String> state = in == null ? List.of() : known(in);
            if (in != null && !state.isEmpty() && !seen.add(state.getFirst())) {
                in.problem("'" + state.getFirst() + "' has a deadline already: a state has one");
            }
            Duration within = duration(section.required("within"));
            List<EventType> expects = expects(section.required("expects"));
            section.close();
            if (!state.isEmpty() && within != null) {
                deadlines.add(new Deadline(state.getFirst(), within, expects));
            }
        }
        return List.copyOf(deadlines);
    }

    private List<EventType> expects(@Nullable Value value) {
        List<EventType> expects = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.list()) {
            String text = item.text();
            EventType event = text == null ? null : MappingReader.eventType(item, text, "");
            if (event != null && !transitions.containsKey(event)) {
                item.problem("'" + text + "' is not among the transitions: it can never come");
            } else if (event != null) {
                expects.add(event);
            }
        }
        return List.copyOf(expects);
    }

    /** The state that a value names; none, with a problem noted, where there is no such state. */
    private List<String> known(Value value) {
        String text = value.text();
        if (text == null) {
            return List.of();
        }
        if (!states.contains(text)) {
            value.problem("'" + text + "' is no state: no transition leads to it; there are "
                    + states.stream().sorted().toList());
            return List.of();
        }
        return List.of(text);
    }

    private static @Nullable Duration duration(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
            value.problem("'" + text + "' is negative");
        } catch (DateTimeException e) {
            value.problem(
                    text.matches("P[0-9]+BD")
                            ? "'" + text + "': business days are not there yet: write days, as in P2D"
                            : "'" + text
                                    + "' is no duration: write P2D for two days (of 24 hours) or PT1H for an hour");
        }
        return null;
    }
}

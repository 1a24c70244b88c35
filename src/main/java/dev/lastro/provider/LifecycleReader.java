package dev.lastro.provider;

import dev.lastro.loan.EventType;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import dev.lastro.provider.DefinitionException.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code lifecycles/<name>.yaml} (spec section 5). Whether it makes sense is for {@link Lifecycle} to say. */
final class LifecycleReader {

    private final List<Problem> problems;
    /** Where each key stands, for what {@link Lifecycle} has to say about it. */
    private final Map<String, Spot> spots = new HashMap<>();

    private LifecycleReader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * @param problems where what is wrong is noted
     * @return null where anything is
     */
    static @Nullable Lifecycle read(Section file, String name, List<Problem> problems) {
        return new LifecycleReader(problems).lifecycle(file, name);
    }

    private @Nullable Lifecycle lifecycle(Section file, String name) {
        int before = problems.size();
        DefinitionFiles.sameName(file, "lifecycle", name);
        Integer version = file.requiredInteger("version", 1, 1_000_000);
        Map<EventType, Transition> transitions = transitions(section(file.required("transitions")));
        Value terminalValue = at(file.required("terminal"));
        Set<String> terminal = new LinkedHashSet<>();
        for (Value item : terminalValue == null ? List.<Value>of() : terminalValue.list()) {
            addText(item, terminal);
        }
        List<Deadline> deadlines = deadlines(at(file.optional("deadlines")));
        Duration grace = duration(at(file.required("grace")));
        file.close();
        if (problems.size() > before || version == null || grace == null) {
            return null;
        }
        List<Lifecycle.Problem> wrong = Lifecycle.problems(name, version, transitions, terminal, deadlines, grace);
        for (Lifecycle.Problem problem : wrong) {
            Spot spot = Objects.requireNonNullElse(spots.get(problem.key()), file.spot());
            problems.add(new Problem(spot.file(), spot.line(), problem.key(), problem.message()));
        }
        return wrong.isEmpty() ? new Lifecycle(name, version, transitions, terminal, deadlines, grace) : null;
    }

    private Map<EventType, Transition> transitions(@Nullable Section section) {
        Map<EventType, Transition> transitions = new LinkedHashMap<>();
        if (section != null) {
            section.all().forEach((name, one) -> {
                EventType event = RuleReader.eventType(one, name, "");
                Transition transition = transition(section(one));
                if (event != null && transition != null) {
                    transitions.put(event, transition);
                }
            });
        }
        return transitions;
    }

    private @Nullable Transition transition(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        Value fromValue = at(section.required("from"));
        Set<String> from = new LinkedHashSet<>();
        for (Value item : fromValue == null ? List.<Value>of() : fromValue.oneOrMore()) {
            addText(item, from);
        }
        Value toValue = at(section.required("to"));
        String to = toValue == null ? null : toValue.text();
        Value optionalValue = section.optional("optional");
        Boolean optional = optionalValue == null ? Boolean.FALSE : optionalValue.bool();
        section.close();
        return to == null || optional == null ? null : new Transition(from, to, optional);
    }

    private List<Deadline> deadlines(@Nullable Value value) {
        List<Deadline> deadlines = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.list()) {
            Section section = section(item);
            if (section == null) {
                continue;
            }
            Value inValue = at(section.required("in"));
            String in = inValue == null ? null : inValue.text();
            Duration within = duration(at(section.required("within")));
            List<EventType> expects = events(at(section.required("expects")));
            section.close();
            if (in != null && within != null) {
                deadlines.add(new Deadline(in, within, expects));
            }
        }
        return deadlines;
    }

    private static List<EventType> events(@Nullable Value value) {
        List<EventType> events = new ArrayList<>();
        for (Value item : value == null ? List.<Value>of() : value.list()) {
            String text = item.text();
            EventType event = text == null ? null : RuleReader.eventType(item, text, "");
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    private static @Nullable Duration duration(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            value.problem(
                    text.matches("P[0-9]+BD")
                            ? "'" + text + "': business days are not there yet: write days, as in P2D"
                            : "'" + text
                                    + "' is no duration: write P2D for two days (of 24 hours) or PT1H for an hour");
            return null;
        }
    }

    private static void addText(Value value, Set<String> texts) {
        String text = value.text();
        if (text != null && !texts.add(text)) {
            value.problem("'" + text + "' is there twice: leave one out");
        }
    }

    private @Nullable Value at(@Nullable Value value) {
        if (value != null) {
            spots.put(value.spot().key(), value.spot());
        }
        return value;
    }

    private @Nullable Section section(@Nullable Value value) {
        Value one = at(value);
        return one == null ? null : one.section();
    }
}

package dev.lastro.provider;

import dev.lastro.loan.Amount;
import dev.lastro.loan.BankCalendar;
import dev.lastro.loan.BankDays;
import dev.lastro.loan.EventType;
import dev.lastro.loan.IofRates;
import dev.lastro.loan.Lifecycle;
import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import dev.lastro.loan.MoneyRule;
import dev.lastro.provider.DefinitionException.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one {@code lifecycles/<name>.yaml} (spec section 5). Whether it makes sense is for {@link Lifecycle} to say. */
final class LifecycleReader {

    /** By which business days are counted unless the file says otherwise. */
    static final String CALENDAR = "brazil-banks";

    private static final Pattern BANK_DAYS = Pattern.compile("P[0-9]{1,4}BD");

    private final List<Problem> problems;
    /** Where each key stands, for what {@link Lifecycle} has to say about it. */
    private final Map<String, Spot> spots = new HashMap<>();

    private final Map<String, BankCalendar> calendars;
    private final @Nullable IofRates iofRates;
    private @Nullable BankCalendar calendar;

    private LifecycleReader(Map<String, BankCalendar> calendars, @Nullable IofRates iofRates, List<Problem> problems) {
        this.calendars = calendars;
        this.iofRates = iofRates;
        this.problems = problems;
    }

    /**
     * @param iofRates null where there are none
     * @param problems where what is wrong is noted
     * @return null where anything is
     */
    static @Nullable Lifecycle read(
            Section file,
            String name,
            Map<String, BankCalendar> calendars,
            @Nullable IofRates iofRates,
            List<Problem> problems) {
        return new LifecycleReader(calendars, iofRates, problems).lifecycle(file, name);
    }

    private @Nullable Lifecycle lifecycle(Section file, String name) {
        int before = problems.size();
        DefinitionFiles.sameName(file, "lifecycle", name);
        Integer version = file.requiredInteger("version", 1, 1_000_000);
        calendar = calendar(file.optional("calendar"));
        Map<EventType, Transition> transitions = transitions(section(file.required("transitions")));
        Value terminalValue = at(file.required("terminal"));
        Set<String> terminal = new LinkedHashSet<>();
        for (Value item : terminalValue == null ? List.<Value>of() : terminalValue.list()) {
            addText(item, terminal);
        }
        List<Deadline> deadlines = deadlines(at(file.optional("deadlines")));
        Duration grace = duration(at(file.required("grace")));
        Value moneyValue = file.optional("money");
        List<MoneyRule> money = MoneyReader.read(moneyValue, transitions.keySet());
        boolean recomputed = money.stream().anyMatch(rule -> rule.names().contains(Amount.IOF_DUE));
        if (moneyValue != null && recomputed && iofRates == null) {
            moneyValue.problem("iof_due wants rates/iof.yaml, and there is none");
        }
        file.close();
        if (problems.size() > before || version == null || grace == null) {
            return null;
        }
        List<Lifecycle.Problem> wrong = Lifecycle.problems(name, version, transitions, terminal, deadlines, grace);
        for (Lifecycle.Problem problem : wrong) {
            Spot spot = Objects.requireNonNullElse(spots.get(problem.key()), file.spot());
            problems.add(new Problem(spot.file(), spot.line(), problem.key(), problem.message()));
        }
        return wrong.isEmpty()
                ? new Lifecycle(
                        name, version, transitions, terminal, deadlines, grace, money, recomputed ? iofRates : null)
                : null;
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
            TemporalAmount within = within(at(section.required("within")));
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

    private @Nullable BankCalendar calendar(@Nullable Value value) {
        String name = value == null ? CALENDAR : value.text();
        BankCalendar found = name == null ? null : calendars.get(name);
        if (value != null && name != null && found == null) {
            value.problem("there is no calendars/" + name + ".yaml; there are " + calendars.keySet());
        }
        return found;
    }

    private @Nullable TemporalAmount within(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null || !BANK_DAYS.matcher(text).matches()) {
            return duration(value);
        }
        if (calendar == null) {
            value.problem("'" + text + "' counts by calendars/" + CALENDAR + ".yaml, and there is none");
            return null;
        }
        return new BankDays(Integer.parseInt(text.substring(1, text.length() - 2)), calendar);
    }

    private static @Nullable Duration duration(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            value.problem("'" + text + "' is no duration: write P2D for two days (of 24 hours) or PT1H for an hour;"
                    + " within may be P1BD, a bank business day");
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

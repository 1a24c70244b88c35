package dev.lastro.loan;

import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expected course of a loan ({@code jobs/lifecycles/<name>.yaml}, spec section 5). Immutable; reads like a record,
 * and is none because it keeps what the fold needs worked out beforehand ({@link Course}).
 */
public final class Lifecycle {

    /** The state of a loan of which nothing is known yet. */
    public static final String NONE = "NONE";

    /** Where an event leads that happens beside the course: the loan stays where it is. */
    public static final String SAME = "SAME";

    private final String name;
    private final int version;
    private final Map<EventType, Transition> transitions;
    private final Set<String> terminal;
    private final List<Deadline> deadlines;
    private final Duration grace;
    private final List<MoneyRule> money;
    private final @Nullable IofRates iofRates;
    private final Course course;

    /**
     * @param transitions in the file's order: an event's rank is its place here
     * @param grace added to every deadline before it is a finding
     * @throws IllegalArgumentException naming everything that {@link #problems} finds, one a line
     */
    public Lifecycle(
            String name,
            int version,
            Map<EventType, Transition> transitions,
            Set<String> terminal,
            List<Deadline> deadlines,
            Duration grace) {
        this(name, version, transitions, terminal, deadlines, grace, List.of(), null);
    }

    /**
     * @param money what must be equal of a loan's amounts
     * @param iofRates null: no tax is recomputed
     */
    public Lifecycle(
            String name,
            int version,
            Map<EventType, Transition> transitions,
            Set<String> terminal,
            List<Deadline> deadlines,
            Duration grace,
            List<MoneyRule> money,
            @Nullable IofRates iofRates) {
        List<Problem> problems = problems(name, version, transitions, terminal, deadlines, grace);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        this.name = name;
        this.version = version;
        this.transitions = Collections.unmodifiableMap(new LinkedHashMap<>(transitions));
        this.terminal = Collections.unmodifiableSet(new LinkedHashSet<>(terminal));
        this.deadlines = List.copyOf(deadlines);
        this.grace = grace;
        this.money = List.copyOf(money);
        this.iofRates = iofRates;
        this.course = new Course(this.transitions, this.terminal, this.deadlines);
    }

    /** All that is wrong with such a lifecycle, in the order of a file; empty where the constructor would take it. */
    public static List<Problem> problems(
            String name,
            int version,
            Map<EventType, Transition> transitions,
            Set<String> terminal,
            List<Deadline> deadlines,
            Duration grace) {
        return new LifecycleCheck(name, version, transitions, terminal, deadlines, grace).problems();
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    /** In the file's order: an event's rank is its place here. */
    public Map<EventType, Transition> transitions() {
        return transitions;
    }

    public Set<String> terminal() {
        return terminal;
    }

    public List<Deadline> deadlines() {
        return deadlines;
    }

    public Duration grace() {
        return grace;
    }

    public List<MoneyRule> money() {
        return money;
    }

    @Nullable
    IofRates iofRates() {
        return iofRates;
    }

    Course course() {
        return course;
    }

    @Override
    public String toString() {
        return name + " version " + version;
    }

    /**
     * @param to {@link #SAME}: each of {@code from} to itself
     * @param optional false: a chain that passes over this event leaves a MISSING_STEP
     */
    public record Transition(Set<String> from, String to, boolean optional) {

        public Transition {
            from = Collections.unmodifiableSet(new LinkedHashSet<>(from));
        }

        /** Where it leads from one of its states. */
        String next(String state) {
            return to.equals(SAME) ? state : to;
        }
    }

    /**
     * @param within a {@link Duration} or {@link BankDays}
     * @param expects the events of which one should leave the state in time; the first names the finding
     */
    public record Deadline(String in, TemporalAmount within, List<EventType> expects) {

        public Deadline {
            expects = List.copyOf(expects);
        }
    }

    /**
     * @param key where in the file: {@code transitions.SIGNED.from}, {@code deadlines[2].expects}
     * @param message what is wrong, with the value
     */
    public record Problem(String key, String message) {

        @Override
        public String toString() {
            return key + ": " + message;
        }
    }
}

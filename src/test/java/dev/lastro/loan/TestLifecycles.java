package dev.lastro.loan;

import dev.lastro.loan.Lifecycle.Deadline;
import dev.lastro.loan.Lifecycle.Transition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shipped lifecycles, read without the product's reader. */
final class TestLifecycles {

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
                Duration.parse(text(file.get("grace"))));
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

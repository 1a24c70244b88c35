package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Keys with values. A key that nobody asked for until {@link #close()} is a problem. */
final class Section {

    private final Spot spot;
    private final MappingNode node;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem> problems;

    private Section(Spot spot, MappingNode node, List<Problem> problems) {
        this.spot = spot;
        this.node = node;
        this.problems = problems;
    }

    static Section of(Spot spot, MappingNode node, List<Problem> problems) {
        Section section = new Section(spot, node, problems);
        for (NodeTuple tuple : node.getValue()) {
            int line = Value.line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new Spot(spot.file(), line, spot.key()).problem("has a key that is not a text"));
                continue;
            }
            Spot at = spot.child(key.getValue(), line);
            if (section.values.putIfAbsent(key.getValue(), new Value(at, tuple.getValueNode(), problems)) != null) {
                problems.add(at.problem("is given twice: leave one out"));
            }
        }
        return section;
    }

    Spot spot() {
        return spot;
    }

    MappingNode node() {
        return node;
    }

    void problem(String message) {
        problems.add(spot.problem(message));
    }

    /** Every key with its value in the file's order, all of them taken as known. */
    Map<String, Value> all() {
        known.addAll(values.keySet());
        return values;
    }

    @Nullable
    Value optional(String key) {
        known.add(key);
        return values.get(key);
    }

    @Nullable
    Value required(String key) {
        Value value = optional(key);
        if (value == null) {
            problem("the key '" + key + "' is missing");
        }
        return value;
    }

    @Nullable
    String requiredText(String key) {
        Value value = required(key);
        return value == null ? null : value.text();
    }

    @Nullable
    Integer requiredInteger(String key, int least, int most) {
        Value value = required(key);
        return value == null ? null : value.integer(least, most);
    }

    /** Empty, with a problem noted, where there is none. */
    List<Value> requiredList(String key) {
        Value value = required(key);
        return value == null ? List.of() : value.list();
    }

    /** Empty, with a problem noted, where there is none. */
    List<Value> requiredOneOrMore(String key) {
        Value value = required(key);
        return value == null ? List.of() : value.oneOrMore();
    }

    @Nullable
    Section requiredSection(String key) {
        Value value = required(key);
        return value == null ? null : value.section();
    }

    /** To be called once every known key was asked for. */
    void close() {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                value.problem("is not a key that is known here; known are " + String.join(", ", known));
            }
        });
    }
}

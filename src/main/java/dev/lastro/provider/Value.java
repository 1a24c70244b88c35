package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of a definition, still knowing where it stands. Each reading method notes a problem and returns null (or an
 * empty list) where the value is not of the kind that is asked for, so that a file's problems are all found at once.
 *
 * <p>No message made here shows the value itself: it may be a secret.
 */
final class Value {

    /** What a plain scalar may resolve to; as text it counts as it is written, whatever a YAML version makes of it. */
    private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

    private final Spot spot;
    private final Node node;
    private final List<Problem> problems;

    Value(Spot spot, Node node, List<Problem> problems) {
        this.spot = spot;
        this.node = node;
        this.problems = problems;
    }

    Spot spot() {
        return spot;
    }

    void problem(String message) {
        problems.add(spot.problem(message));
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isSection() {
        return node instanceof MappingNode;
    }

    /** The text as written, not blank. */
    @Nullable
    String text() {
        if (node instanceof ScalarNode scalar && SCALARS.contains(scalar.getTag())) {
            if (scalar.getValue().isBlank()) {
                problem("is empty: give a text");
                return null;
            }
            return scalar.getValue();
        }
        problem("is " + kind() + " where one text is wanted");
        return null;
    }

    /** The text as written, which may be blank. */
    @Nullable
    String anyText() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR) ? scalar.getValue() : text();
    }

    /** The choice whose {@code toString} is the text. */
    <T> @Nullable T oneOf(Collection<T> choices) {
        String text = text();
        for (T choice : choices) {
            if (choice.toString().equals(text)) {
                return choice;
            }
        }
        if (text != null) {
            problem("'" + text + "' is not known here; there are "
                    + choices.stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        return null;
    }

    @Nullable
    Integer integer(int least, int most) {
        String text = node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT) ? scalar.getValue() : "";
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.valueOf(text);
        }
        problem("is not a whole number from " + least + " to " + most);
        return null;
    }

    @Nullable
    Boolean bool() {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Set.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(java.util.Locale.ROOT));
        }
        problem("is neither true nor false");
        return null;
    }

    /** The items of a list that has at least one. */
    List<Value> list() {
        if (!(node instanceof SequenceNode sequence)) {
            problem("is " + kind() + " where a list is wanted: [" + "…]");
            return List.of();
        }
        if (sequence.getValue().isEmpty()) {
            problem("is an empty list: give at least one");
        }
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Value(spot.item(items.size(), line(item)), item, problems));
        }
        return items;
    }

    /** The items of a list, or the one value that stands for a list of one. */
    List<Value> oneOrMore() {
        return isList() ? list() : List.of(this);
    }

    /** The texts of {@link #oneOrMore()}; what is no text is left out and noted. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Value item : oneOrMore()) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    @Nullable
    Section section() {
        if (node instanceof MappingNode mapping) {
            return Section.of(spot, mapping, problems);
        }
        problem("is " + kind() + " where keys with values are wanted");
        return null;
    }

    static int line(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    private String kind() {
        return switch (node) {
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "a group of keys";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar when !SCALARS.contains(scalar.getTag()) -> "tagged " + scalar.getTag();
            default -> "a single value";
        };
    }
}

package dev.lastro.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object while it is being made: its own writer, so that the bytes owe nothing to any library's taste. */
final class Tree {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** {@code namesAndValues}: name, value, name, value …; a value is a text, number, boolean, null, list or tree. */
    static Tree of(@Nullable Object... namesAndValues) {
        var tree = new Tree();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException("not a name: " + namesAndValues[i]);
            }
            tree.members.put(name, namesAndValues[i + 1]);
        }
        return tree;
    }

    Tree put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    @Nullable
    Object get(String name) {
        return members.get(name);
    }

    Tree tree(String name) {
        if (members.get(name) instanceof Tree tree) {
            return tree;
        }
        throw new IllegalArgumentException("no object at " + name);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    Tree remove(String name) {
        members.remove(name);
        return this;
    }

    Tree copy() {
        var copy = new Tree();
        members.forEach((name, value) -> copy.members.put(name, copyOf(value)));
        return copy;
    }

    private static @Nullable Object copyOf(@Nullable Object value) {
        if (value instanceof Tree tree) {
            return tree.copy();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copies = new ArrayList<>();
            list.forEach(item -> copies.add(copyOf(item)));
            return copies;
        }
        return value;
    }

    /** The members in another order, as a sender's other library would write them. */
    Tree reversed() {
        var copy = new Tree();
        List<String> names = new ArrayList<>(members.keySet());
        names.reversed().forEach(name -> copy.members.put(name, copyOf(members.get(name))));
        return copy;
    }

    @Override
    public String toString() {
        var json = new StringBuilder();
        write(this, json);
        return json.toString();
    }

    private static void write(@Nullable Object value, StringBuilder json) {
        switch (value) {
            case null -> json.append("null");
            case Tree tree -> {
                json.append('{');
                tree.members.forEach((name, member) -> {
                    json.append(json.charAt(json.length() - 1) == '{' ? "" : ",");
                    text(name, json);
                    json.append(':');
                    write(member, json);
                });
                json.append('}');
            }
            case List<?> list -> {
                json.append('[');
                for (int i = 0; i < list.size(); i++) {
                    json.append(i == 0 ? "" : ",");
                    write(list.get(i), json);
                }
                json.append(']');
            }
            case Number number -> json.append(number);
            case Boolean truth -> json.append(truth);
            default -> text(value.toString(), json);
        }
    }

    private static void text(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}

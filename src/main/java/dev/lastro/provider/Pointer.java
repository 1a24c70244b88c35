package dev.lastro.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Pointer (RFC 6901), from the body's root ({@code /data/id}) or, beginning with a dot, from the base object
 * ({@code ./id}).
 *
 * @param text as the definition has it
 * @param tokens unescaped
 */
record Pointer(String text, boolean relative, List<String> tokens) {

    /** @return null, with a problem noted, where the value is no pointer */
    static @Nullable Pointer read(Value value) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        boolean relative = text.startsWith("./");
        if (!relative && !text.startsWith("/")) {
            value.problem("'" + text + "' is not a JSON Pointer: begin with '/' for the body's root"
                    + " or with './' for the base object");
            return null;
        }
        if (text.matches("(?s).*~([^01].*|)")) {
            value.problem("'" + text + "' is not a JSON Pointer: '~' is written ~0, and '/' within a name ~1");
            return null;
        }
        List<String> tokens = new ArrayList<>();
        for (String token : text.substring(relative ? 2 : 1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(text, relative, List.copyOf(tokens));
    }

    /** One pointer or a list of them. */
    static List<Pointer> readAll(@Nullable Value value) {
        List<Pointer> pointers = new ArrayList<>();
        if (value != null) {
            for (Value item : value.oneOrMore()) {
                Pointer pointer = read(item);
                if (pointer != null) {
                    pointers.add(pointer);
                }
            }
        }
        return pointers;
    }
}

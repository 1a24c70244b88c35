package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code ${NAME}} or {@code ${NAME:default}} in it, to be filled in when it is needed. It is most often a
 * secret, so it shows itself nowhere.
 */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)(?::([^}]*))?}");

    private final Spot spot;
    private final String text;

    private Template(Spot spot, String text) {
        this.spot = spot;
        this.text = text;
    }

    /** @return null, with a problem noted, where the value is no such text */
    static @Nullable Template read(Value value) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        if (PLACEHOLDER.matcher(text).replaceAll("").contains("${")) {
            value.problem("has a '${' that is no ${NAME} and no ${NAME:default}");
            return null;
        }
        return new Template(value.spot(), text);
    }

    Spot spot() {
        return spot;
    }

    /** The text where it has no placeholder. */
    Optional<String> literal() {
        return text.contains("${") ? Optional.empty() : Optional.of(text);
    }

    /** A variable that is set but empty counts as not set. Null, with a problem noted, where one is missing. */
    @Nullable
    String resolve(Function<String, @Nullable String> environment, List<Problem> problems) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        boolean complete = true;
        while (matcher.find()) {
            String value = environment.apply(matcher.group(1));
            if (value == null || value.isEmpty()) {
                value = matcher.group(2);
            }
            if (value == null) {
                problems.add(spot.problem("${" + matcher.group(1) + "} is not set: set it"));
                complete = false;
            } else {
                matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
            }
        }
        matcher.appendTail(resolved);
        return complete ? resolved.toString() : null;
    }

    @Override
    public String toString() {
        return spot.toString();
    }
}

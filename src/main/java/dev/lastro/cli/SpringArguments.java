package dev.lastro.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells Spring's properties ({@code --lastro.reports-dir=…}, with a dot in the name) from the commands' own options,
 * which have none.
 *
 * @param spring properties as they were given
 * @param own everything else, in order
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to two libraries that take arrays, never compared
record SpringArguments(List<String> spring, String[] own) {

    private static final Pattern PROPERTY =
            Pattern.compile("--[A-Za-z0-9_\\[\\]-]+(\\.[A-Za-z0-9_\\[\\]-]+)+(=.*)?", Pattern.DOTALL);

    static SpringArguments split(String... args) {
        var spring = new ArrayList<String>();
        var own = new ArrayList<String>();
        for (var arg : args) {
            (PROPERTY.matcher(arg).matches() ? spring : own).add(arg);
        }
        return new SpringArguments(List.copyOf(spring), own.toArray(String[]::new));
    }
}

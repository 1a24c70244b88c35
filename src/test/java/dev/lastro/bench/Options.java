package dev.lastro.bench;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --name=value} of a bench; whatever it does not know ends the program with 64. */
record Options(Map<String, String> values) {

    private static final int WRONG_USAGE = 64;

    /** @param defaults name and value of each option that there is */
    @SuppressWarnings("SystemOut") // a program
    static Options parse(String program, String[] arguments, Map<String, String> defaults) {
        var values = new LinkedHashMap<>(defaults);
        for (var argument : arguments) {
            var equals = argument.indexOf('=');
            var name = equals < 0 || !argument.startsWith("--") ? "" : argument.substring(2, equals);
            if (!defaults.containsKey(name)) {
                var usage = defaults.entrySet().stream()
                        .map(each -> "[--%s=%s]".formatted(each.getKey(), each.getValue()))
                        .toList();
                System.err.printf("%s %s: what is %s?%n", program, String.join(" ", usage), argument);
                System.exit(WRONG_USAGE);
            }
            values.put(name, argument.substring(equals + 1));
        }
        return new Options(values);
    }

    String text(String name) {
        return requireNonNull(values.get(name), name);
    }

    int number(String name) {
        return Math.toIntExact(size(text(name)));
    }

    List<Long> sizes(String name) {
        return Arrays.stream(text(name).split(",", -1)).map(Options::size).toList();
    }

    /** {@code 100000}, {@code 100k}, {@code 5M}, {@code 0.1M}. */
    private static long size(String text) {
        var last = Character.toLowerCase(text.charAt(text.length() - 1));
        var factor = last == 'k' ? 1_000 : last == 'm' ? 1_000_000 : 1;
        return Math.round(Double.parseDouble(factor == 1 ? text : text.substring(0, text.length() - 1)) * factor);
    }
}

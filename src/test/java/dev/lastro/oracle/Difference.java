package dev.lastro.oracle;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Where two answers differ, short enough to be read. */
public final class Difference {
    private static final int SHOWN_AT_MOST = 12;

    private Difference() {}

    /** @return nothing if the maps are equal; else the first keys at which they are not, each with what both say */
    public static List<String> between(Map<String, ?> product, Map<String, ?> oracle) {
        var keys = new TreeSet<>(product.keySet());
        keys.addAll(oracle.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(product.get(key), oracle.get(key)))
                .limit(SHOWN_AT_MOST)
                .map(key -> "%n%s%n  product %s%n  oracle  %s".formatted(key, product.get(key), oracle.get(key)))
                .toList();
    }
}

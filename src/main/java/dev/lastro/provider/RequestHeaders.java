package dev.lastro.provider;

import java.util.List;

/** Header lines in the order in which they were sent; values are ISO-8859-1. */
public record RequestHeaders(List<Line> lines) {

    public record Line(String name, String value) {}

    /** The values of a header, whatever the case of its name. */
    public List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }
}

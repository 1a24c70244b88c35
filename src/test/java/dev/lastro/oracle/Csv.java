package dev.lastro.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RFC 4180 to the letter: CRLF ends every line, a quote inside quotes is doubled, all lines are equally long. */
public final class Csv {
    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    /**
     * @return one map a row, by column, in the file's order
     * @throws IllegalArgumentException where the file is not what RFC 4180 allows
     */
    public static List<Map<String, String>> read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Map<String, String>> parse(String text) {
        var csv = new Csv(text);
        List<String> header = csv.line();
        var rows = new ArrayList<Map<String, String>>();
        while (csv.at < text.length()) {
            List<String> line = csv.line();
            if (line.size() != header.size()) {
                throw new IllegalArgumentException(
                        "line " + (rows.size() + 2) + " has " + line.size() + " fields, the header " + header.size());
            }
            var row = new LinkedHashMap<String, String>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> line() {
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (text.startsWith("\r\n", at)) {
                at += 2;
                return fields;
            }
            if (at >= text.length() || text.charAt(at) != ',') {
                throw new IllegalArgumentException("neither a comma nor CRLF at " + at);
            }
            at++;
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ",\r\n\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        var field = new StringBuilder();
        at++;
        while (true) {
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw new IllegalArgumentException("a quote is never closed");
            }
            field.append(text, at, end);
            at = end + 1;
            if (at >= text.length() || text.charAt(at) != '"') {
                return field.toString();
            }
            field.append('"');
            at++;
        }
    }
}

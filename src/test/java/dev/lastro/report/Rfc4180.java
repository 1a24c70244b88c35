package dev.lastro.report;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV exactly as RFC 4180 writes it, and nothing that is merely similar: shares no code with the product. */
final class Rfc4180 {

    private final String text;
    private final char separator;
    private int at;

    private Rfc4180(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    static List<List<String>> parse(String text) {
        return parse(text, ',');
    }

    static List<List<String>> parse(String text, char separator) {
        return new Rfc4180(text, separator).records();
    }

    private List<List<String>> records() {
        var records = new ArrayList<List<String>>();
        while (at < text.length()) {
            var fields = new ArrayList<String>();
            fields.add(field());
            while (at < text.length() && text.charAt(at) == separator) {
                at++;
                fields.add(field());
            }
            if (!text.startsWith("\r\n", at)) {
                throw new IllegalArgumentException("no CRLF at " + at + " after " + fields);
            }
            at += 2;
            records.add(fields);
        }
        return records;
    }

    private String field() {
        return at < text.length() && text.charAt(at) == '"' ? escaped() : plain();
    }

    private String escaped() {
        var field = new StringBuilder();
        at++;
        while (true) {
            var next = text.charAt(at++);
            if (next != '"') {
                field.append(next);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                return field.toString();
            }
        }
    }

    private String plain() {
        var start = at;
        while (at < text.length() && text.charAt(at) != separator && "\r\n\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            throw new IllegalArgumentException("a quote within a plain field at " + at);
        }
        return text.substring(start, at);
    }
}

package dev.lastro.oracle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 8259 to the letter: UTF-8, no duplicate names, not deeper than 100. An object becomes a map, an array a list, a text
 * a String, a number a {@link Num} with its text, true and false a Boolean, null {@link Null}.
 */
final class StrictJson {
    private static final int DEPTH_AT_MOST = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");

    private final String text;
    private int at;

    record Num(String text) {}

    enum Null {
        NULL
    }

    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    private StrictJson(String text) {
        this.text = text;
    }

    static Object parse(byte[] bytes) throws NotJson {
        String text;
        try {
            // a fresh decoder reports what it cannot read, the String constructor would replace it
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotJson("not UTF-8");
        }
        // RFC 8259, 8.1: a byte order mark may be ignored
        var json = new StrictJson(text.startsWith("\uFEFF") ? text.substring(1) : text);
        Object value = json.value(0);
        json.space();
        if (json.at != json.text.length()) {
            throw new NotJson("something after the end");
        }
        return value;
    }

    private Object value(int depth) throws NotJson {
        space();
        return switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Null.NULL);
            default -> number();
        };
    }

    private Num number() throws NotJson {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw new NotJson("no value at " + at);
        }
        at = number.end();
        return new Num(number.group());
    }

    private Map<String, Object> object(int depth) throws NotJson {
        tooDeep(depth);
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            space();
            String name = string();
            space();
            expect(':');
            if (members.put(name, value(depth)) != null) {
                throw new NotJson("twice: " + name);
            }
            space();
            if (peek() == '}') {
                at++;
                return members;
            }
            expect(',');
        }
    }

    private List<Object> array(int depth) throws NotJson {
        tooDeep(depth);
        List<Object> items = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value(depth));
            space();
            if (peek() == ']') {
                at++;
                return items;
            }
            expect(',');
        }
    }

    private String string() throws NotJson {
        expect('"');
        var out = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw new NotJson("control character in a text");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws NotJson {
        char c = peek();
        at++;
        if (c == 'u') {
            if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                throw new NotJson("bad escape");
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int which = "\"\\/bfnrt".indexOf(c);
        if (which < 0) {
            throw new NotJson("bad escape");
        }
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private Object word(String word, Object value) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw new NotJson("no value at " + at);
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws NotJson {
        if (at >= text.length()) {
            throw new NotJson("ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) throws NotJson {
        if (peek() != wanted) {
            throw new NotJson("no " + wanted + " at " + at);
        }
        at++;
    }

    private static void tooDeep(int depth) throws NotJson {
        if (depth > DEPTH_AT_MOST) {
            throw new NotJson("too deep");
        }
    }
}

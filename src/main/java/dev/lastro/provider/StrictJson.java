package dev.lastro.provider;

import dev.lastro.provider.Scanned.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads chosen places of a JSON object in one pass, without building a tree, and still checks the whole text: RFC 8259
 * in UTF-8, no key twice in one object (names compared decoded), at most {@link #DEPTH_MAX} levels. A UTF-8 byte order
 * mark is ignored, as RFC 8259 section 8.1 allows.
 *
 * <p>Nearly every body is taken by {@link QuickScan} at a third of the cost; what that is not sure of is read here by
 * Jackson with its strict checks, which decides.
 */
final class StrictJson {

    /** Spec section 4. The root object is level 1. */
    static final int DEPTH_MAX = 100;

    /** Of a list that is looked into, one more than this is read at most: a hundred years of monthly instalments. */
    static final int ITEMS_MAX = 1_200;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // bytes that look like UTF-16 are no UTF-8 text, so they are not read as UTF-16 either
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            // the symbol table is shared: whether it overflows would depend on the bodies read before this one
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            // the body's size is limited where it is received; a long number or text in it is still JSON
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /** The body is no JSON object; the message says why for a person and shows nothing of the body. */
    static final class NotJsonException extends Exception {

        private static final long serialVersionUID = 1L;

        NotJsonException(String message) {
            super(message, null, false, false);
        }
    }

    static Scanned scan(byte[] body, PointerTrie trie) throws NotJsonException {
        int start = startsWithMark(body) ? 3 : 0;
        Scanned quick = QuickScan.scan(body, start, trie);
        return quick == null ? thorough(body, start, trie) : quick;
    }

    /** Knows the reason where something is wrong, and misses nothing that is right. */
    static Scanned thorough(byte[] body, int start, PointerTrie trie) throws NotJsonException {
        if (!isUtf8(body)) {
            throw new NotJsonException("not UTF-8");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, start, body.length - start)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new NotJsonException(first == null ? "the body is empty" : "the body is not a JSON object");
            }
            Scanned scanned = new Scanned(trie.slots(), body);
            new Thorough(parser, start, scanned).object(trie.root());
            if (parser.nextToken() != null) {
                throw new NotJsonException("not JSON: something follows the object");
            }
            return scanned;
        } catch (JacksonException e) {
            throw new NotJsonException(reason(e));
        }
    }

    /** What stands in each item of a list that a scan has found, the first {@link #ITEMS_MAX} + 1 of them. */
    static List<Scanned> items(Scanned.Span list, PointerTrie trie) {
        List<Scanned> quick = QuickScan.items(list, trie);
        return quick == null ? thoroughItems(list, trie) : quick;
    }

    static List<Scanned> thoroughItems(Scanned.Span list, PointerTrie trie) {
        var items = new ArrayList<Scanned>();
        int from = list.from();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), list.body(), from, list.to() - from)) {
            parser.nextToken();
            while (items.size() <= ITEMS_MAX && parser.nextToken() != JsonToken.END_ARRAY) {
                Scanned item = new Scanned(trie.slots(), list.body());
                new Thorough(parser, from, item).value(parser.currentToken(), trie.root());
                items.add(item);
            }
        }
        return items;
    }

    /**
     * Recursion goes only as deep as the longest pointer: what no pointer leads into is skipped by the parser.
     *
     * @param start where in the body the parser began
     */
    private record Thorough(JsonParser parser, int start, Scanned scanned) {

        void object(PointerTrie.Node node) {
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                value(parser.nextToken(), node.child(name));
            }
        }

        private void array(PointerTrie.Node node) {
            int index = 0;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                value(token, node.child(Integer.toString(index)));
                index++;
            }
        }

        void value(JsonToken token, PointerTrie.@Nullable Node node) {
            if (node == null) {
                parser.skipChildren();
                return;
            }
            if (node.slot() >= 0) {
                Kind kind = kind(token);
                boolean scalar = kind == Kind.TEXT || kind == Kind.NUMBER;
                scanned.set(node.slot(), kind, scalar ? parser.getString() : null);
            }
            int from = token == JsonToken.START_ARRAY && node.isList()
                    ? offset(parser.currentTokenLocation().getByteOffset())
                    : -1;
            if (node.isLeaf()) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                object(node);
            } else if (token == JsonToken.START_ARRAY) {
                array(node);
            }
            if (from >= 0) {
                scanned.list(node.slot(), from, offset(parser.currentLocation().getByteOffset()));
            }
        }

        private int offset(long byParser) {
            return Math.toIntExact(start + byParser);
        }
    }

    /** @param from the opening quote of a text that is known to be right */
    static String unescaped(byte[] body, int from, int to) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, from, to - from)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> Kind.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            default -> Kind.ABSENT;
        };
    }

    private static boolean isUtf8(byte[] body) {
        int bits = 0;
        for (byte b : body) {
            bits |= b;
        }
        if (bits >= 0) {
            return true;
        }
        // the JDK's decoder refuses overlong forms, surrogates and code points beyond U+10FFFF
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(Math.min(body.length, 8192));
        while (true) {
            var result = decoder.decode(in, out, true);
            if (!result.isOverflow()) {
                return result.isUnderflow();
            }
            out.clear();
        }
    }

    private static boolean startsWithMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }

    /** The parser's own message shows pieces of the body, which do not belong in a report. */
    private static String reason(JacksonException e) {
        String what;
        if (e instanceof StreamConstraintsException) {
            what = "nested deeper than " + DEPTH_MAX + " levels";
        } else if (e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate")) {
            what = "a key occurs twice in one object";
        } else {
            what = "not JSON (RFC 8259)";
        }
        return e.getLocation() == null
                ? what
                : "%s, near line %d column %d"
                        .formatted(
                                what,
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
    }
}

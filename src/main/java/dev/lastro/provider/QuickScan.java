package dev.lastro.provider;

import dev.lastro.provider.Scanned.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quick half of {@link StrictJson}: one pass over the bytes that takes what is certainly right, and gives up on
 * everything else, be it wrong or only unusual (an escape in a name, very many names, two names of one hash). Whoever
 * gave up is not asked why: the thorough half reads the body again, and its word counts.
 */
final class QuickScan {

    /** Every name is compared with those before it, so many of them are left to a set. */
    private static final int NAMES_MAX = 64;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final int END = Integer.MAX_VALUE;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] body;
    private Scanned scanned;
    private int at;

    /** Hashes of the names of all objects that are open, the inner ones' last. */
    private long[] names = new long[NAMES_MAX];

    private int namesOpen;

    /** Of the text that was read last; the hash only where it has no escape. */
    private long hash;

    private boolean escaped;
    private boolean ascii;

    private QuickScan(byte[] body, int start, Scanned scanned) {
        this.body = body;
        this.at = start;
        this.scanned = scanned;
    }

    /** @return null where it gave up */
    static @Nullable Scanned scan(byte[] body, int start, PointerTrie trie) {
        var scan = new QuickScan(body, start, new Scanned(trie.slots(), body));
        boolean sure = scan.next() == '{' && scan.object(trie.root(), 1) && scan.next() == END;
        return sure ? scan.scanned : null;
    }

    /** @return as {@link StrictJson#items}; null where it gave up */
    static @Nullable List<Scanned> items(Scanned.Span list, PointerTrie trie) {
        var items = new ArrayList<Scanned>();
        var scan = new QuickScan(list.body(), list.from() + 1, new Scanned(0, list.body()));
        if (scan.next() == ']') {
            return items;
        }
        while (items.size() <= StrictJson.ITEMS_MAX) {
            scan.scanned = new Scanned(trie.slots(), list.body());
            items.add(scan.scanned);
            if (!scan.value(trie.root(), 1)) {
                return null;
            }
            int next = scan.next();
            scan.at++;
            if (next != ',') {
                return next == ']' ? items : null;
            }
        }
        return items;
    }

    /** Of a name's bytes as a body has them. */
    static long hash(byte[] name) {
        var quoted = new byte[name.length + 2];
        quoted[0] = '"';
        System.arraycopy(name, 0, quoted, 1, name.length);
        quoted[name.length + 1] = '"';
        var scan = new QuickScan(quoted, 0, new Scanned(0, quoted));
        // a name that needs an escape has no hash, and is never looked for either
        return scan.text() ? scan.hash : 0;
    }

    private boolean object(PointerTrie.@Nullable Node node, int depth) {
        at++;
        int first = namesOpen;
        int next = next();
        if (next == '}') {
            at++;
            return true;
        }
        while (next == '"') {
            int from = at + 1;
            if (!text() || escaped || !isNew(first)) {
                return false;
            }
            PointerTrie.Node child = node == null ? null : node.child(hash, body, from, at - 1);
            if (next() != ':') {
                return false;
            }
            at++;
            if (!value(child, depth)) {
                return false;
            }
            next = next();
            at++;
            if (next == '}') {
                namesOpen = first;
                return true;
            }
            next = next == ',' ? next() : END;
        }
        return false;
    }

    private boolean array(PointerTrie.@Nullable Node node, int depth) {
        at++;
        if (next() == ']') {
            at++;
            return true;
        }
        for (int index = 0; ; index++) {
            if (!value(node == null ? null : node.child(Integer.toString(index)), depth)) {
                return false;
            }
            int next = next();
            at++;
            if (next != ',') {
                return next == ']';
            }
        }
    }

    private boolean value(PointerTrie.@Nullable Node node, int depth) {
        int from = next() == END ? 0 : at;
        return switch (body[from]) {
            case '"' -> text() && found(node, Kind.TEXT, from + 1, at - 1);
            case '{' ->
                depth < StrictJson.DEPTH_MAX && found(node, Kind.OBJECT, 0, 0) && object(below(node), depth + 1);
            case '[' ->
                depth < StrictJson.DEPTH_MAX
                        && found(node, Kind.ARRAY, 0, 0)
                        && array(below(node), depth + 1)
                        && listed(node, from);
            case 't' -> literal(TRUE) && found(node, Kind.BOOLEAN, 0, 0);
            case 'f' -> literal(FALSE) && found(node, Kind.BOOLEAN, 0, 0);
            case 'n' -> literal(NULL);
            default -> number() && found(node, Kind.NUMBER, from, at);
        };
    }

    private static PointerTrie.@Nullable Node below(PointerTrie.@Nullable Node node) {
        return node == null || node.isLeaf() ? null : node;
    }

    private boolean found(PointerTrie.@Nullable Node node, Kind kind, int from, int to) {
        if (node != null && node.slot() >= 0) {
            boolean scalar = kind == Kind.TEXT || kind == Kind.NUMBER;
            scanned.set(node.slot(), kind, scalar ? string(from, to) : null);
        }
        return true;
    }

    private boolean listed(PointerTrie.@Nullable Node node, int from) {
        if (node != null && node.isList()) {
            scanned.list(node.slot(), from, at);
        }
        return true;
    }

    private String string(int from, int to) {
        return escaped
                ? StrictJson.unescaped(body, from - 1, to + 1)
                : new String(body, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** From the opening quote to behind the closing one; eight bytes at a time. */
    private boolean text() {
        int from = at + 1;
        int to = from;
        long mixed = 0;
        long bits = 0;
        escaped = false;
        while (true) {
            long word = word(to);
            long stops = stops(word);
            if (stops == 0) {
                bits |= word;
                mixed = mix(mixed, word);
                to += Long.BYTES;
                continue;
            }
            int before = Long.numberOfTrailingZeros(stops) - 7;
            long rest = word & ((1L << before) - 1);
            bits |= rest;
            mixed = mix(mixed, rest);
            to += before >>> 3;
            if (to < body.length && body[to] == '"') {
                break;
            }
            int escape = escape(to);
            if (escape == 0) {
                return false;
            }
            to += escape;
            escaped = true;
        }
        at = to + 1;
        hash = mixed;
        ascii = (bits & HIGH) == 0;
        return ascii || Utf8.isValid(body, from, to);
    }

    /** Beyond the end there are zeros: control characters, at which a text stops. */
    private long word(int from) {
        if (from <= body.length - Long.BYTES) {
            return (long) WORDS.get(body, from);
        }
        long word = 0;
        for (int i = body.length - 1; i >= from; i--) {
            word = word << 8 | (body[i] & 0xFF);
        }
        return word;
    }

    /**
     * The high bit of each byte that is a quote, a backslash or a control character. (Bytes above the first such may be
     * marked wrongly: a borrow goes upwards. Only the lowest mark is looked at.)
     */
    private static long stops(long word) {
        long quote = word ^ ('"' * ONES);
        long backslash = word ^ ('\\' * ONES);
        return ((quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (word - ' ' * ONES & ~word)) & HIGH;
    }

    static long mix(long mixed, long word) {
        long product = (mixed ^ word) * 0x9E37_79B9_7F4A_7C15L;
        return product ^ product >>> 32;
    }

    /** The escape's length; 0 where there is none. */
    private int escape(int from) {
        if (from + 1 >= body.length || body[from] != '\\') {
            return 0;
        }
        return switch (body[from + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> areHex(from + 2, from + 6) ? 6 : 0;
            default -> 0;
        };
    }

    private boolean areHex(int from, int to) {
        if (to > body.length) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Character.digit(body[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isNew(int first) {
        for (int i = first; i < namesOpen; i++) {
            if (names[i] == hash) {
                return false;
            }
        }
        if (namesOpen - first == NAMES_MAX) {
            return false;
        }
        if (namesOpen == names.length) {
            names = Arrays.copyOf(names, 2 * names.length);
        }
        names[namesOpen++] = hash;
        return true;
    }

    private boolean literal(byte[] word) {
        int from = at;
        at += word.length;
        return at <= body.length && Arrays.equals(body, from, at, word, 0, word.length);
    }

    private boolean number() {
        ascii = true;
        escaped = false;
        int to = at < body.length && body[at] == '-' ? at + 1 : at;
        int digits = digits(to);
        if (digits == 0 || (digits > 1 && body[to] == '0')) {
            return false;
        }
        to += digits;
        if (to < body.length && body[to] == '.') {
            digits = digits(to + 1);
            if (digits == 0) {
                return false;
            }
            to += 1 + digits;
        }
        if (to < body.length && (body[to] == 'e' || body[to] == 'E')) {
            to++;
            if (to < body.length && (body[to] == '+' || body[to] == '-')) {
                to++;
            }
            digits = digits(to);
            if (digits == 0) {
                return false;
            }
            to += digits;
        }
        at = to;
        return true;
    }

    private int digits(int from) {
        int to = from;
        while (to < body.length && body[to] >= '0' && body[to] <= '9') {
            to++;
        }
        return to - from;
    }

    /** Goes to the next byte that is no white space. */
    private int next() {
        while (at < body.length) {
            byte next = body[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
        return END;
    }
}

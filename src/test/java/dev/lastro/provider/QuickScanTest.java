package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lastro.provider.Scanned.Span;
import dev.lastro.provider.StrictJson.NotJsonException;
import dev.lastro.simulator.Sent;
import dev.lastro.simulator.Simulation;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The quick half takes nothing that the thorough one (Jackson with its strict checks) refuses, and finds the same. */
class QuickScanTest {

    private static final List<List<String>> PLACES = List.of(
            List.of("a"),
            List.of("a", "b"),
            List.of("a", "0"),
            List.of("a", "1", "ção"),
            List.of("b"),
            List.of("exactly8"),
            List.of("longer than eight"),
            List.of(""),
            List.of("quote\"d"),
            List.of("id"),
            List.of("type"),
            List.of("data", "object", "id"),
            List.of("data", "object", "metadata", "loja"),
            List.of("data", "id"),
            List.of("data"),
            List.of("timestamp"),
            List.of("person", "channel"),
            List.of("createdAt"));

    /** Lists that are looked into. */
    private static final List<List<String>> LISTS =
            List.of(List.of("a"), List.of("b"), List.of("a", "b"), List.of("id"));

    private static final PointerTrie TRIE = new PointerTrie();
    private static final PointerTrie IN_ITEMS = new PointerTrie();

    static {
        PLACES.forEach(TRIE::slot);
        LISTS.forEach(TRIE::listSlot);
        PLACES.forEach(IN_ITEMS::slot);
    }

    private static final String[] NAMES = {
        "a",
        "b",
        "ção",
        "exactly8",
        "longer than eight",
        "exactly sixteen!",
        "",
        "id",
        "0",
        "\\u0061",
        "exactly9",
        "€",
        "😀"
    };
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "10",
        "-1.50",
        "1e5",
        "1E+05",
        "0.1e-2",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "nul",
        "truex",
        "\"\"",
        "\"text\"",
        "\"exactly8\"",
        "\"seven b\\n\"",
        "\"\\u00e9\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"\\u12g4\"",
        "\"\\x\"",
        "\"ção\"",
        "\"\uFFFD\"",
        "\"\u007f\"",
        "\"tab\there\"",
        "\"€ and more than eight bytes of it\"",
        "\"😀\"",
        "\"\\\"}\"",
        "\"\\/\"",
        "\"",
        "12345678901234567890123",
        "\"a\"b"
    };
    private static final String MARKS = "{}[]\",:\\u0123456789eE+-.tfn \n";
    private static final byte[][] WRONG_UTF_8 = {
        bytes("c0af"), bytes("c1bf"), bytes("e09fbf"), bytes("eda080"), bytes("f08fbfbf"), bytes("f4908080"),
                bytes("f5808080"),
        bytes("80"), bytes("c3"), bytes("e28a"), bytes("f09f98"), bytes("ff"), bytes("c3c3a9"), bytes("e28282c0")
    };

    @Test
    void agreesOnEverythingThatTheSimulatorSends() {
        int taken = 0;
        List<Sent> all = Simulation.generate(39, 400, LocalDate.of(2026, 1, 5), LocalDate.of(2026, 11, 20))
                .deliveries();
        for (Sent sent : all) {
            taken += agrees(sent.body()) ? 1 : 0;
        }
        assertThat(taken)
                .as("bodies of %d that need one reading only", all.size())
                .isGreaterThan(all.size() * 97 / 100);
        Random random = new Random(39);
        for (int round = 0; round < 60_000; round++) {
            byte[] body = all.get(random.nextInt(all.size())).body();
            if (body.length > 0) {
                agrees(broken(body, random));
            }
        }
    }

    @Test
    void agreesOnWhatIsMadeToBeHard() {
        Random random = new Random(8259);
        int taken = 0;
        int rounds = 200_000;
        for (int round = 0; round < rounds; round++) {
            byte[] body = object(random, 1 + random.nextInt(4)).getBytes(StandardCharsets.UTF_8);
            taken += agrees(random.nextInt(3) == 0 ? broken(body, random) : body) ? 1 : 0;
        }
        assertThat(taken).isBetween(rounds / 10, rounds * 9 / 10);
    }

    @Test
    void agreesWhereverTheWrongBytesStand() {
        for (byte[] wrong : WRONG_UTF_8) {
            for (int before = 0; before < 20; before++) {
                String start = "{\"a\":\"" + "x".repeat(before);
                assertThat(agrees(join(start, wrong, "\"}"))).isFalse();
                assertThat(agrees(join(start, wrong, "é and more\"}"))).isFalse();
                assertThat(agrees(join("{\"" + "x".repeat(before), wrong, "\":1}")))
                        .isFalse();
            }
        }
        for (char control = 0; control < 0x20; control++) {
            for (int before = 0; before < 20; before++) {
                assertThat(agrees(text("{\"a\":\"" + "x".repeat(before) + control + "\"}")))
                        .isFalse();
            }
        }
    }

    @Test
    void agreesOnEveryCodePoint() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                boolean bare = point >= 0x20 && point != '"' && point != '\\';
                assertThat(agrees(text("{\"a\":\"" + Character.toString(point) + "\"}")))
                        .isEqualTo(bare);
            }
        }
    }

    @Test
    void aNameThatComesTwiceIsNeverTaken() {
        for (int others = 0; others < 100; others++) {
            for (String name : List.of("n", "12345678", "123456789", "1234567890123456", "nome é", "")) {
                StringBuilder body = new StringBuilder("{\"" + name + "\":0");
                for (int i = 0; i < others; i++) {
                    body.append(",\"other")
                            .append(i)
                            .append("\":{\"")
                            .append(name)
                            .append("\":1}");
                }
                assertThat(agrees(text(body + "}"))).isEqualTo(others < 64);
                assertThat(agrees(text(body + ",\"" + name + "\":2}"))).isFalse();
            }
        }
    }

    /** Whoever reads the source can make two names of one hash. */
    @Test
    void namesOfOneHashAreNotMixedUp() {
        String forged = forged("longer than eight".substring(0, 16));
        assertThat(QuickScan.hash(text(forged))).isEqualTo(QuickScan.hash(text("longer than eight".substring(0, 16))));
        PointerTrie trie = new PointerTrie();
        trie.slot(List.of("longer than eigh"));
        byte[] alone = text("{\"" + forged + "\":1}");
        byte[] both = text("{\"" + forged + "\":1,\"longer than eigh\":2}");
        assertThat(agrees(alone, trie)).isTrue();
        assertThat(agrees(both, trie)).as("one of them for the thorough half").isFalse();
        assertThat(thorough(both, trie)).isNotNull();
    }

    /** Another name of 16 bytes that has the hash of this one. */
    private static String forged(String name) {
        byte[] bytes = text(name);
        long factor = 0x9E37_79B9_7F4A_7C15L;
        long inverse = factor;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - factor * inverse;
        }
        // both words are mixed in, and then the end: the state before the end must be the same
        long first = word(bytes, 0);
        long state = QuickScan.mix(QuickScan.mix(0, first), word(bytes, 8));
        long mixed = state ^ state >>> 32;
        for (Random random = new Random(1); ; ) {
            byte[] other = new byte[16];
            for (int i = 0; i < 8; i++) {
                other[i] = (byte) ('a' + random.nextInt(26));
            }
            long second = (mixed * inverse) ^ QuickScan.mix(0, word(other, 0));
            for (int i = 0; i < 8; i++) {
                other[8 + i] = (byte) (second >>> (8 * i));
            }
            String found = new String(other, StandardCharsets.ISO_8859_1);
            if (found.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
                return found;
            }
        }
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = 7; i >= 0; i--) {
            word = word << 8 | (bytes[from + i] & 0xFF);
        }
        return word;
    }

    private static boolean agrees(byte[] body) {
        return agrees(body, TRIE);
    }

    /** @return whether the quick half took it */
    private static boolean agrees(byte[] body, PointerTrie trie) {
        Scanned quick = QuickScan.scan(body, 0, trie);
        if (quick == null) {
            return false;
        }
        Scanned thorough = thorough(body, trie);
        if (thorough == null) {
            return fail("only the thorough half refuses %s", HexFormat.of().formatHex(body));
        }
        agrees(quick, thorough, trie, body);
        for (int slot = 0; slot < trie.slots(); slot++) {
            Span list = quick.list(slot);
            Span other = thorough.list(slot);
            if (list == null || other == null) {
                assertThat(list).isEqualTo(other);
            } else {
                assertThat(List.of(list.from(), list.to())).isEqualTo(List.of(other.from(), other.to()));
                List<Scanned> items = QuickScan.items(list, IN_ITEMS);
                List<Scanned> same = StrictJson.thoroughItems(list, IN_ITEMS);
                assertThat(items).hasSameSizeAs(same);
                for (int i = 0; i < same.size() && items != null; i++) {
                    agrees(items.get(i), same.get(i), IN_ITEMS, body);
                }
            }
        }
        return true;
    }

    private static void agrees(Scanned quick, Scanned thorough, PointerTrie trie, byte[] body) {
        for (int slot = 0; slot < trie.slots(); slot++) {
            if (quick.kind(slot) != thorough.kind(slot)
                    || !String.valueOf(quick.text(slot)).equals(String.valueOf(thorough.text(slot)))) {
                fail(
                        "slot %d: %s %s, but thoroughly %s %s: %s",
                        slot,
                        quick.kind(slot),
                        quick.text(slot),
                        thorough.kind(slot),
                        thorough.text(slot),
                        HexFormat.of().formatHex(body));
            }
        }
    }

    @Test
    void aListIsFoundAfterAByteOrderMarkToo() throws NotJsonException {
        byte[] body =
                join("", bytes("efbbbf"), " {\"\\u0061\": [ {\"id\":1}, 2 ] , \"b\":[{\"id\":\"ç\"},{\"id\":3}]}");
        assertThat(QuickScan.scan(body, 3, TRIE))
                .as("an escape in a name is left to the thorough half")
                .isNull();
        Scanned scanned = StrictJson.scan(body, TRIE);
        assertThat(ids(scanned, "a")).containsExactly("1", null);
        assertThat(ids(scanned, "b")).containsExactly("ç", "3");
    }

    private static List<@Nullable String> ids(Scanned scanned, String list) {
        Span span = Objects.requireNonNull(scanned.list(TRIE.slot(List.of(list))));
        List<@Nullable String> ids = new ArrayList<>();
        StrictJson.items(span, IN_ITEMS).forEach(item -> ids.add(item.text(IN_ITEMS.slot(List.of("id")))));
        return ids;
    }

    @Test
    void ofAListThatNeverEndsOnlyTheBeginningIsRead() throws NotJsonException {
        byte[] body = text("{\"b\":[" + "1,".repeat(100_000) + "1]}");
        Span list = Objects.requireNonNull(StrictJson.scan(body, TRIE).list(TRIE.slot(List.of("b"))));
        assertThat(QuickScan.items(list, IN_ITEMS)).hasSize(StrictJson.ITEMS_MAX + 1);
        assertThat(StrictJson.thoroughItems(list, IN_ITEMS)).hasSize(StrictJson.ITEMS_MAX + 1);
    }

    private static @Nullable Scanned thorough(byte[] body, PointerTrie trie) {
        try {
            return StrictJson.thorough(body, 0, trie);
        } catch (NotJsonException e) {
            return null;
        }
    }

    private static String object(Random random, int depth) {
        List<String> members = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            members.add("\"" + NAMES[random.nextInt(NAMES.length)] + "\"" + space(random) + ":" + value(random, depth));
        }
        return space(random) + "{" + space(random) + String.join(",", members) + space(random) + "}" + space(random);
    }

    private static String value(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return object(random, depth - 1);
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            List<String> items = new ArrayList<>();
            for (int count = random.nextInt(4); count > 0; count--) {
                items.add(value(random, depth - 1));
            }
            return space(random) + "[" + space(random) + String.join(",", items) + "]" + space(random);
        }
        // most often a right one, or hardly a body would be
        int of = random.nextInt(20) == 0 ? SCALARS.length : 10;
        return space(random) + SCALARS[random.nextInt(of)] + space(random);
    }

    private static String space(Random random) {
        return random.nextInt(3) > 0 ? "" : random.nextInt(200) == 0 ? "\f" : " \n\t\r ".substring(random.nextInt(6));
    }

    private static byte[] broken(byte[] good, Random random) {
        byte[] body = good.clone();
        int at = random.nextInt(body.length);
        switch (random.nextInt(5)) {
            case 0 -> body[at] = (byte) random.nextInt(256);
            case 1 -> body[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> body = java.util.Arrays.copyOf(body, at);
            case 3 -> body[at] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
            default -> {
                int length = random.nextInt(1 + Math.min(40, body.length - at));
                System.arraycopy(good, random.nextInt(1 + body.length - length), body, at, length);
            }
        }
        return body;
    }

    private static byte[] join(String start, byte[] middle, String end) {
        return HexFormat.of()
                .parseHex(HexFormat.of().formatHex(text(start))
                        + HexFormat.of().formatHex(middle)
                        + HexFormat.of().formatHex(text(end)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

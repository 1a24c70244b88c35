package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which bytes are taken for JSON; tried through base39, where {@code account.*} is NOT_LOAN without asking for more. */
class StrictJsonTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Provider BASE39 =
            Objects.requireNonNull(Definitions.load(null).providers().get("base39"));

    @TestFactory
    Stream<DynamicTest> valuesThatAreJson() {
        return tests("values", "y", value -> bytes(inBody(value)), true);
    }

    @TestFactory
    Stream<DynamicTest> valuesThatAreNot() {
        return tests("values", "n", value -> bytes(inBody(value)), false);
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatAreJsonObjects() {
        return tests("bodies", "y", StrictJsonTest::bytes, true);
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatAreNot() {
        return tests("bodies", "n", StrictJsonTest::bytes, false);
    }

    @TestFactory
    Stream<DynamicTest> textsThatAreNotUtf8() {
        return tests("bytes", "n", StrictJsonTest::aroundBytes, false);
    }

    @Test
    void otherEncodingsAreNotUtf8() {
        for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1")) {
            byte[] body = inBody("\"ção\"").getBytes(Charset.forName(charset));
            assertThat(isJson(body)).as(charset).isFalse();
        }
    }

    @Test
    void aHundredLevelsAreTakenAndOneMoreIsNot() {
        // the body itself is the first
        assertThat(isJson(bytes(inBody("[".repeat(99) + "]".repeat(99))))).isTrue();
        assertThat(isJson(bytes(inBody("[".repeat(100) + "]".repeat(100))))).isFalse();
        assertThat(isJson(bytes(inBody("{\"a\":".repeat(99) + "1" + "}".repeat(99)))))
                .isTrue();
        assertThat(isJson(bytes(inBody("{\"a\":".repeat(100) + "1" + "}".repeat(100)))))
                .isFalse();
        assertThat(isJson(bytes("[".repeat(1_000_000)))).isFalse();
        assertThat(isJson(bytes("{\"data\":".repeat(1_000_000)))).isFalse();
    }

    @Test
    void longNumbersTextsAndNamesAreJsonStill() {
        String million = "7".repeat(1_000_000);
        assertThat(isJson(bytes(inBody(million)))).isTrue();
        assertThat(isJson(bytes(inBody("1." + million + "e-" + million)))).isTrue();
        assertThat(isJson(bytes(inBody('"' + million + '"')))).isTrue();
        assertThat(isJson(bytes(inBody("{\"" + million + "\":1}")))).isTrue();
        // where it is mapped it is looked at, not computed
        assertThat(BASE39.map(
                        bytes("{\"id\":" + million + ",\"type\":\"loan.created\",\"data\":{\"id\":\"l\"}}"), RECEIVED))
                .isEqualTo(new Mapped.Quarantined("the event id is longer than 255 characters: /id"));
        assertThat(BASE39.map(
                        bytes("{\"type\":\"loan.created\",\"data\":{\"id\":\"l\",\"offer\":{\"totalAmount\":" + million
                                + "}}}"),
                        RECEIVED))
                .isInstanceOfSatisfying(
                        Mapped.Event.class,
                        event -> assertThat(event.facts().contractedAmount()).isNull());
    }

    @Test
    void aFaultFarIntoTheBodyIsFound() {
        for (int length : List.of(8_190, 8_191, 8_192, 8_193, 50_000)) {
            String text = "é".repeat(length);
            assertThat(isJson(bytes(inBody('"' + text + '"')))).isTrue();
            byte[] body = bytes(inBody('"' + text + "??\""));
            body[body.length - 4] = (byte) 0xED;
            body[body.length - 3] = (byte) 0xA0;
            assertThat(isJson(body)).as("%d characters", length).isFalse();
        }
    }

    @Test
    void manyDifferentNamesAreJson() {
        StringBuilder members = new StringBuilder("{\"x\":0");
        for (int i = 0; i < 100_000; i++) {
            members.append(",\"k").append(i).append("\":").append(i);
        }
        assertThat(isJson(bytes(inBody(members + "}")))).isTrue();
        assertThat(isJson(bytes(inBody(members + ",\"k0\":0}")))).isFalse();
    }

    @Test
    void everyCutOfAGoodBodyIsRefused() {
        byte[] body = bytes(inBody("{\"a\":[1,2.5e3,\"é\\u00e9\",true,null]}"));
        assertThat(isJson(body)).isTrue();
        for (int length = 0; length < body.length; length++) {
            assertThat(isJson(java.util.Arrays.copyOf(body, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void whateverTheBytesItNeverThrowsAndAlwaysSaysTheSame() {
        byte[] good = bytes("{\"id\":\"evnt_1\",\"eventType\":\"loan.created\",\"data\":{\"id\":\"loan_1\","
                + "\"status\":\"draft\",\"ção\":[1.5,true,null,{\"x\":\"\\u00e9\\ud83d\\ude00\"}],"
                + "\"offer\":{\"totalAmount\":1000.00,\"firstDueDate\":\"2026-12-20\"}},"
                + "\"createdAt\":\"2026-11-20T10:00:00.134Z\"}");
        Random random = new Random(20261122);
        for (int round = 0; round < 40_000; round++) {
            byte[] body = round % 4 == 0 ? noise(random) : mutated(good, random);
            Mapped mapped = BASE39.map(body, RECEIVED);
            if (!BASE39.map(body, RECEIVED).equals(mapped)) {
                fail("not the same twice: %s", HexFormat.of().formatHex(body));
            }
            if (mapped instanceof Mapped.Quarantined(String reason)
                    && (reason.isEmpty()
                            || reason.length() > Mapped.TEXT_MAX
                            || reason.contains("Lastro")
                            || reason.contains("loan_1"))) {
                fail("%s: %s", reason, HexFormat.of().formatHex(body));
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        String alphabet = "{}[]\",:\\u0123456789eE+-.truefalsn \n";
        if (random.nextBoolean()) {
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
        }
        return noise;
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] body = good.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> body = java.util.Arrays.copyOf(body, Math.max(1, at));
                default -> {
                    int from = random.nextInt(body.length);
                    int length = random.nextInt(1 + Math.min(body.length - from, body.length - at));
                    System.arraycopy(good, Math.min(from, good.length - length), body, at, length);
                }
            }
        }
        return body;
    }

    private static String inBody(String value) {
        return "{\"type\":\"account.created\",\"data\":" + value + "}";
    }

    private static byte[] aroundBytes(String hex) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes("{\"type\":\"account.created\",\"data\":\""));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes(bytes("\"}"));
        return body.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isJson(byte[] body) {
        return BASE39.map(body, RECEIVED) instanceof Mapped.NotLoan;
    }

    private static Stream<DynamicTest> tests(
            String group, String kind, java.util.function.Function<String, byte[]> body, boolean json) {
        List<DynamicTest> tests = new ArrayList<>();
        for (String value : Vectors.read("json.yaml").child(group).texts(kind)) {
            tests.add(DynamicTest.dynamicTest(
                    kind + " " + value,
                    () -> assertThat(isJson(body.apply(value))).isEqualTo(json)));
        }
        assertThat(tests).as("vectors of %s %s", group, kind).isNotEmpty();
        return tests.stream();
    }
}

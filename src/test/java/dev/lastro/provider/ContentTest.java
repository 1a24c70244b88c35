package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When two deliveries say the same, and when they do not. */
class ContentTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Provider BASE39 =
            Objects.requireNonNull(Definitions.load(null).providers().get("base39"));

    private static final Map<String, Object> LOAN = map(
            "id", "loan_1",
            "status", "disbursed",
            "contractNumber", "C-1",
            "externalId", "X-1",
            "offer",
                    map(
                            "disbursementAmount", new Raw("950.10"),
                            "totalAmount", new Raw("1000"),
                            "iofAmount", new Raw("8.33"),
                            "numberOfInstallments", new Raw("12"),
                            "firstDueDate", "2026-12-20"));

    private static final Map<String, Object> BODY =
            map("id", "evnt_1", "eventType", "loan.status_changed", "data", LOAN, "createdAt", "2026-11-20T10:00:00Z");

    /** JSON that is written as it is. */
    private record Raw(String text) {}

    @Test
    void orderWhiteSpaceAndWhatIsNotMappedChangeNothing() {
        Mapped.Event plain = event(write(BODY, null));
        Random random = new Random(4);
        Set<String> bodies = new HashSet<>();
        for (int round = 0; round < 2_000; round++) {
            String body = write(BODY, random);
            bodies.add(body);
            assertThat(event(body)).as(body).isEqualTo(plain);
        }
        assertThat(bodies).as("bodies that differ").hasSizeGreaterThan(1_900);
    }

    @Test
    void theSameAmountOrTimeWrittenDifferentlyChangesNothing() {
        String body = write(BODY, null);
        Mapped.Event plain = event(body);
        for (String amount : List.of("1000.00", "1e3", "\"1000\"", "10.0E+2", "\"1000.000000000\"", "100000e-2")) {
            assertThat(event(body.replace("1000", amount))).as(amount).isEqualTo(plain);
        }
        for (String time : List.of("2026-11-20T07:00:00-03:00", "2026-11-20T10:00:00.0000009Z", "2026-11-20T10:00Z")) {
            assertThat(event(body.replace("2026-11-20T10:00:00Z", time)))
                    .as(time)
                    .isEqualTo(plain);
        }
        assertThat(event(body.replace("loan_1", "loan\\u005f1"))).isEqualTo(plain);
    }

    @Test
    void anotherEnvelopeChangesNothing() {
        String older = write(
                map(
                        "data",
                        map("object", LOAN),
                        "type",
                        "loan.status_changed",
                        "id",
                        "evnt_1",
                        "createdAt",
                        "2026-11-20T10:00:00Z"),
                null);
        assertThat(event(older)).isEqualTo(event(write(BODY, null)));
    }

    @Test
    void whenItWasReceivedIsNotContentWhereNoTimeIsNamed() {
        byte[] body = bytes("{\"id\":\"e\",\"type\":\"loan.created\",\"data\":{\"id\":\"l\"}}");
        Mapped.Event first = (Mapped.Event) BASE39.map(body, RECEIVED);
        Mapped.Event second = (Mapped.Event) BASE39.map(body, RECEIVED.plusSeconds(60));
        assertThat(second.occurredAt()).isEqualTo(first.occurredAt().plusSeconds(60));
        assertThat(second.content()).isEqualTo(first.content());
    }

    @Test
    void everyMappedFieldChangesIt() {
        String body = write(BODY, null);
        List<String> changed = new ArrayList<>(List.of(
                body,
                body.replace("loan.status_changed", "loan.created"),
                body.replace("\"disbursed\"", "\"disbursing\""),
                body.replace("loan_1", "loan_2"),
                body.replace("C-1", "C-2"),
                body.replace("X-1", "X-2"),
                body.replace("950.10", "950.11"),
                body.replace("1000", "1000.00000001"),
                body.replace("8.33", "-8.33"),
                body.replace(":12", ":13"),
                body.replace("2026-12-20", "2026-12-21"),
                body.replace("T10:00:00Z", "T10:00:00.000001Z"),
                body.replace("T10:00:00Z", "T10:00:01Z"),
                body.replace("\"contractNumber\":\"C-1\"", "\"contractNumber\":null"),
                // what moves from one field to the next
                body.replace("\"C-1\"", "\"C-1X-1\"").replace("\"externalId\":\"X-1\"", "\"externalId\":null"),
                body.replace("\"C-1\"", "\"3:X-1,\""),
                body.replace("\"iofAmount\":8.33", "\"x\":8.33"),
                "{\"type\":\"installment.paid\",\"data\":{\"loan\":\"l\",\"number\":1,\"amountPaid\":2}}",
                "{\"type\":\"installment.paid\",\"data\":{\"loan\":\"l\",\"number\":2,\"amountPaid\":2}}",
                "{\"type\":\"installment.paid\",\"data\":{\"loan\":\"l\",\"number\":1,\"amountPaid\":1}}",
                "{\"type\":\"loan.installment.paid\",\"data\":{\"loan\":\"l\",\"number\":1,\"amountPaid\":2}}"));
        assertThat(changed.stream().map(one -> event(one).content())).doesNotHaveDuplicates();
    }

    private static Mapped.Event event(String body) {
        Mapped mapped = BASE39.map(bytes(body), RECEIVED);
        assertThat(mapped).as(body).isInstanceOf(Mapped.Event.class);
        return (Mapped.Event) mapped;
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    /** As JSON; with a random, in any order, with white space and with members that nobody asks for. */
    private static String write(Object value, @Nullable Random random) {
        return switch (value) {
            case Raw raw -> raw.text();
            case Map<?, ?> members -> {
                List<String> written = new ArrayList<>();
                members.forEach((key, member) -> written.add(space(random) + "\"" + key + "\"" + space(random) + ":"
                        + space(random) + write(Objects.requireNonNull(member), random) + space(random)));
                if (random != null) {
                    for (int more = random.nextInt(4); more > 0; more--) {
                        written.add("\"more" + more + "\":" + unmapped(random, 3));
                    }
                    Collections.shuffle(written, random);
                }
                yield "{" + String.join(",", written) + "}";
            }
            default -> "\"" + value + "\"";
        };
    }

    private static String unmapped(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> Long.toString(random.nextLong());
            case 3 -> random.nextInt() + "e" + random.nextInt();
            case 4 -> "\"ção \\u00e9 \\\" }]," + random.nextInt() + "\"";
            case 5 -> "\"loan_1\"";
            case 6 -> "[" + unmapped(random, depth - 1) + "," + unmapped(random, depth - 1) + "]";
            default -> "{\"id\":" + unmapped(random, depth - 1) + ",\"status\":" + unmapped(random, depth - 1) + "}";
        };
    }

    private static String space(@Nullable Random random) {
        return random == null ? "" : " \n\t\r ".substring(0, random.nextInt(6));
    }
}

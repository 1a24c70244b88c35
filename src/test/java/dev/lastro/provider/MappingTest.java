package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables of spec section 4, row by row: {@code test/resources/provider/mapping-*.yaml}. */
class MappingTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private static final Definitions DEFINITIONS = Definitions.load(null);

    @TestFactory
    Stream<DynamicTest> base39() {
        return vectors("base39");
    }

    @TestFactory
    Stream<DynamicTest> openco() {
        return vectors("openco");
    }

    private static Stream<DynamicTest> vectors(String name) {
        Provider provider = Objects.requireNonNull(DEFINITIONS.providers().get(name));
        return Vectors.readList("mapping-" + name + ".yaml").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> {
                    byte[] body = vector.text("body").getBytes(StandardCharsets.UTF_8);
                    assertThat(shown(provider.map(body, RECEIVED))).isEqualTo(expected(vector));
                }));
    }

    /** What a vector says of an event, and nothing else; the digest is tested by itself. */
    private static Map<String, String> expected(Vectors vector) {
        Map<String, String> expected = new LinkedHashMap<>();
        vector.map().forEach((key, value) -> {
            if (!key.equals("id") && !key.equals("body")) {
                expected.put(String.valueOf(key), String.valueOf(value));
            }
        });
        return expected;
    }

    private static Map<String, String> shown(Mapped mapped) {
        Map<String, String> shown = new LinkedHashMap<>();
        switch (mapped) {
            case Mapped.Event event -> {
                put(shown, "event", event.event());
                put(shown, "event-id", event.eventId());
                put(shown, "type", event.type());
                put(shown, "status", event.status());
                put(shown, "previous-status", event.previousStatus());
                put(shown, "loan", event.loanId());
                put(shown, "at", event.occurredAt());
                put(shown, "assumed", event.timeAssumed() ? "true" : null);
                put(shown, "contract-number", event.facts().contractNumber());
                put(shown, "external-id", event.facts().externalId());
                put(shown, "contracted-amount", event.facts().contractedAmount());
                put(shown, "disbursed-amount", event.facts().disbursedAmount());
                put(shown, "iof-amount", event.facts().iofAmount());
                put(shown, "fees-amount", event.facts().feesAmount());
                put(shown, "installments", event.facts().installments());
                put(shown, "first-due-date", event.facts().firstDueDate());
                put(shown, "installment-number", event.facts().installmentNumber());
                put(shown, "due-date", event.facts().dueDate());
                put(shown, "due-amount", event.facts().dueAmount());
                put(shown, "paid-amount", event.facts().paidAmount());
            }
            case Mapped.NotLoan not -> {
                put(shown, "class", "NOT_LOAN");
                put(shown, "event-id", not.eventId());
                put(shown, "type", not.type());
                put(shown, "status", not.status());
            }
            case Mapped.Unknown unknown -> {
                put(shown, "class", "UNKNOWN");
                put(shown, "event-id", unknown.eventId());
                put(shown, "type", unknown.type());
                put(shown, "status", unknown.status());
                put(shown, "loan", unknown.loanId());
                put(shown, "at", unknown.occurredAt());
            }
            case Mapped.Quarantined quarantined -> put(shown, "quarantined", quarantined.reason());
        }
        return shown;
    }

    private static void put(Map<String, String> shown, String key, @Nullable Object value) {
        if (value != null) {
            shown.put(key, value.toString());
        }
    }
}

package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.Facts.Due;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

    @TestFactory
    Stream<DynamicTest> qitech() {
        return vectors("qitech");
    }

    @TestFactory
    Stream<DynamicTest> celcoin() {
        return vectors("celcoin");
    }

    @TestFactory
    Stream<DynamicTest> pismo() {
        return vectors("pismo");
    }

    @Test
    void textsThatNoColumnHoldsAreNotTaken() {
        String full = "é".repeat(Mapped.TEXT_MAX);
        assertThat(base39("loan.created", full, full, full)).isInstanceOf(Mapped.Event.class);
        assertThat(base39("loan.created", full + "x", "l", "s"))
                .isEqualTo(new Mapped.Quarantined("the event id is longer than 255 characters: /id"));
        assertThat(base39("loan.created", "e", full + "x", "s"))
                .isEqualTo(new Mapped.Quarantined("the loan id is longer than 255 characters: ./id"));
        assertThat(base39("loan.created", "e", "l", full + "x"))
                .isEqualTo(new Mapped.Quarantined("the status is longer than 255 characters: ./status"));
        assertThat(base39(full + "x", "e", "l", "s"))
                .isEqualTo(new Mapped.Quarantined("the type is longer than 255 characters: /type, /eventType"));
        // what the class does not need is left out
        assertThat(base39("account." + full.substring(8), full + "x", "l", full + "x"))
                .isEqualTo(new Mapped.NotLoan(null, "account." + full.substring(8), null));
        assertThat(base39("loan.other", full + "x", full + "x", "s"))
                .isEqualTo(new Mapped.Unknown(null, "loan.other", "s", null, RECEIVED.truncatedTo(ChronoUnit.SECONDS)));
        // an unknown status is what the finding names
        assertThat(base39("loan.status_changed", "e", "l", full + "x")).isInstanceOf(Mapped.Quarantined.class);
    }

    @Test
    void halfAPairIsNoCharacter() {
        for (String half : List.of("\\ud800", "\\udc00", "\\udc00\\ud800", "x\\ud800x", "\\ud83d\\ude00\\ud83d")) {
            assertThat(base39("loan.created", half, "l", "s"))
                    .as(half)
                    .isEqualTo(new Mapped.Quarantined(
                            "the event id has half of a surrogate pair, which is no character: /id"));
        }
        assertThat(base39("loan.created", "\\ud83d\\ude00", "l", "s"))
                .isInstanceOfSatisfying(
                        Mapped.Event.class, event -> assertThat(event.eventId()).isEqualTo("😀"));
    }

    /** The texts stand in JSON as they are given. */
    private static Mapped base39(String type, String eventId, String loanId, String status) {
        String body = """
                {"type":"%s","id":"%s","data":{"id":"%s","status":"%s","createdAt":"2026-11-21T12:00:00Z"}}
                """.formatted(type, eventId, loanId, status);
        return Objects.requireNonNull(DEFINITIONS.providers().get("base39"))
                .map(body.getBytes(StandardCharsets.UTF_8), RECEIVED);
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
                put(shown, "fine-amount", event.facts().fineAmount());
                put(shown, "interest-amount", event.facts().interestAmount());
                put(shown, "discount-amount", event.facts().discountAmount());
                put(shown, "schedule", schedule(event.facts().schedule()));
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

    static @Nullable String schedule(List<Due> schedule) {
        return schedule.isEmpty()
                ? null
                : schedule.stream()
                        .map(due -> due.number() + " " + due.dueDate() + " " + due.amount() + " " + due.principal())
                        .collect(Collectors.joining("; "));
    }

    private static void put(Map<String, String> shown, String key, @Nullable Object value) {
        if (value != null) {
            shown.put(key, value.toString());
        }
    }
}

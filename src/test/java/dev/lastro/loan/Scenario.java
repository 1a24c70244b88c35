package dev.lastro.loan;

import dev.lastro.loan.Facts.Due;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One story of {@code src/test/resources/scenarios/*.yaml}.
 *
 * @param says the disorder in a sentence
 * @param tellings what the provider delivered; two of one id with different contents are a conflict
 * @param noEvents statuses that the provider's definition takes for no loan event
 * @param expect by column name what the state must be; "" for none
 * @param setBy by column name the id of the event that set it
 * @param steps "id OUTCOME FROM TO [chain]" of every event that counted, where the scenario cares
 * @param findings exactly those that must be found
 */
record Scenario(
        String id,
        String says,
        Lifecycle lifecycle,
        Instant cutOff,
        List<Telling> tellings,
        Set<String> noEvents,
        Map<String, String> expect,
        Map<String, String> setBy,
        @Nullable List<String> steps,
        List<Expected> findings) {

    static final String LOAN = "loan-1";

    private static final Set<String> KEYS = Set.of(
            "id", "says", "lifecycle", "cut-off", "deliveries", "no-events", "expect", "set-by", "steps", "findings");

    /** @param attributes of the finding beside its id, those that the scenario names */
    record Expected(String code, String expected, String key, Map<String, String> attributes) {}

    static List<Scenario> all() {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "scenarios"))) {
            return files.sorted()
                    .flatMap(file -> list(PlainYaml.read(file)).stream())
                    .map(Scenario::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String provider() {
        return lifecycle.name().replace("-loan", "");
    }

    @Override
    public String toString() {
        return id + ": " + says;
    }

    private static Scenario read(Object value) {
        Map<String, Object> map = map(value);
        if (!KEYS.containsAll(map.keySet())) {
            throw new IllegalArgumentException("unknown key in " + map.keySet() + ", known are " + KEYS);
        }
        Lifecycle lifecycle = TestLifecycles.named(text(map, "lifecycle"));
        String provider = lifecycle.name().replace("-loan", "");
        return new Scenario(
                text(map, "id"),
                text(map, "says"),
                lifecycle,
                Instant.parse(text(map, "cut-off")),
                list(map.get("deliveries")).stream()
                        .map(d -> telling(provider, map(d)))
                        .toList(),
                map.containsKey("no-events")
                        ? list(map.get("no-events")).stream()
                                .map(String::valueOf)
                                .collect(Collectors.toSet())
                        : Set.of(),
                texts(map.get("expect")),
                map.containsKey("set-by") ? texts(map.get("set-by")) : Map.of(),
                map.containsKey("steps")
                        ? list(map.get("steps")).stream().map(String::valueOf).toList()
                        : null,
                list(map.get("findings")).stream().map(Scenario::expected).toList());
    }

    private static Expected expected(Object value) {
        Map<String, String> map = texts(value);
        String code = Objects.requireNonNull(map.remove("code"));
        String expected = map.remove("expected");
        String key = Objects.requireNonNull(map.remove("key"));
        return new Expected(code, expected == null ? "" : expected, key, map);
    }

    private static Telling telling(String provider, Map<String, Object> delivery) {
        Object schedule = delivery.remove("schedule");
        Map<String, String> map = texts(delivery);
        String identity = Objects.requireNonNull(map.remove("id"));
        EventType event = EventType.valueOf(Objects.requireNonNull(map.remove("event")));
        Instant at = Instant.parse(Objects.requireNonNull(map.remove("at")));
        var words = new Telling.Words(
                Objects.requireNonNullElse(map.remove("type"), event.name()),
                map.remove("status"),
                map.remove("previous"));
        Instant receivedAt = Instant.parse(Objects.requireNonNullElse(map.remove("received"), at.toString()));
        String log = map.remove("log");
        var facts = new Facts(
                map.remove("contract_number"),
                map.remove("external_id"),
                amount(map.remove("contracted_amount")),
                amount(map.remove("disbursed_amount")),
                amount(map.remove("iof_amount")),
                amount(map.remove("fees_amount")),
                number(map.remove("installments")),
                date(map.remove("first_due_date")),
                number(map.remove("number")),
                date(map.remove("due_date")),
                amount(map.remove("due")),
                amount(map.remove("paid")),
                amount(map.remove("fine")),
                amount(map.remove("interest")),
                amount(map.remove("discount")),
                schedule == null
                        ? List.of()
                        : list(schedule).stream().map(one -> due(texts(one))).toList());
        if (!map.isEmpty()) {
            throw new IllegalArgumentException("unknown in delivery " + identity + ": " + map);
        }
        return new Telling(provider, LOAN, identity, event, at, facts, "")
                .with(words)
                .received(receivedAt, log);
    }

    private static Due due(Map<String, String> map) {
        var due = new Due(
                Integer.parseInt(Objects.requireNonNull(map.remove("number"))),
                date(map.remove("due_date")),
                amount(map.remove("amount")),
                amount(map.remove("principal")));
        if (!map.isEmpty()) {
            throw new IllegalArgumentException("unknown in a schedule: " + map);
        }
        return due;
    }

    private static @Nullable BigDecimal amount(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private static String text(Map<String, Object> map, String key) {
        return (String) Objects.requireNonNull(map.get(key), key);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static Map<String, Object> map(@Nullable Object value) {
        var copy = new TreeMap<String, Object>();
        ((Map<?, ?>) Objects.requireNonNull(value)).forEach((k, v) -> copy.put((String) k, v));
        return copy;
    }

    private static Map<String, String> texts(@Nullable Object value) {
        var copy = new TreeMap<String, String>();
        map(value).forEach((k, v) -> copy.put(k, v instanceof String text ? text : String.valueOf(v)));
        return copy;
    }
}

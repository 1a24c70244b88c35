package dev.lastro.report;

import dev.lastro.loan.EventType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a provider's events are asked for again, from its definition.
 *
 * @param query with {@code {loan-id}}, {@code {type}}, {@code {from}} and {@code {to}}; empty: it offers no such query
 * @param types the provider's own words for each event
 */
public record Resend(String query, Map<EventType, List<String>> types) {

    /** The provider's words for an event; empty: its definition has none. */
    List<String> types(EventType event) {
        return types.getOrDefault(event, List.of());
    }

    /** One for each of the provider's words. */
    List<String> queries(EventType event, String loanId, Instant from, Instant to) {
        return query.isEmpty()
                ? List.of()
                : types(event).stream()
                        .map(type -> query.replace("{type}", encoded(type))
                                .replace("{from}", encoded(from.toString()))
                                .replace("{to}", encoded(to.toString()))
                                .replace("{loan-id}", encoded(loanId)))
                        .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

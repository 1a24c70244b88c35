package dev.lastro.job;

import dev.lastro.loan.Facts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code delivery.facts}: JSON of the facts that are there, all as text, so that amounts stay exact. */
final class FactsJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private FactsJson() {}

    static byte @Nullable [] write(Facts facts) {
        if (facts.equals(Facts.NONE)) {
            return null;
        }
        var texts = new LinkedHashMap<String, String>();
        put(texts, "contractNumber", facts.contractNumber());
        put(texts, "externalId", facts.externalId());
        put(texts, "contractedAmount", facts.contractedAmount());
        put(texts, "disbursedAmount", facts.disbursedAmount());
        put(texts, "iofAmount", facts.iofAmount());
        put(texts, "feesAmount", facts.feesAmount());
        put(texts, "installments", facts.installments());
        put(texts, "firstDueDate", facts.firstDueDate());
        put(texts, "installmentNumber", facts.installmentNumber());
        put(texts, "dueDate", facts.dueDate());
        put(texts, "dueAmount", facts.dueAmount());
        put(texts, "paidAmount", facts.paidAmount());
        return JSON.writeValueAsBytes(texts);
    }

    static Facts read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Facts.NONE;
        }
        var texts = JSON.readValue(bytes, TEXTS);
        return new Facts(
                texts.get("contractNumber"),
                texts.get("externalId"),
                get(texts, "contractedAmount", BigDecimal::new),
                get(texts, "disbursedAmount", BigDecimal::new),
                get(texts, "iofAmount", BigDecimal::new),
                get(texts, "feesAmount", BigDecimal::new),
                get(texts, "installments", Integer::valueOf),
                get(texts, "firstDueDate", LocalDate::parse),
                get(texts, "installmentNumber", Integer::valueOf),
                get(texts, "dueDate", LocalDate::parse),
                get(texts, "dueAmount", BigDecimal::new),
                get(texts, "paidAmount", BigDecimal::new));
    }

    private static void put(Map<String, String> texts, String key, @Nullable Object value) {
        if (value != null) {
            texts.put(key, value.toString());
        }
    }

    private static <T> @Nullable T get(Map<String, String> texts, String key, Function<String, T> parse) {
        var text = texts.get(key);
        return text == null ? null : parse.apply(text);
    }
}

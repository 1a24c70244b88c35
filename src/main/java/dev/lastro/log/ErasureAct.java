package dev.lastro.log;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The order to erase some deliveries of one loan: the body of a delivery of {@link #PROVIDER} in the log {@link #LOG},
 * appended before anything is erased. Verification finds by it which rows may have lost their bodies.
 *
 * @param because why, for a person
 * @param by who
 * @param at microseconds
 * @param deliveries what is to be erased, by place, each once; at least one, at most {@link #DELIVERIES_MAX}
 * @param loan the loan as the last run before left it: no personal data, texts by column of the table {@code loan};
 *     null: no run had reported it
 */
public record ErasureAct(
        String provider,
        String loanId,
        String because,
        String by,
        Instant at,
        List<Position> deliveries,
        @Nullable SortedMap<String, String> loan) {

    /** Whose deliveries Lastro's own acts are. */
    public static final String PROVIDER = "lastro";

    /** The log that they stand in. */
    public static final String LOG = "decisions";

    /** Places in one act, which is then 6 MiB at the most; a loan has some ten. */
    public static final int DELIVERIES_MAX = 100_000;

    private static final String ACT = "erasure";

    /** Characters of any one text, and members of any one object, of an act. */
    private static final int TEXT_MAX = 1_000;

    private static final int COLUMNS_MAX = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(16L << 20)
                            .maxStringLength(TEXT_MAX * 4)
                            .maxNestingDepth(4)
                            .build())
                    .build())
            .build();

    /** @throws IllegalArgumentException beyond a limit */
    public ErasureAct {
        limited("provider", provider);
        limited("loan_id", loanId);
        limited("because", because);
        limited("by", by);
        deliveries = List.copyOf(new TreeSet<>(deliveries));
        if (deliveries.isEmpty() || deliveries.size() > DELIVERIES_MAX) {
            throw new IllegalArgumentException(
                    "an act erases 1 to %d deliveries, not %d".formatted(DELIVERIES_MAX, deliveries.size()));
        }
        if (loan != null) {
            if (loan.size() > COLUMNS_MAX) {
                throw new IllegalArgumentException(
                        "a loan has at most %d columns, not %d".formatted(COLUMNS_MAX, loan.size()));
            }
            loan.forEach(ErasureAct::limited);
            loan = Collections.unmodifiableSortedMap(new TreeMap<>(loan));
        }
    }

    private static void limited(String name, String text) {
        if (text.isEmpty() || text.length() > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "an act's %s has 1 to %d characters, not %d".formatted(name, TEXT_MAX, text.length()));
        }
    }

    /** The body that is appended. */
    public byte[] write() {
        var act = JSON.createObjectNode();
        act.put("act", ACT);
        act.put("provider", provider);
        act.put("loan_id", loanId);
        act.put("because", because);
        act.put("by", by);
        act.put("at", at.toString());
        var places = act.putArray("deliveries");
        deliveries.forEach(place -> places.add(place.toString()));
        if (loan != null) {
            loan.forEach(act.putObject("loan")::put);
        }
        return JSON.writeValueAsBytes(act);
    }

    /** What {@link #PROVIDER}'s delivery with this body is called; empty: it is no act that anybody could have meant. */
    public static String nameOf(byte[] body) {
        try {
            var name = JSON.readTree(body).path("act");
            return name.isString() && name.stringValue().length() <= 64 ? name.stringValue() : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    /** Whether {@link #read} is to be asked. */
    public static boolean isOne(byte[] body) {
        return nameOf(body).equals(ACT);
    }

    /** @throws IllegalArgumentException with what is wrong with it, if it is none */
    public static ErasureAct read(byte[] body) {
        try {
            return read(JSON.readTree(body));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no act of erasure: " + e.getMessage(), e);
        }
    }

    private static ErasureAct read(JsonNode act) {
        if (!text(act, "act").equals(ACT)) {
            throw new IllegalArgumentException("its act is " + text(act, "act"));
        }
        var places = act.path("deliveries");
        if (!places.isArray()) {
            throw new IllegalArgumentException("its deliveries are no list");
        }
        var deliveries = new ArrayList<Position>();
        for (var place : places) {
            deliveries.add(Position.parse(place.isString() ? place.stringValue() : place.toString()));
        }
        return new ErasureAct(
                text(act, "provider"),
                text(act, "loan_id"),
                text(act, "because"),
                text(act, "by"),
                Instant.parse(text(act, "at")),
                deliveries,
                act.has("loan") ? loan(act.path("loan")) : null);
    }

    private static SortedMap<String, String> loan(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("its loan is no object");
        }
        var loan = new TreeMap<String, String>();
        for (var column : node.propertyNames()) {
            loan.put(column, text(node, column));
        }
        return loan;
    }

    private static String text(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("it has no text " + name);
        }
        return value.stringValue();
    }
}

package dev.lastro.derive;

import dev.lastro.derive.Statement.Entry;
import dev.lastro.loan.ListComparison.Result;
import dev.lastro.loan.ListRow;
import dev.lastro.loan.ListTerms;
import dev.lastro.loan.ListTerms.LoanKeyField;
import dev.lastro.loan.ListTerms.PartKeyField;
import dev.lastro.loan.ListTerms.Term;
import dev.lastro.loan.ListedField;
import dev.lastro.log.ErasureAct;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A {@link Statement} as bodies of deliveries of {@link ErasureAct#PROVIDER}: each has all of its head and a part of its rows. */
public final class StatementText {

    /** Rows of one body, which is then 4 MiB at the most. */
    public static final int ENTRIES_A_BODY = 2_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private StatementText() {}

    /** At least one. */
    public static List<byte[]> write(Statement statement) {
        var bodies = new ArrayList<byte[]>();
        var entries = statement.entries();
        for (var from = 0; from == 0 || from < entries.size(); from += ENTRIES_A_BODY) {
            var body = head(statement);
            body.put("part", bodies.size() + 1);
            var list = body.putArray("entries");
            entries.subList(from, Math.min(from + ENTRIES_A_BODY, entries.size()))
                    .forEach(entry -> {
                        var node = list.addObject();
                        node.put("key", entry.row().key());
                        node.put("loan_id", entry.row().loanId());
                        node.put("result", entry.result().name());
                        if (entry.row().number() > 0) {
                            node.put("row", entry.row().number());
                        }
                        if (entry.readings() > 1) {
                            node.put("readings", entry.readings());
                        }
                        var there = node.putObject("there");
                        entry.row().values().forEach((field, value) -> there.put(field.column(), value));
                    });
            bodies.add(JSON.writeValueAsBytes(body));
        }
        return bodies;
    }

    private static ObjectNode head(Statement statement) {
        var terms = statement.terms();
        var head = JSON.createObjectNode();
        head.put("act", "statement." + terms.kind().name().toLowerCase(Locale.ROOT));
        head.put("provider", statement.provider());
        head.put("as_of", terms.asOf().toString());
        if (terms.from() != null) {
            head.put("from", terms.from().toString());
        }
        head.put("file_sha256", statement.fileSha256());
        head.put("mapping_sha256", statement.mappingSha256());
        head.put("by", statement.by());
        head.put("because", statement.because());
        head.put("at", statement.at().toString());
        statement.known().forEach(head.putObject("known")::put);
        statement.totals().forEach(head.putObject("totals")::put);
        head.put("loan_key", terms.loanKey().name());
        if (terms.partKey() != null) {
            head.put("part_key", terms.partKey().name());
        }
        var fields = head.putObject("fields");
        terms.fields().forEach((field, term) -> {
            var node = fields.putObject(field.name());
            node.put("tolerance", term.tolerance().toPlainString());
            node.put("required", term.required());
        });
        terms.states().forEach(head.putArray("states")::add);
        return head;
    }

    /** @param bodies every part, in order */
    public static Statement read(List<byte[]> bodies) {
        var nodes = bodies.stream().map(JSON::readTree).toList();
        var entries = new ArrayList<Entry>();
        nodes.forEach(node -> node.path("entries").forEach(each -> entries.add(entry(each))));
        var head = nodes.getFirst();
        var known = new TreeMap<String, Long>();
        head.path("known")
                .propertyNames()
                .forEach(log -> known.put(log, head.path("known").path(log).longValue()));
        return new Statement(
                text(head, "provider"),
                terms(head),
                text(head, "file_sha256"),
                text(head, "mapping_sha256"),
                text(head, "by"),
                text(head, "because"),
                Instant.parse(text(head, "at")),
                known,
                texts(head.path("totals")),
                entries);
    }

    private static ListTerms terms(JsonNode head) {
        var fields = new TreeMap<ListedField, Term>();
        var node = head.path("fields");
        node.propertyNames().forEach(name -> {
            var term = node.path(name);
            fields.put(
                    ListedField.valueOf(name),
                    new Term(
                            new BigDecimal(text(term, "tolerance")),
                            term.path("required").booleanValue()));
        });
        var states = new TreeSet<String>();
        head.path("states").forEach(state -> states.add(state.stringValue()));
        return new ListTerms(
                LocalDate.parse(text(head, "as_of")),
                head.has("from") ? LocalDate.parse(text(head, "from")) : null,
                LoanKeyField.valueOf(text(head, "loan_key")),
                partKey(head),
                fields,
                states);
    }

    private static @Nullable PartKeyField partKey(JsonNode head) {
        return head.has("part_key") ? PartKeyField.valueOf(text(head, "part_key")) : null;
    }

    private static Entry entry(JsonNode node) {
        var values = new TreeMap<ListedField, String>();
        texts(node.path("there"))
                .forEach((column, value) -> values.put(ListedField.valueOf(column.toUpperCase(Locale.ROOT)), value));
        return new Entry(
                Result.valueOf(text(node, "result")),
                new ListRow(
                        text(node, "key"),
                        text(node, "loan_id"),
                        values,
                        node.path("row").longValue(0),
                        false),
                node.path("readings").intValue(1));
    }

    private static SortedMap<String, String> texts(JsonNode node) {
        var texts = new TreeMap<String, String>();
        node.propertyNames().forEach(name -> texts.put(name, text(node, name)));
        return texts;
    }

    private static String text(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("a statement has no text " + name);
        }
        return value.stringValue();
    }
}

package dev.lastro.job;

import dev.lastro.provider.ListFormat.Cell;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.provider.StatementDefinition.Format;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list that is JSON, one document after the other, of which one row is in memory at a time. */
final class StatementJson {

    /** Digits beyond which a number is not written out: it is no amount anyway. */
    private static final int SCALE_MAX = 40;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final StatementRows rows;
    private final StatementDefinition definition;
    private final Map<String, JsonPointer> pointers = new HashMap<>();
    private long number;

    private StatementJson(StatementRows rows) {
        this.rows = rows;
        this.definition = rows.definition();
    }

    /** @throws IllegalStateException naming where it is no JSON */
    static void read(InputStream in, StatementRows rows) {
        new StatementJson(rows).read(in);
    }

    private void read(InputStream in) {
        try (var parser = JSON.createParser(in)) {
            while (parser.nextToken() != null && !rows.isEnough()) {
                value(parser, 0);
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new IllegalStateException(
                    "%s:%s: is not JSON: %s"
                            .formatted(
                                    rows.path(),
                                    at == null ? "?" : "%d:%d".formatted(at.getLineNr(), at.getColumnNr()),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    /** @param depth how far on the way to the rows */
    private void value(JsonParser parser, int depth) {
        var way = definition.rows();
        if (depth == way.size()) {
            if (parser.currentToken() == JsonToken.START_ARRAY && definition.format() == Format.JSON) {
                while (parser.nextToken() != JsonToken.END_ARRAY && !rows.isEnough()) {
                    row(parser);
                }
            } else {
                row(parser);
            }
            return;
        }
        var at = place(parser);
        var isThere = false;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (!rows.isEnough() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var isIt = parser.currentName().equals(way.get(depth));
                parser.nextToken();
                if (isIt) {
                    isThere = true;
                    value(parser, depth + 1);
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
        if (!isThere) {
            rows.problem(
                    "%s: has no /%s, where the definition says that the rows are".formatted(at, String.join("/", way)));
        }
    }

    private String place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return "%s:%d:%d".formatted(rows.path(), at.getLineNr(), at.getColumnNr());
    }

    private void row(JsonParser parser) {
        number++;
        var place = "%s: row %d".formatted(place(parser), number);
        JsonNode node = parser.readValueAsTree();
        if (node.isObject()) {
            rows.take(place, number, name -> cell(node, name));
        } else {
            rows.problem(place + " is no object");
        }
    }

    private @Nullable Cell cell(JsonNode row, String name) {
        var node = row.at(pointers.computeIfAbsent(name, JsonPointer::compile));
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            var value = node.decimalValue();
            return new Cell(Math.abs(value.scale()) > SCALE_MAX ? value.toString() : value.toPlainString(), true);
        }
        return new Cell(node.isString() ? node.stringValue() : node.toString(), false);
    }
}

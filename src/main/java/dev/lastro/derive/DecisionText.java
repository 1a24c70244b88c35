package dev.lastro.derive;

import dev.lastro.loan.Decision;
import dev.lastro.loan.Decision.About;
import dev.lastro.loan.Decision.Kind;
import dev.lastro.loan.FindingKey;
import dev.lastro.loan.Place;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decision as the body of a delivery: JSON in the canonical form of RFC 8785, of texts alone, so there is one body for one
 * decision. Names are sorted; quotes, backslashes and controls are escaped, and nothing else.
 *
 * <p>{@code {"at":"…Z","because":"…","by":"ana","entered_by":"ana","findings":[{"finding_id":"0123456789abcdef",
 * "loan_id":"loan_1","provider":"base39","waiver":"decisions/7"}],"to":"bia","type":"finding.waived/1"}}; what a decision
 * does not have is left out.
 */
public final class DecisionText {

    private static final String PREFIX = "finding.";
    private static final String VERSION = "/1";

    private static final Set<String> NAMES = Set.of("at", "because", "by", "entered_by", "findings", "to", "type");
    private static final Set<String> FINDING_NAMES = Set.of("finding_id", "loan_id", "provider", "waiver");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern PLACE = Pattern.compile("([a-z0-9-]{1,32})/(0|[1-9][0-9]{0,17})");

    /** Characters. */
    private static final int LOAN_ID_MAX = 255;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(16L << 20)
                            .maxStringLength(Decision.BECAUSE_MAX * 4)
                            .maxNestingDepth(4)
                            .build())
                    .build())
            .build();

    private DecisionText() {}

    /** The body that is appended. */
    public static byte[] write(Decision decision) {
        var body = JSON.createObjectNode();
        body.put("at", decision.at().toString());
        if (!decision.because().isEmpty()) {
            body.put("because", decision.because());
        }
        body.put("by", decision.by());
        body.put("entered_by", decision.enteredBy());
        var findings = body.putArray("findings");
        for (var each : decision.about()) {
            var finding = findings.addObject();
            finding.put("finding_id", each.finding().id());
            finding.put("loan_id", each.finding().loanId());
            finding.put("provider", each.finding().provider());
            if (each.waiver() != null) {
                finding.put("waiver", each.waiver().toString());
            }
        }
        if (decision.to() != null) {
            body.put("to", decision.to());
        }
        body.put("type", type(decision.kind()));
        return JSON.writeValueAsBytes(body);
    }

    /** {@code finding.waiver-approved/1}. */
    public static String type(Kind kind) {
        return PREFIX + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + VERSION;
    }

    /**
     * What a body says that it is; empty: nothing that has to do with findings. One whose type is of a later version is one
     * too, though {@link #read} will not have it.
     */
    public static String typeOf(byte[] body) {
        try {
            var type = JSON.readTree(body).path("type");
            return type.isString()
                            && type.stringValue().startsWith(PREFIX)
                            && type.stringValue().length() <= 64
                    ? type.stringValue()
                    : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    /** @throws IllegalArgumentException with what is wrong with it, if it is none */
    public static Decision read(byte[] body) {
        try {
            var decision = read(JSON.readTree(body));
            if (!Arrays.equals(write(decision), body)) {
                throw new IllegalArgumentException("it is not written as decisions are");
            }
            return decision;
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no decision: " + e.getMessage(), e);
        }
    }

    private static Decision read(JsonNode body) {
        only(body, NAMES);
        var type = text(body, "type");
        var findings = body.path("findings");
        if (!findings.isArray()) {
            throw new IllegalArgumentException("its findings are no list");
        }
        var about = new ArrayList<About>();
        for (var finding : findings) {
            about.add(about(finding));
        }
        return new Decision(
                kind(type),
                about,
                text(body, "by"),
                text(body, "entered_by"),
                Instant.parse(text(body, "at")),
                body.has("because") ? text(body, "because") : "",
                body.has("to") ? text(body, "to") : null);
    }

    private static Kind kind(String type) {
        return Arrays.stream(Kind.values())
                .filter(kind -> type(kind).equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "its type is %s, which this version does not know".formatted(type)));
    }

    private static About about(JsonNode finding) {
        only(finding, FINDING_NAMES);
        var id = text(finding, "finding_id");
        var loanId = text(finding, "loan_id");
        var provider = text(finding, "provider");
        if (!ID.matcher(id).matches() || !PROVIDER.matcher(provider).matches() || loanId.length() > LOAN_ID_MAX) {
            throw new IllegalArgumentException("there is no finding %s".formatted(id));
        }
        return new About(
                new FindingKey(provider, loanId, id), finding.has("waiver") ? place(text(finding, "waiver")) : null);
    }

    private static Place place(String text) {
        var matcher = PLACE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("its waiver is no place: " + text);
        }
        return new Place(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    private static void only(JsonNode node, Set<String> names) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("what should be an object is %s".formatted(node.getNodeType()));
        }
        var others = new TreeSet<>(List.copyOf(node.propertyNames()));
        others.removeAll(names);
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("nothing of a decision is called " + String.join(", ", others));
        }
    }

    private static String text(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("it has no text " + name);
        }
        return value.stringValue();
    }

    /** null: it is no decision that this version can read. */
    static @Nullable Decision find(byte[] body) {
        try {
            return typeOf(body).isEmpty() ? null : read(body);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

package dev.lastro.provider;

import dev.lastro.provider.Part.Whole;
import dev.lastro.provider.SignedHeader.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and checks the keys that {@code hmac}, {@code ecdsa} and {@code rsa} have in common. */
final class SignedHeaderReader {

    private static final String URL = "url";
    private static final String KNOWN =
            "method, path, target, url, timestamp, body, {header: NAME}; a text is written {text: v0}";

    private final Section section;

    private SignedHeaderReader(Section section) {
        this.section = section;
    }

    /** What it returns is only fit for use where no problem was noted; null: there is no header. */
    static @Nullable SignedHeader read(Section section) {
        return new SignedHeaderReader(section).signedHeader();
    }

    private @Nullable SignedHeader signedHeader() {
        String header = HeaderName.read(section.required("header"));
        Value encodingValue = section.required("encoding");
        Encoding encoding = encodingValue == null ? null : encodingValue.oneOf(List.of(Encoding.values()));
        String prefix = text(section.optional("prefix"));
        Value fieldValue = section.optional("field");
        String field = fieldValue == null ? null : fieldValue.text();
        Value stampValue = section.optional("timestamp");
        Stamp stamp = TimeReader.stamp(stampValue, field != null);
        Value signs = section.optional("signs");
        List<Part> parts = signs == null ? List.of(Whole.BODY) : parts(signs);
        boolean stamped = parts.contains(Whole.TIMESTAMP);
        if (stamped && stampValue == null && signs != null) {
            signs.problem("say with 'timestamp' where it stands: timestamp: {header: X-Timestamp}");
        } else if (!stamped && stampValue != null) {
            stampValue.problem(
                    "the timestamp is not among what is signed, so anybody could write it: put it into 'signs'");
        }
        return header == null || encoding == null
                ? null
                : new SignedHeader(header, encoding, prefix, field, parts, stamp);
    }

    private List<Part> parts(Value signs) {
        Value url = section.optional("public-url");
        boolean urlSigned = false;
        List<Part> parts = new ArrayList<>();
        for (Value item : signs.list()) {
            if (item.isSection()) {
                add(parts, part(item));
                continue;
            }
            String text = item.anyText();
            if (text == null) {
                continue;
            }
            if (text.equals(URL)) {
                urlSigned = true;
                add(parts, base(item, url));
                add(parts, Whole.TARGET);
            } else {
                add(parts, part(item, text));
            }
        }
        if (url != null && !urlSigned) {
            url.problem("is not needed: 'url' is not among what is signed");
        }
        return List.copyOf(parts);
    }

    private static void add(List<Part> parts, @Nullable Part part) {
        if (part != null) {
            parts.add(part);
        }
    }

    /** A word, or signs alone, which separate. */
    private static @Nullable Part part(Value item, String text) {
        for (Whole whole : Whole.values()) {
            if (whole.toString().equals(text)) {
                return whole;
            }
        }
        if (text.chars().anyMatch(Character::isLetterOrDigit)) {
            item.problem("'" + text + "' is nothing that can be signed; there are " + KNOWN);
            return null;
        }
        return Part.Text.of(text);
    }

    private static @Nullable Part part(Value item) {
        Section one = item.section();
        if (one == null) {
            return null;
        }
        Map<String, Value> keys = one.all();
        Value header = keys.get("header");
        Value text = keys.get("text");
        if (keys.size() != 1 || (header == null && text == null)) {
            item.problem("is nothing that can be signed; there are " + KNOWN);
            return null;
        }
        if (header != null) {
            String name = HeaderName.read(header);
            return name == null ? null : new Part.Header(name, "");
        }
        return Part.Text.of(text(text));
    }

    static @Nullable Part base(Value item, @Nullable Value url) {
        if (url == null) {
            item.problem("say with 'public-url' what stands before the path in the URL that the provider was given: "
                    + "public-url: https://hooks.example.com");
            return null;
        }
        Template base = Template.read(url);
        return base == null ? null : new Part.PublicUrl(base);
    }

    private static String text(@Nullable Value value) {
        String text = value == null ? null : value.anyText();
        return text == null ? "" : text;
    }
}

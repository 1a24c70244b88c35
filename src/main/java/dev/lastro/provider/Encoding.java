package dev.lastro.provider;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bytes are written in a header or a claim; {@code toString} is its word in a definition. */
enum Encoding {
    /** In either case. */
    HEX,
    /** RFC 4648 section 4, with or without padding. */
    BASE64,
    /** RFC 4648 section 5, with or without padding. */
    BASE64URL;

    /** @return null for what is not so written, and for nothing at all */
    byte @Nullable [] decode(String text) {
        try {
            byte[] bytes = switch (this) {
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
                case BASE64URL -> Base64.getUrlDecoder().decode(text);
            };
            return bytes.length == 0 ? null : bytes;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

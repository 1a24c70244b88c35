package dev.lastro.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again within one blob: the first time written out, then by number. A UUID takes 16 bytes, a
 * SHA-256 in hex 32, where the text comes back the same.
 */
final class Words {

    /** The search is by one comparison after the other. */
    private static final int REMEMBERED_MAX = 64;

    private static final int TEXT = 0;
    private static final int UUID_BYTES = 1;
    private static final int HEX_32_BYTES = 2;
    private static final int REMEMBERED = 3;

    private final List<String> words = new ArrayList<>();

    void clear() {
        words.clear();
    }

    void write(String word, ByteSink out) {
        for (var i = 0; i < words.size(); i++) {
            if (words.get(i).equals(word)) {
                out.number(REMEMBERED + i);
                return;
            }
        }
        remember(word);
        if (isHex(word, 64)) {
            out.number(HEX_32_BYTES);
            for (var i = 0; i < 64; i += 16) {
                out.eight(Long.parseUnsignedLong(word, i, i + 16, 16));
            }
        } else if (word.length() == 36 && isUuid(word)) {
            var uuid = UUID.fromString(word);
            out.number(UUID_BYTES);
            out.eight(uuid.getMostSignificantBits());
            out.eight(uuid.getLeastSignificantBits());
        } else {
            out.number(TEXT);
            out.text(word);
        }
    }

    String read(ByteSource in) {
        var form = in.count();
        if (form >= REMEMBERED) {
            return words.get(form - REMEMBERED);
        }
        var word = switch (form) {
            case UUID_BYTES -> new UUID(in.eight(), in.eight()).toString();
            case HEX_32_BYTES -> hex(in);
            default -> in.text();
        };
        remember(word);
        return word;
    }

    void writeNullable(@Nullable String word, ByteSink out) {
        out.one(word == null ? 0 : 1);
        if (word != null) {
            write(word, out);
        }
    }

    @Nullable
    String readNullable(ByteSource in) {
        return in.one() == 0 ? null : read(in);
    }

    private void remember(String word) {
        if (words.size() < REMEMBERED_MAX) {
            words.add(word);
        }
    }

    private static String hex(ByteSource in) {
        var text = new StringBuilder(64);
        for (var i = 0; i < 4; i++) {
            var part = Long.toHexString(in.eight());
            text.repeat('0', 16 - part.length()).append(part);
        }
        return text.toString();
    }

    private static boolean isUuid(String word) {
        for (var i = 0; i < 36; i++) {
            var c = word.charAt(i);
            var hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String word, int length) {
        if (word.length() != length) {
            return false;
        }
        for (var i = 0; i < length; i++) {
            if (!isHexDigit(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Lower case only: what comes back is lower case. */
    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}

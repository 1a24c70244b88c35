package dev.lastro.provider;

import org.jspecify.annotations.Nullable;

/** Which of a delivery's texts can be kept in the tables. */
final class Texts {

    private Texts() {}

    /** @return why not, for a person; null where the text can be kept */
    static @Nullable String fault(String text) {
        if (text.length() > Mapped.TEXT_MAX) {
            return "is longer than " + Mapped.TEXT_MAX + " characters";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "has half of a surrogate pair, which is no character";
                }
                i++;
            }
        }
        return null;
    }
}

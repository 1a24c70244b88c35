package dev.lastro.provider;

import org.jspecify.annotations.Nullable;

/** What one pass over a body found at the places of a {@link PointerTrie}. */
final class Scanned {

    enum Kind {
        /** Also JSON null: it says nothing. */
        ABSENT,
        TEXT,
        NUMBER,
        BOOLEAN,
        OBJECT,
        ARRAY
    }

    private final Kind[] kinds;
    private final @Nullable String[] texts;

    Scanned(int slots) {
        kinds = new Kind[slots];
        java.util.Arrays.fill(kinds, Kind.ABSENT);
        texts = new String[slots];
    }

    void set(int slot, Kind kind, @Nullable String text) {
        kinds[slot] = kind;
        texts[slot] = text;
    }

    Kind kind(int slot) {
        return kinds[slot];
    }

    /** A text's characters or a number exactly as written; null for every other kind. */
    @Nullable
    String text(int slot) {
        return texts[slot];
    }
}

package dev.lastro.provider;

import java.util.HashMap;
import java.util.Map;
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
    private final byte[] body;
    private Map<Integer, Span> spans = Map.of();

    Scanned(int slots, byte[] body) {
        this.body = body;
        kinds = new Kind[slots];
        java.util.Arrays.fill(kinds, Kind.ABSENT);
        texts = new String[slots];
    }

    void set(int slot, Kind kind, @Nullable String text) {
        kinds[slot] = kind;
        texts[slot] = text;
    }

    /**
     * A list as the body has it, brackets included.
     *
     * @param to behind the closing one
     */
    record Span(byte[] body, int from, int to) {}

    void list(int slot, int from, int to) {
        if (spans.isEmpty()) {
            spans = new HashMap<>();
        }
        spans.put(slot, new Span(body, from, to));
    }

    /** Null where there is no list, or nobody looks into it. */
    @Nullable
    Span list(int slot) {
        return spans.get(slot);
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

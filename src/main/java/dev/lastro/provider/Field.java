package dev.lastro.provider;

import dev.lastro.provider.Scanned.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one thing stands in a body: the first of these pointers at which there is something counts. JSON null is
 * nothing.
 */
final class Field implements FactSource {

    static final Field NOWHERE = new Field(List.of(), new int[1][0], false);

    private final List<Pointer> pointers;

    /** For each base in the order of bases, and then for none, the slots of the pointers that there are then. */
    private final int[][] slots;

    /** Whether white space around a text counts for nothing. */
    private final boolean trim;

    private Field(List<Pointer> pointers, int[][] slots, boolean trim) {
        this.pointers = pointers;
        this.slots = slots;
        this.trim = trim;
    }

    static Field of(List<Pointer> pointers, List<Pointer> bases, PointerTrie trie) {
        return of(pointers, bases, trie::slot, false);
    }

    /** @param trie gives a place its slot */
    static Field of(List<Pointer> pointers, List<Pointer> bases, ToIntFunction<List<String>> trie, boolean trim) {
        var slots = new int[bases.size() + 1][];
        for (int base = 0; base < bases.size(); base++) {
            List<String> tokens = bases.get(base).tokens();
            slots[base] = pointers.stream()
                    .mapToInt(p -> trie.applyAsInt(p.relative() ? join(tokens, p.tokens()) : p.tokens()))
                    .toArray();
        }
        slots[bases.size()] = pointers.stream()
                .filter(p -> !p.relative())
                .mapToInt(p -> trie.applyAsInt(p.tokens()))
                .toArray();
        return new Field(List.copyOf(pointers), slots, trim);
    }

    /**
     * @param base which base the body has, -1 for none
     * @return the slot that counts; -1 where there is nothing at all
     */
    int find(Scanned body, int base) {
        for (int slot : slots(base)) {
            if (body.kind(slot) != Kind.ABSENT) {
                return slot;
            }
        }
        return -1;
    }

    /** A text, or a number as it is written. Anything else is nothing here, and so is an empty text. */
    @Nullable
    String text(Scanned body, int base) {
        for (int slot : slots(base)) {
            String found = body.text(slot);
            String text = trim && found != null ? found.strip() : found;
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** {@link #NOWHERE} knows of no base. */
    private int[] slots(int base) {
        return slots[base < 0 || base >= slots.length ? slots.length - 1 : base];
    }

    /** The pointers, for a message. */
    @Override
    public String toString() {
        return pointers.stream().map(Pointer::text).collect(Collectors.joining(", "));
    }

    private static List<String> join(List<String> base, List<String> rest) {
        List<String> tokens = new ArrayList<>(base);
        tokens.addAll(rest);
        return tokens;
    }
}

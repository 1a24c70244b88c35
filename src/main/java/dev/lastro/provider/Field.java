package dev.lastro.provider;

import dev.lastro.provider.Scanned.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one thing stands in a body: the first of these pointers at which there is something counts. JSON null is
 * nothing.
 */
final class Field {

    static final Field NOWHERE = new Field(List.of(), List.of());

    private final List<Pointer> pointers;
    /** For each pointer its slot, or where it is relative one slot for each base in the order of bases. */
    private final List<int[]> slots;

    private Field(List<Pointer> pointers, List<int[]> slots) {
        this.pointers = pointers;
        this.slots = slots;
    }

    static Field of(List<Pointer> pointers, List<Pointer> bases, PointerTrie trie) {
        List<int[]> slots = new ArrayList<>();
        for (Pointer pointer : pointers) {
            slots.add(
                    pointer.relative()
                            ? bases.stream()
                                    .mapToInt(base -> trie.slot(join(base.tokens(), pointer.tokens())))
                                    .toArray()
                            : new int[] {trie.slot(pointer.tokens())});
        }
        return new Field(List.copyOf(pointers), List.copyOf(slots));
    }

    /**
     * @param base which base the body has, -1 for none
     * @return the slot that counts; -1 where there is nothing at all
     */
    int find(Scanned body, int base) {
        for (int i = 0; i < slots.size(); i++) {
            int slot = slot(i, base);
            if (slot >= 0 && body.kind(slot) != Kind.ABSENT) {
                return slot;
            }
        }
        return -1;
    }

    /** A text, or a number as it is written. Anything else is nothing here, and so is an empty text. */
    @Nullable
    String text(Scanned body, int base) {
        for (int i = 0; i < slots.size(); i++) {
            int slot = slot(i, base);
            String text = slot < 0 ? null : body.text(slot);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    private int slot(int pointer, int base) {
        int[] alternatives = slots.get(pointer);
        if (!pointers.get(pointer).relative()) {
            return alternatives[0];
        }
        return base < 0 ? -1 : alternatives[base];
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

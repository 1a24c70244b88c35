package dev.lastro.provider;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads and checks places in a body: a pointer, a list of them, or {@code {at, trim}}. */
final class FieldReader {

    private final PointerTrie trie;
    private final List<Pointer> bases;

    FieldReader(PointerTrie trie, List<Pointer> bases) {
        this.trie = trie;
        this.bases = bases;
    }

    /** {@link Field#NOWHERE} for no value, and with a problem noted where it is none. */
    Field read(@Nullable Value value) {
        Section section = value != null && value.isSection() ? value.section() : null;
        if (section == null) {
            return read(value, trie::slot, false);
        }
        Field field = read(section);
        section.close();
        return field;
    }

    /** Of the keys {@code at} and {@code trim}; whoever knows further ones closes the section. */
    Field read(Section section) {
        Value trim = section.optional("trim");
        return read(section.required("at"), trie::slot, trim != null && Boolean.TRUE.equals(trim.bool()));
    }

    /** Of a list that is looked into. */
    Field readList(@Nullable Value value) {
        return read(value, trie::listSlot, false);
    }

    private Field read(@Nullable Value value, ToIntFunction<List<String>> slots, boolean trim) {
        List<Pointer> pointers = Pointer.readAll(value);
        if (value != null && bases.isEmpty() && pointers.stream().anyMatch(Pointer::relative)) {
            value.problem("'./' points into the base object, but there is no 'base:'");
            return Field.NOWHERE;
        }
        return Field.of(pointers, bases, slots, trim);
    }
}

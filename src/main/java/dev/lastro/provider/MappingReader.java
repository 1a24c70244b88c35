package dev.lastro.provider;

import dev.lastro.provider.Mapping.LoanId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the part {@code event:} of a provider's file; {@link Mapping} says what it means. */
final class MappingReader {

    private final PointerTrie trie = new PointerTrie();
    private final List<Pointer> bases = new ArrayList<>();
    private TimeFormat timeFormat = TimeFormat.ISO;
    private boolean timeOtherwiseReceived;

    private MappingReader() {}

    /** What it returns is only fit for use where no problem was noted. */
    static Mapping read(Section event) {
        return new MappingReader().mapping(event);
    }

    private Mapping mapping(Section event) {
        Value base = event.optional("base");
        Pointer.readAll(base).forEach(pointer -> {
            if (base != null && pointer.relative()) {
                base.problem("'" + pointer.text() + "' is relative to the base itself: begin with '/'");
            } else {
                bases.add(pointer);
            }
        });
        List<Integer> baseSlots =
                bases.stream().map(pointer -> trie.slot(pointer.tokens())).toList();
        Mapping mapping = new Mapping(
                trie,
                baseSlots,
                field(event.optional("event-id")),
                field(event.required("type")),
                field(event.optional("status")),
                field(event.optional("previous-status")),
                loanIds(event.required("loan-id")),
                occurredAt(event.required("occurred-at")),
                timeFormat,
                timeOtherwiseReceived,
                new RuleReader(this::field).rules(event));
        event.close();
        return mapping;
    }

    private Field field(@Nullable Value value) {
        List<Pointer> pointers = Pointer.readAll(value);
        if (value != null && bases.isEmpty() && pointers.stream().anyMatch(Pointer::relative)) {
            value.problem("'./' points into the base object, but there is no 'base:'");
            return Field.NOWHERE;
        }
        return Field.of(pointers, bases, trie);
    }

    private List<LoanId> loanIds(@Nullable Value value) {
        List<LoanId> ids = new ArrayList<>();
        if (value != null && value.isList() && value.list().stream().anyMatch(Value::isSection)) {
            for (Value item : value.list()) {
                Section one = item.section();
                if (one != null) {
                    ids.add(new LoanId(RuleReader.types(one.requiredOneOrMore("types")), field(one.required("at"))));
                    one.close();
                }
            }
        } else if (value != null) {
            ids.add(new LoanId(List.of(), field(value)));
        }
        return List.copyOf(ids);
    }

    private Field occurredAt(@Nullable Value value) {
        if (value == null || !value.isSection()) {
            return field(value);
        }
        Section section = value.section();
        if (section == null) {
            return Field.NOWHERE;
        }
        Field at = field(section.required("at"));
        timeFormat = TimeReader.format(section);
        Value otherwise = section.optional("otherwise");
        String choice = otherwise == null ? null : otherwise.text();
        timeOtherwiseReceived = "received-at".equals(choice);
        if (otherwise != null && choice != null && !timeOtherwiseReceived) {
            otherwise.problem("'" + choice + "' is unknown: it can only be received-at");
        }
        section.close();
        return at;
    }
}

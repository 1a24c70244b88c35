package dev.lastro.provider;

import dev.lastro.provider.Mapping.LoanId;
import dev.lastro.provider.Mapping.TypeOtherwise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the part {@code event:} of a provider's file; {@link Mapping} says what it means. */
final class MappingReader {

    private final PointerTrie trie = new PointerTrie();
    private final List<Pointer> bases = new ArrayList<>();
    private final FieldReader fields = new FieldReader(trie, bases);
    private final List<TypeOtherwise> typeOtherwise = new ArrayList<>();
    private List<TimeFormat> timeFormats = List.of(TimeFormat.ISO);
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
        Value amounts = event.optional("amounts");
        AmountFormat format = amounts == null ? null : amounts.oneOf(List.of(AmountFormat.values()));
        Mapping mapping = new Mapping(
                trie,
                baseSlots,
                fields.read(event.optional("event-id")),
                type(event.required("type")),
                typeOtherwise,
                fields.read(event.optional("status")),
                fields.read(event.optional("previous-status")),
                loanIds(event.required("loan-id")),
                occurredAt(event.required("occurred-at")),
                timeFormats,
                timeOtherwiseReceived,
                new RuleReader(fields, format == null ? AmountFormat.DECIMAL : format).rules(event));
        event.close();
        return mapping;
    }

    private Field type(@Nullable Value value) {
        Section section = value != null && value.isSection() ? value.section() : null;
        if (section == null) {
            return fields.read(value);
        }
        Field at = fields.read(section);
        Value otherwise = section.optional("otherwise");
        for (Value item : otherwise == null ? List.<Value>of() : otherwise.oneOrMore()) {
            Section one = item.section();
            if (one != null) {
                Field has = fields.read(one.required("has"));
                String type = one.requiredText("type");
                if (type != null) {
                    typeOtherwise.add(new TypeOtherwise(has, type));
                }
                one.close();
            }
        }
        section.close();
        return at;
    }

    private List<LoanId> loanIds(@Nullable Value value) {
        List<LoanId> ids = new ArrayList<>();
        if (value != null && value.isList() && value.list().stream().anyMatch(Value::isSection)) {
            for (Value item : value.list()) {
                Section one = item.section();
                if (one != null) {
                    ids.add(new LoanId(
                            RuleReader.types(one.requiredOneOrMore("types")), fields.read(one.required("at"))));
                    one.close();
                }
            }
        } else if (value != null) {
            ids.add(new LoanId(List.of(), fields.read(value)));
        }
        return List.copyOf(ids);
    }

    private Field occurredAt(@Nullable Value value) {
        if (value == null || !value.isSection()) {
            return fields.read(value);
        }
        Section section = value.section();
        if (section == null) {
            return Field.NOWHERE;
        }
        Field at = fields.read(section.required("at"));
        timeFormats = TimeReader.formats(section);
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

package dev.lastro.provider;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code facts:} of a provider's {@code event:}. */
final class FactReader {

    private static final List<Pointer> ITEM_BASE = List.of(new Pointer("/", false, List.of()));

    private final FieldReader fields;
    private final AmountFormat amounts;

    FactReader(FieldReader fields, AmountFormat amounts) {
        this.fields = fields;
        this.amounts = amounts;
    }

    FactFields read(@Nullable Value value) {
        return with(new FactFields(Map.of(), null, amounts), value);
    }

    /** @return the facts that are there, and those that are added here or say otherwise */
    FactFields with(FactFields everywhere, @Nullable Value value) {
        Map<FactKey, FactSource> sources = new EnumMap<>(FactKey.class);
        Section section = value == null ? null : value.section();
        if (section == null) {
            return everywhere;
        }
        Value schedule = section.optional(FactKey.SCHEDULE);
        section.all().forEach((name, places) -> {
            FactKey key = FactKey.of(name);
            if (key != null) {
                sources.put(key, source(key, places));
            } else if (!name.equals(FactKey.SCHEDULE)) {
                places.problem("is no fact; there are " + FactKey.known());
            }
        });
        return everywhere.with(sources, schedule == null ? null : schedule(schedule.section()));
    }

    private FactSource source(FactKey key, Value places) {
        Section section = places.isSection() ? places.section() : null;
        Value summed = section == null ? null : section.optional("sum");
        if (section == null || summed == null) {
            return fields.read(places);
        }
        if (!key.isAmount()) {
            summed.problem("only an amount can be a sum");
        }
        Items items = items(section);
        Sum sum = new Sum(items, inItem(summed, items));
        section.close();
        return sum;
    }

    private @Nullable Schedule schedule(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        Items items = items(section);
        Value number = section.optional("number");
        Schedule schedule = new Schedule(
                items,
                number == null ? null : inItem(number, items),
                inItem(section.optional("due-date"), items),
                inItem(section.optional("amount"), items),
                inItem(section.optional("principal"), items));
        section.close();
        return schedule;
    }

    private Items items(Section section) {
        return new Items(fields.readList(section.required("at")), new PointerTrie());
    }

    private static Field inItem(@Nullable Value value, Items items) {
        List<Pointer> pointers = Pointer.readAll(value);
        if (value != null && pointers.stream().anyMatch(pointer -> !pointer.relative())) {
            value.problem("is a place in an item of the list: begin with './'");
            return Field.NOWHERE;
        }
        return Field.of(pointers, ITEM_BASE, items.places());
    }
}

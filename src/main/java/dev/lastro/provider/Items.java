package dev.lastro.provider;

import dev.lastro.provider.Scanned.Span;
import java.util.List;

/**
 * A list in a body whose items are looked into.
 *
 * @param at where it stands
 * @param places in an item
 */
record Items(Field at, PointerTrie places) {

    /** Of a place in an item: the item itself is its base. */
    static final int ITEM = 0;

    /** Empty where there is no list, or one that is longer than any schedule. */
    List<Scanned> read(Scanned body, int base) {
        int slot = at.find(body, base);
        Span list = slot < 0 ? null : body.list(slot);
        if (list == null) {
            return List.of();
        }
        List<Scanned> items = StrictJson.items(list, places);
        return items.size() > StrictJson.ITEMS_MAX ? List.of() : items;
    }
}

package dev.lastro.provider;

import dev.lastro.loan.Facts.Due;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a body lists a loan's instalments. The other places are within an item.
 *
 * @param number null: an instalment's number is its place in the list, from 1
 */
record Schedule(Items items, @Nullable Field number, Field dueDate, Field amount, Field principal) {

    /**
     * @return none where an instalment has no number, or two of one number say different things: what cannot be told
     *     apart is not told
     */
    List<Due> read(Scanned body, int base, AmountFormat format) {
        List<Scanned> read = items.read(body, base);
        if (read.isEmpty()) {
            return List.of();
        }
        SortedMap<Integer, Due> byNumber = new TreeMap<>();
        for (Scanned item : read) {
            Due due = due(item, byNumber.size() + 1, format);
            Due other = due == null ? null : byNumber.put(due.number(), due);
            if (due == null || (other != null && !other.equals(due))) {
                return List.of();
            }
        }
        return new ArrayList<>(byNumber.values());
    }

    private @Nullable Due due(Scanned item, int place, AmountFormat format) {
        Integer told = number == null ? Integer.valueOf(place) : FactFields.count(number.text(item, Items.ITEM));
        return told == null
                ? null
                : new Due(
                        told,
                        FactFields.date(dueDate.text(item, Items.ITEM)),
                        format.readNullable(amount.text(item, Items.ITEM)),
                        format.readNullable(principal.text(item, Items.ITEM)));
    }
}

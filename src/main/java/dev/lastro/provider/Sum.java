package dev.lastro.provider;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sum of an amount that each item of a list has.
 *
 * @param amount in an item
 */
record Sum(Items items, Field amount) implements FactSource {

    /** Null where the list is empty, or one item has no amount that can be read: a part of a sum is none. */
    @Nullable
    BigDecimal read(Scanned body, int base, AmountFormat format) {
        BigDecimal sum = null;
        for (Scanned item : items.read(body, base)) {
            String text = amount.text(item, Items.ITEM);
            BigDecimal one = text == null ? null : format.read(text);
            if (one == null) {
                return null;
            }
            sum = sum == null ? one : sum.add(one);
        }
        return sum == null ? null : FactFields.number(sum.toPlainString());
    }
}

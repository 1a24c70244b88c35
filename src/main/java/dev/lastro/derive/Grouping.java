package dev.lastro.derive;

import java.util.Arrays;

/** Puts many records in the order of their 64-bit keys without an object for each. */
final class Grouping {

    private Grouping() {}

    /**
     * @param keys the first {@code count} count
     * @return the records' numbers, by key (signed), then number
     */
    static int[] order(long[] keys, int count) {
        var bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count));
        var mask = (1L << bits) - 1;
        var packed = new long[count];
        for (var i = 0; i < count; i++) {
            packed[i] = (keys[i] & ~mask) | i;
        }
        Arrays.sort(packed);
        var order = new int[count];
        for (var i = 0; i < count; i++) {
            order[i] = (int) (packed[i] & mask);
        }
        settle(keys, order);
        return order;
    }

    /** What agrees in all bits but the last stands in the order of numbers: few, and hashes that differ rarely do. */
    private static void settle(long[] keys, int[] order) {
        for (var i = 1; i < order.length; i++) {
            var moved = order[i];
            var at = i;
            while (at > 0 && keys[order[at - 1]] > keys[moved]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = moved;
        }
    }
}

package dev.lastro.derive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Loans as bytes whose order (unsigned) is that of the tables' keys: two bytes for the provider's place among the names,
 * then the loan's id in UTF-8.
 */
final class LoanBytes {

    private static final int PROVIDER_BYTES = 2;

    private final List<String> providers;

    LoanBytes(Collection<String> providers) {
        this.providers = providers.stream().sorted().toList();
    }

    byte[] of(String provider, String loanId) {
        var number = providers.indexOf(provider);
        var utf8 = loanId.getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[PROVIDER_BYTES + utf8.length];
        bytes[0] = (byte) (number >> 8);
        bytes[1] = (byte) number;
        System.arraycopy(utf8, 0, bytes, PROVIDER_BYTES, utf8.length);
        return bytes;
    }

    LoanKey key(byte[] bytes, int from, int length) {
        var provider = providers.get(((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF));
        return new LoanKey(
                provider, new String(bytes, from + PROVIDER_BYTES, length - PROVIDER_BYTES, StandardCharsets.UTF_8));
    }

    /**
     * Bounds between parts that hold about as many of these loans each.
     *
     * @return each the first loan of a part beside the first part, in order
     */
    static byte[][] bounds(List<byte[]> samples, int parts) {
        var sorted = samples.stream().sorted(Arrays::compareUnsigned).toList();
        var bounds = new byte[parts - 1][];
        var count = 0;
        for (var part = 1; part < parts && !sorted.isEmpty(); part++) {
            var bound = sorted.get((int) ((long) sorted.size() * part / parts));
            if (count == 0 || Arrays.compareUnsigned(bounds[count - 1], bound) < 0) {
                bounds[count++] = bound;
            }
        }
        return Arrays.copyOf(bounds, count);
    }

    /** Which part a loan is in: so many bounds are not above it. */
    static int part(byte[][] bounds, byte[] bytes, int from, int to) {
        var low = 0;
        var high = bounds.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(bounds[middle], 0, bounds[middle].length, bytes, from, to) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

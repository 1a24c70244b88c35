package dev.lastro.derive;

import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes of neighbouring deliveries of one log as the bytes of {@code delivery_class.classes}, about two bytes each. */
public final class ClassBlock {

    /** Block n holds the positions from n times this on. */
    public static final int SIZE = 4_096;

    private static final DeliveryClass[] CLASSES = DeliveryClass.values();

    private ClassBlock() {}

    /**
     * @param eventPlace DUPLICATE and CONFLICT: the place of the event
     */
    public record Classed(
            String provider,
            DeliveryClass deliveryClass,
            @Nullable Place eventPlace) {}

    /** @param entries of the block's positions from its first on, without a gap; at most {@link #SIZE} */
    @SuppressWarnings("EnumOrdinal") // fixed by Derived.FORMAT
    static byte[] encode(List<Classed> entries) {
        if (entries.isEmpty() || entries.size() > SIZE) {
            throw new IllegalArgumentException("a block has 1 to " + SIZE + " entries, not " + entries.size());
        }
        var out = new ByteSink(entries.size() * 2 + 64);
        var words = new Words();
        out.number(entries.size());
        for (var entry : entries) {
            out.one(entry.deliveryClass().ordinal());
            words.write(entry.provider(), out);
            if (entry.eventPlace() != null) {
                words.write(entry.eventPlace().log(), out);
                out.number(entry.eventPlace().position());
            }
        }
        return out.toBytes();
    }

    public static List<Classed> decode(byte[] bytes) {
        var in = new ByteSource(bytes);
        var words = new Words();
        var count = in.count();
        var entries = new ArrayList<Classed>(count);
        for (var i = 0; i < count; i++) {
            var deliveryClass = CLASSES[in.one()];
            var provider = words.read(in);
            var eventPlace = deliveryClass == DeliveryClass.DUPLICATE || deliveryClass == DeliveryClass.CONFLICT
                    ? new Place(words.read(in), in.number())
                    : null;
            entries.add(new Classed(provider, deliveryClass, eventPlace));
        }
        return entries;
    }
}

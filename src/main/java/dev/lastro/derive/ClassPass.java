package dev.lastro.derive;

import dev.lastro.derive.ClassBlock.Classed;
import dev.lastro.derive.Ranges.Range;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the classes of one range to {@code delivery_class_next}, from what was read and what was ruled. Thread-safe. */
final class ClassPass {

    private static final DeliveryClass[] CLASSES = DeliveryClass.values();

    private final NextTables next;
    private final Ranges ranges;
    private final List<ReadPass.Result> read;
    private final Spilled ruled;
    private final boolean isWhole;

    ClassPass(NextTables next, Ranges ranges, List<ReadPass.Result> read, Spilled ruled, boolean isWhole) {
        this.next = next;
        this.ranges = ranges;
        this.read = read;
        this.ruled = ruled;
        this.isWhole = isWhole;
    }

    /** A record of {@link #ruled}; its slot is the range. */
    @SuppressWarnings("EnumOrdinal") // fixed by Derived.FORMAT
    static void write(Line line, Ranges ranges, ByteSink out) {
        var place = line.place();
        var event = Objects.requireNonNull(line.eventPlace());
        out.one(line.deliveryClass().ordinal());
        out.number(place.position());
        out.number(ranges.logs().indexOf(event.log()));
        out.number(event.position());
    }

    void write(int number, Workers.Step step) {
        var range = ranges.get(number);
        var classed = new @Nullable Classed[Math.toIntExact(range.to() - range.from())];
        if (!isWhole) {
            live(range, classed);
        }
        asRead(number, classed);
        asRuled(number, range, classed);
        requireAll(range, classed);
        next.write(session -> {
            session.update(
                    "DELETE FROM delivery_class_next WHERE log_name = ? AND block >= ? AND block < ?",
                    range.log(),
                    range.from() / ClassBlock.SIZE,
                    (range.to() + ClassBlock.SIZE - 1) / ClassBlock.SIZE);
            var rows = session.rows(DerivedRows.DELIVERY_CLASS);
            for (var from = 0; from < classed.length; from += ClassBlock.SIZE) {
                var block =
                        List.of(Arrays.copyOfRange(classed, from, Math.min(from + ClassBlock.SIZE, classed.length)));
                rows.add(new DerivedRows.BlockOfClasses(
                        range.log(), (range.from() + from) / ClassBlock.SIZE, ClassBlock.encode(block)));
            }
        });
        step.add(classed.length);
    }

    private static void requireAll(Range range, @Nullable Classed[] classed) {
        for (var i = 0; i < classed.length; i++) {
            if (classed[i] == null) {
                throw new IllegalStateException("delivery %s/%d has no class".formatted(range.log(), range.from() + i));
            }
        }
    }

    private void live(Range range, @Nullable Classed[] classed) {
        next.read(
                "SELECT block, classes FROM delivery_class WHERE log_name = ? AND block >= ? AND block < ?",
                List.of(
                        range.log(),
                        range.from() / ClassBlock.SIZE,
                        (range.to() + ClassBlock.SIZE - 1) / ClassBlock.SIZE),
                row -> {
                    var at = Math.toIntExact(row.getLong(1) * ClassBlock.SIZE - range.from());
                    for (var each : ClassBlock.decode(row.getBytes(2))) {
                        if (at < classed.length) {
                            classed[at++] = each;
                        }
                    }
                });
    }

    private void asRead(int number, @Nullable Classed[] classed) {
        var from = read.get(number);
        var bytes = new byte[from.classesLength()];
        from.file().read(from.classesAt(), bytes, 0, bytes.length);
        var in = new ByteSource(bytes);
        var words = new Words();
        var known = new TreeMap<String, Classed[]>();
        var at = 0;
        while (!in.isAtEnd()) {
            at += in.count();
            var deliveryClass = in.one();
            var provider = words.read(in);
            var ofProvider = known.computeIfAbsent(provider, ClassPass::each);
            classed[at++] = ofProvider[deliveryClass];
        }
    }

    private static Classed[] each(String provider) {
        return Arrays.stream(CLASSES)
                .map(deliveryClass -> new Classed(provider, deliveryClass, null))
                .toArray(Classed[]::new);
    }

    private void asRuled(int number, Range range, @Nullable Classed[] classed) {
        var records = new ByteSink(64);
        ruled.load(number, number + 1, records);
        var in = new ByteSource(records.array(), 0, records.length());
        while (!in.isAtEnd()) {
            var deliveryClass = CLASSES[in.one()];
            var at = Math.toIntExact(in.number() - range.from());
            var event = new Place(ranges.logs().get(in.count()), in.number());
            var was = classed[at];
            if (was == null) {
                throw new IllegalStateException(
                        "delivery %s/%d was ruled but not read".formatted(range.log(), range.from() + at));
            }
            classed[at] = new Classed(was.provider(), deliveryClass, event);
        }
    }
}

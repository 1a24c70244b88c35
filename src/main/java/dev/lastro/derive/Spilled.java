package dev.lastro.derive;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link Spill}s wrote into many files, to be read slot by slot. Takes 4 bytes for each slot of each lot. Thread-safe
 * once all files are added.
 */
final class Spilled {

    private final int slots;
    private final List<Lot> lots = new ArrayList<>();

    /** @param ends bytes from the lot's beginning to each slot's end */
    private record Lot(WorkFile file, long offset, int[] ends) {

        int start(int slot) {
            return slot == 0 ? 0 : ends[slot - 1];
        }
    }

    Spilled(int slots) {
        this.slots = slots;
    }

    /** @param footer stands where {@link Spill#finish} wrote */
    void add(WorkFile file, ByteSource footer) {
        var count = footer.count();
        for (var lot = 0; lot < count; lot++) {
            var offset = footer.number();
            var ends = new int[slots];
            var end = 0;
            for (var slot = 0; slot < slots; slot++) {
                end += footer.count();
                ends[slot] = end;
            }
            lots.add(new Lot(file, offset, ends));
        }
    }

    long bytes() {
        return bytes(0, slots);
    }

    /** Bytes of all records of slots [from, to). */
    long bytes(int from, int to) {
        var bytes = 0L;
        for (var lot : lots) {
            bytes += lot.ends[to - 1] - lot.start(from);
        }
        return bytes;
    }

    /** All records of slots [from, to), lot by lot, into what is empty. */
    void load(int from, int to, ByteSink into) {
        var length = bytes(from, to);
        if (length > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException(
                    "one identity or loan has %d bytes of deliveries; at most 2 GiB can be held".formatted(length));
        }
        var at = into.reserve((int) length);
        for (var lot : lots) {
            var start = lot.start(from);
            var count = lot.ends[to - 1] - start;
            if (count > 0) {
                lot.file.read(lot.offset + start, into.array(), at, count);
                at += count;
            }
        }
    }

    /** Neighbouring slots in parts of about so many bytes each, at least one slot; the first slot of each, then the end. */
    int[] parts(long bytesEach) {
        var bounds = new ArrayList<Integer>(List.of(0));
        var bytes = 0L;
        for (var slot = 0; slot < slots; slot++) {
            var more = bytes(slot, slot + 1);
            if (bytes > 0 && bytes + more > bytesEach) {
                bounds.add(slot);
                bytes = 0;
            }
            bytes += more;
        }
        bounds.add(slots);
        return bounds.stream().mapToInt(Integer::intValue).toArray();
    }
}

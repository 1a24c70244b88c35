package dev.lastro.derive;

import java.util.Arrays;

/**
 * Collects records and writes them ordered by slot, in as many lots as its memory asks for. Not thread-safe.
 *
 * <p>Takes up to 1.5 times its limit, which it reaches only if there is as much to hold.
 */
final class Spill {

    private final int slots;
    private final int limit;
    private final Arenas arenas;
    private final ByteSink records;
    private final ByteSink index = new ByteSink(64);
    private int[] starts = new int[1_024];
    private int[] slotOf = new int[1_024];
    private int count;
    private int lots;

    /** @param limit bytes of records in memory */
    Spill(int slots, int limit, Arenas arenas) {
        this.slots = slots;
        this.limit = limit;
        this.arenas = arenas;
        this.records = arenas.take();
    }

    /** The record is what the sink gets before the next call; the file takes what is in memory where that is too much. */
    ByteSink begin(int slot, WorkFile.Writer file) {
        if (records.length() >= limit) {
            flush(file);
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            slotOf = Arrays.copyOf(slotOf, count * 2);
        }
        starts[count] = records.length();
        slotOf[count++] = slot;
        return records;
    }

    private void flush(WorkFile.Writer file) {
        var ends = new int[slots + 1];
        for (var i = 0; i < count; i++) {
            ends[slotOf[i] + 1]++;
        }
        for (var slot = 0; slot < slots; slot++) {
            ends[slot + 1] += ends[slot];
        }
        var order = new int[count];
        for (var i = 0; i < count; i++) {
            order[ends[slotOf[i]]++] = i;
        }
        index.number(file.length());
        var at = 0;
        for (var slot = 0; slot < slots; slot++) {
            var bytes = 0L;
            for (; at < ends[slot]; at++) {
                var from = starts[order[at]];
                var to = order[at] + 1 < count ? starts[order[at] + 1] : records.length();
                file.write(records.array(), from, to - from);
                bytes += to - from;
            }
            index.number(bytes);
        }
        lots++;
        count = 0;
        records.clear();
    }

    /** Writes the rest, and into the footer what {@link Spilled} needs; takes no more. */
    void finish(WorkFile.Writer file, ByteSink footer) {
        if (count > 0) {
            flush(file);
        }
        footer.number(lots);
        footer.all(index.array(), 0, index.length());
        arenas.give(records);
    }
}

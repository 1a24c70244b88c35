package dev.lastro.log;

import java.nio.ByteBuffer;

/** Goes through the records of a spool file; what is no intact record is damage, and the next record is searched. */
final class SpoolScan {

    /** @param sequence -1: the damage took it */
    record Stretch(int from, int to, boolean intact, long sequence) {}

    private final ByteBuffer file;
    private final long marker;
    private int at;

    SpoolScan(ByteBuffer file, long marker, int from) {
        this.file = file;
        this.marker = marker;
        this.at = from;
    }

    boolean hasNext() {
        return at < file.limit();
    }

    Stretch next() {
        var from = at;
        if (!SpoolRecord.isHead(file, from, marker)) {
            at = nextHead(from + 1);
            return new Stretch(from, at, false, -1);
        }
        var intact = SpoolRecord.isIntact(file, from);
        at = (int) Math.min(SpoolRecord.end(file, from), file.limit());
        return new Stretch(from, at, intact, SpoolRecord.sequence(file, from));
    }

    private int nextHead(int from) {
        var next = from;
        while (next < file.limit() && !SpoolRecord.isHead(file, next, marker)) {
            next++;
        }
        return next;
    }
}

package dev.lastro.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading end of the spool. Sequences have no gaps, so a record that is missing is noticed however it went: a
 * flipped byte, a file cut short or a file that is no longer there.
 */
final class SpoolReading {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolReading.class);

    /** By how much sequences go on after a file that could not be read; more than one file holds. */
    static final long LEAP = 1L << 31;

    private final String log;
    private final SpoolFolder folder;
    private final SpoolState state;

    /** The file that was read last: a drain comes back to it many times. */
    private @Nullable SpoolSegment segment;

    private ByteBuffer file = ByteBuffer.allocate(0);

    /** All before it in that file is gone. */
    private int from;

    private long sequenceBefore;

    SpoolReading(String log, SpoolFolder folder, SpoolState state) {
        this.log = log;
        this.folder = folder;
        this.state = state;
    }

    /**
     * Of a file whose writer is no more. The next file's name tells it; if there is none, it is as many after the last
     * whole record as the bytes there may have been.
     */
    static long lastSequence(SpoolSegment segment, ByteBuffer file, @Nullable SpoolSegment next) {
        var last = segment.firstSequence() - 1;
        var end = 0;
        for (var scan = new SpoolScan(file, segment.marker(), 0); scan.hasNext(); ) {
            var stretch = scan.next();
            if (stretch.intact()) {
                last = stretch.sequence();
                end = stretch.to();
            }
        }
        var atMost = last + Math.ceilDiv(file.limit() - end, SpoolRecord.HEAD_BYTES);
        if (next == null) {
            return atMost;
        }
        var told = next.firstSequence() - 1;
        return told < last || told >= last + LEAP / 2 ? atMost : told;
    }

    /** @return how many are lost that were not known to be */
    long examine(SpoolSegment whole, ByteBuffer bytes) {
        return walk(whole, bytes, 0, whole.firstSequence() - 1, stretch -> true);
    }

    /**
     * @param into the oldest that wait
     * @return how many turned out to be lost
     */
    long oldest(List<SpoolSegment> segments, int maxRows, long maxBytes, List<Spooled> into) throws IOException {
        var lost = 0L;
        var room = new long[] {maxBytes};
        for (var each : segments) {
            if (state.areGone(each.firstSequence(), each.lastSequence())) {
                continue;
            }
            load(each);
            lost += walk(each, file, from, sequenceBefore, stretch -> {
                if (state.isGone(stretch.sequence())) {
                    skip(stretch, into.isEmpty());
                    return true;
                }
                room[0] -= stretch.to() - stretch.from();
                if (into.size() == maxRows || (room[0] < 0 && !into.isEmpty())) {
                    return false;
                }
                into.add(marked(SpoolRecord.decode(file, stretch.from())));
                return true;
            });
            if (into.size() == maxRows || room[0] <= 0) {
                break;
            }
        }
        return lost;
    }

    /** Null: nothing that can be read waits. */
    @Nullable
    Instant oldestReceivedAt(List<SpoolSegment> segments) throws IOException {
        for (var each : segments) {
            if (!state.areGone(each.firstSequence(), each.lastSequence())) {
                load(each);
                for (var scan = new SpoolScan(file, each.marker(), from); scan.hasNext(); ) {
                    var stretch = scan.next();
                    if (stretch.intact() && !state.isGone(stretch.sequence())) {
                        return SpoolRecord.receivedAt(file, stretch.from());
                    }
                }
            }
        }
        return null;
    }

    private void load(SpoolSegment wanted) throws IOException {
        if (segment != wanted) {
            from = 0;
            sequenceBefore = wanted.firstSequence() - 1;
        } else if (file.limit() == wanted.length()) {
            return;
        }
        segment = null;
        file = wanted.read();
        segment = wanted;
    }

    private void skip(SpoolScan.Stretch gone, boolean nothingWaitsBefore) {
        if (nothingWaitsBefore && gone.from() == from) {
            from = gone.to();
            sequenceBefore = gone.sequence();
        }
    }

    private Spooled marked(Spooled delivery) {
        var mark = state.perhapsAt(delivery.sequence());
        return mark == null ? delivery : new Spooled(delivery.sequence(), delivery.submission(), delivery.salt(), mark);
    }

    private interface Visitor {
        /** @return whether to go on */
        boolean visit(SpoolScan.Stretch intact);
    }

    private long walk(SpoolSegment of, ByteBuffer bytes, int start, long before, Visitor visitor) {
        var lost = 0L;
        var sequence = before;
        var end = start;
        for (var scan = new SpoolScan(bytes, of.marker(), start); scan.hasNext(); ) {
            var stretch = scan.next();
            if (!stretch.intact()) {
                continue;
            }
            lost += lose(of, bytes, end, stretch.from(), sequence + 1, stretch.sequence() - 1);
            if (!visitor.visit(stretch)) {
                return lost;
            }
            sequence = stretch.sequence();
            end = stretch.to();
        }
        return lost + lose(of, bytes, end, bytes.limit(), sequence + 1, of.lastSequence());
    }

    private long lose(SpoolSegment of, ByteBuffer bytes, int start, int end, long first, long last) {
        if (state.areGone(first, last)) {
            return 0;
        }
        try {
            var kept = folder.keep(
                    "%019d-%019d.damaged".formatted(first, last),
                    bytes.duplicate().clear().slice(start, end - start));
            LOG.error(
                    "log {}: the spool has a damaged record, or one whose write was cut off with the process: bytes {} to"
                            + " {} of {}, kept in {}; received {}. All others go on",
                    log,
                    start,
                    end,
                    of.path(),
                    kept,
                    SpoolRecord.isHead(bytes, start, of.marker())
                            ? "at " + SpoolRecord.receivedAt(bytes, start)
                            : "at a time that is damaged too");
            return state.gone(first, last);
        } catch (IOException e) {
            LOG.error(
                    "log {}: bytes {} to {} of {} are damaged and cannot be set aside now",
                    log,
                    start,
                    end,
                    of.path(),
                    e);
            return 0;
        }
    }
}

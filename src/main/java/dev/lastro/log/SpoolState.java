package dev.lastro.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which deliveries of the spool are gone, and where in the log others may be already. A file of fixed size, written in
 * place: draining needs no space on a full disk. It has two copies, written and fsynced one after the other, so a torn
 * write or a flipped byte costs neither.
 */
final class SpoolState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolState.class);

    static final int COPY_BYTES = 64 << 10;
    private static final long MAGIC = 0x4c6173_74726f_5331L;

    private final RandomAccessFile file;
    private final TreeMap<Long, Long> goneFromTo = new TreeMap<>();
    private final TreeMap<Long, Long> perhapsAt = new TreeMap<>();
    private long version;

    private SpoolState(RandomAccessFile file) {
        this.file = file;
    }

    /** A file of which no copy is whole is moved aside by {@code folder}, and all that is spooled counts as waiting. */
    static SpoolState open(SpoolFolder folder) throws IOException {
        var path = folder.stateFile();
        if (Files.exists(path) && Files.size(path) > 0) {
            var state = new SpoolState(new RandomAccessFile(path.toFile(), "rw"));
            if (state.load()) {
                return state;
            }
            state.close();
            LOG.error(
                    "{}: both copies are damaged, moved to {}. What waits in the spool and was written to the log already"
                            + " may be written again",
                    path,
                    folder.moveAside(path));
        }
        var state = new SpoolState(create(path));
        state.save();
        SpoolFolder.force(folder.path());
        return state;
    }

    private static RandomAccessFile create(Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "rw");
        file.write(new byte[2 * COPY_BYTES]);
        file.getFD().sync();
        return file;
    }

    boolean isGone(long sequence) {
        return goneUpTo(sequence) >= sequence;
    }

    /** All of them; true also for none. */
    boolean areGone(long from, long to) {
        return from > to || goneUpTo(from) >= to;
    }

    /** The end of the range of gone ones that this one is in; less than it: it is not gone. */
    private long goneUpTo(long sequence) {
        var range = goneFromTo.floorEntry(sequence);
        return range == null ? sequence - 1 : Math.max(range.getValue(), sequence - 1);
    }

    long lastGone() {
        return goneFromTo.isEmpty() ? 0 : goneFromTo.lastEntry().getValue();
    }

    /** How many of them are not gone. */
    long waiting(long from, long to) {
        var waiting = Math.max(0, to - from + 1);
        for (var range = goneFromTo.floorEntry(to); range != null && range.getValue() >= from; ) {
            waiting -= Math.min(range.getValue(), to) - Math.max(range.getKey(), from) + 1;
            range = goneFromTo.lowerEntry(range.getKey());
        }
        return waiting;
    }

    /** @return how many of them were not gone before */
    long gone(long from, long to) {
        if (from > to) {
            return 0;
        }
        var news = waiting(from, to);
        var start = from;
        var end = to;
        var overlapping = goneFromTo.floorEntry(to + 1);
        while (overlapping != null && overlapping.getValue() >= from - 1) {
            start = Math.min(start, overlapping.getKey());
            end = Math.max(end, overlapping.getValue());
            goneFromTo.remove(overlapping.getKey());
            overlapping = goneFromTo.floorEntry(to + 1);
        }
        goneFromTo.put(start, end);
        perhapsAt.subMap(from, true, to, true).clear();
        return news;
    }

    @Nullable
    Long perhapsAt(long sequence) {
        return perhapsAt.get(sequence);
    }

    void perhapsAt(Map<Long, Long> positions) {
        perhapsAt.putAll(positions);
    }

    Map<Long, Long> marks() {
        return new TreeMap<>(perhapsAt);
    }

    void restoreMarks(Map<Long, Long> marks) {
        perhapsAt.clear();
        perhapsAt.putAll(marks);
    }

    /** Durable on return. */
    void save() throws IOException {
        var runs = runs();
        var copyBytes = new byte[COPY_BYTES];
        var bytes = ByteBuffer.wrap(copyBytes);
        if (28 + goneFromTo.size() * 16L + runs.size() * 24L > COPY_BYTES) {
            throw new IOException("the spool's state is too scattered for its file: %d ranges, %d marks"
                    .formatted(goneFromTo.size(), runs.size()));
        }
        bytes.putLong(MAGIC).putLong(++version).putInt(goneFromTo.size()).putInt(runs.size());
        goneFromTo.forEach((from, to) -> bytes.putLong(from).putLong(to));
        runs.forEach(run -> bytes.putLong(run.sequence).putLong(run.position).putLong(run.count));
        bytes.putInt(SpoolRecord.crc(bytes, 0, bytes.position()));
        for (var copy = 0; copy < 2; copy++) {
            file.seek((long) copy * COPY_BYTES);
            file.write(copyBytes, 0, bytes.position());
            file.getFD().sync();
        }
    }

    private record Run(long sequence, long position, long count) {}

    /** Neighbours in the spool that are neighbours in the log. */
    private Collection<Run> runs() {
        var runs = new TreeMap<Long, Run>();
        perhapsAt.forEach((sequence, position) -> {
            var last = runs.lastEntry();
            if (last != null
                    && last.getValue().sequence + last.getValue().count == sequence
                    && last.getValue().position + last.getValue().count == position) {
                var run = last.getValue();
                runs.put(last.getKey(), new Run(run.sequence, run.position, run.count + 1));
            } else {
                runs.put(sequence, new Run(sequence, position, 1));
            }
        });
        return runs.values();
    }

    private boolean load() throws IOException {
        var copies = new byte[2 * COPY_BYTES];
        var length = (int) Math.min(file.length(), copies.length);
        file.seek(0);
        file.readFully(copies, 0, length);
        var found = false;
        for (var copy = 0; copy < 2; copy++) {
            found |= loadNewer(
                    ByteBuffer.wrap(copies, copy * COPY_BYTES, COPY_BYTES).slice());
        }
        return found;
    }

    private boolean loadNewer(ByteBuffer copy) {
        var ranges = copy.getInt(16);
        var runs = copy.getInt(20);
        var end = 24 + ranges * 16L + runs * 24L;
        if (copy.getLong(0) != MAGIC || ranges < 0 || runs < 0 || end + 4 > COPY_BYTES) {
            return false;
        }
        if (copy.getInt((int) end) != SpoolRecord.crc(copy, 0, (int) end)) {
            return false;
        }
        if (copy.getLong(8) <= version) {
            return true;
        }
        version = copy.getLong(8);
        goneFromTo.clear();
        perhapsAt.clear();
        copy.position(24);
        for (var i = 0; i < ranges; i++) {
            goneFromTo.put(copy.getLong(), copy.getLong());
        }
        for (var i = 0; i < runs; i++) {
            var sequence = copy.getLong();
            var position = copy.getLong();
            var count = copy.getLong();
            for (var each = 0L; each < count; each++) {
                perhapsAt.put(sequence + each, position + each);
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

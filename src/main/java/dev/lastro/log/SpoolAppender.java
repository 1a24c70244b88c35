package dev.lastro.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing end of the spool; used by its one thread alone. */
final class SpoolAppender {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolAppender.class);

    private final String log;
    private final SpoolFolder folder;
    private final SpoolStore store;
    private final SpoolLimits limits;
    private final RandomGenerator markers;
    private @Nullable Open open;

    /** The file that is appended to. */
    private record Open(SpoolSegment segment, FileChannel channel) {}

    SpoolAppender(String log, SpoolFolder folder, SpoolStore store, SpoolLimits limits, RandomGenerator markers) {
        this.log = log;
        this.folder = folder;
        this.store = store;
        this.limits = limits;
        this.markers = markers;
    }

    /** Completes them all: once fsynced, or with what went wrong. */
    void write(List<SpoolOnDisk.Adding> batch) {
        if (open != null && store.isDrained(open.segment)) {
            retire();
        }
        store.deleteDrained(open == null ? null : open.segment);
        if (batch.isEmpty()) {
            return;
        }
        try {
            var fitting = fitting(batch);
            append(fitting);
            if (fitting.size() == batch.size()) {
                store.wrote();
            }
            fitting.forEach(each -> each.answer().complete(null));
            if (fitting.size() == batch.size()) {
                return;
            }
            throw new IOException("lastro.spool-max=%dB (%d are taken) or lastro.spool-keep-free=%dB would be exceeded"
                    .formatted(limits.maxBytes(), store.bytes(), limits.keepFreeBytes()));
        } catch (IOException e) {
            store.failedToWrite(e);
            var answer = new LogUnavailableException("the spool cannot take a delivery: " + e.getMessage());
            batch.forEach(each -> each.answer().completeExceptionally(answer));
        }
    }

    private List<SpoolOnDisk.Adding> fitting(List<SpoolOnDisk.Adding> batch) throws IOException {
        var usable = Files.getFileStore(folder.path()).getUsableSpace() - limits.keepFreeBytes();
        var room = Math.min(usable, limits.maxBytes() - store.bytes());
        var fitting = new ArrayList<SpoolOnDisk.Adding>(batch.size());
        for (var each : batch) {
            if (each.bytes() <= room) {
                room -= each.bytes();
                fitting.add(each);
            }
        }
        return fitting;
    }

    private void append(List<SpoolOnDisk.Adding> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        store.settleRefused();
        if (open != null && open.segment.length() >= SpoolLimits.SEGMENT_BYTES) {
            retire();
        }
        var to = open == null ? open() : open;
        var first = store.nextSequence();
        var records = new ArrayList<byte[]>(batch.size());
        var bytes = 0L;
        for (var each : batch) {
            var record = SpoolRecord.encode(
                    to.segment.marker(), first + records.size(), each.submission(), each.salt(), each.perhapsAt());
            records.add(record);
            bytes += record.length;
        }
        var start = to.segment.length();
        try {
            SpoolSegment.append(to.channel, start, records);
            to.channel.force(false);
        } catch (IOException e) {
            takeBack(to, start, first + records.size() - 1);
            throw e;
        }
        store.added(to.segment, start + bytes, first + records.size() - 1);
    }

    private Open open() throws IOException {
        var segment = SpoolSegment.next(folder.path(), log, store.nextSequence(), markers.nextLong());
        var opened = new Open(segment, segment.create(folder.path()));
        store.begun(segment);
        open = opened;
        return opened;
    }

    /** What was refused is cut off; if the disk does not even do that, its sequences are noted as gone. */
    private void takeBack(Open from, long length, long lastSequence) {
        try {
            from.channel.truncate(length);
            from.channel.force(false);
        } catch (IOException e) {
            LOG.warn("log {}: {} could not be cut back to {} bytes", log, from.segment.path(), length, e);
            store.refused(from.segment, lastSequence);
            retire();
        }
    }

    private void retire() {
        if (open == null) {
            return;
        }
        try {
            open.channel.close();
        } catch (IOException e) {
            LOG.warn("log {}: {} could not be closed", log, open.segment.path(), e);
        }
        open = null;
    }

    void close() {
        retire();
        store.deleteDrained(null);
    }
}

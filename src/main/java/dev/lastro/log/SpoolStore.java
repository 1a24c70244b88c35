package dev.lastro.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the spool's writing and draining ends share: its files, and what of them is gone. */
final class SpoolStore {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolStore.class);

    private final String log;
    private final SpoolFolder folder;
    private final SpoolState state;
    private final SpoolReading reading;
    private final List<SpoolSegment> segments = new ArrayList<>();
    private long nextSequence;
    private boolean unsaved;
    private boolean refusedUnsaved;

    private volatile long waiting;
    private volatile long bytes;
    private volatile @Nullable String writeFailure;
    private volatile @Nullable String readFailure;

    private SpoolStore(String log, SpoolFolder folder, SpoolState state) {
        this.log = log;
        this.folder = folder;
        this.state = state;
        this.reading = new SpoolReading(log, folder, state);
        this.nextSequence = state.lastGone() + 1;
    }

    static SpoolStore open(String log, SpoolFolder folder) throws IOException {
        var store = new SpoolStore(log, folder, SpoolState.open(folder));
        var found = folder.segments();
        for (var i = 0; i < found.size(); i++) {
            store.take(found.get(i), i + 1 < found.size() ? found.get(i + 1) : null);
        }
        store.save();
        store.deleteDrained(null);
        return store;
    }

    /** A file that cannot be read at all stays where it is for the next start; its deliveries are nobody's loss yet. */
    private synchronized void take(SpoolSegment segment, @Nullable SpoolSegment next) {
        nextSequence = Math.max(nextSequence, segment.firstSequence());
        try {
            segment.measure();
            var file = segment.read();
            segment.grownTo(segment.length(), SpoolReading.lastSequence(segment, file, next));
            segments.add(segment);
            bytes += segment.length();
            nextSequence = Math.max(nextSequence, segment.lastSequence() + 1);
            waiting += state.waiting(segment.firstSequence(), segment.lastSequence());
            waiting -= reading.examine(segment, file);
        } catch (IOException e) {
            nextSequence += SpoolReading.LEAP;
            readFailure = "%s cannot be read: %s".formatted(segment.path(), e);
            LOG.error(
                    "log {}: {} cannot be read. It is left as it is, and its deliveries wait for the next start that can"
                            + " read it",
                    log,
                    segment.path(),
                    e);
        }
    }

    long waiting() {
        return waiting;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    String lastFailure() {
        var failure = writeFailure;
        return failure == null ? readFailure : failure;
    }

    synchronized @Nullable Instant oldestReceivedAt() {
        try {
            return waiting == 0 ? null : reading.oldestReceivedAt(segments);
        } catch (IOException e) {
            return null;
        }
    }

    synchronized List<Spooled> oldest(int maxRows, long maxBytes) {
        if (waiting == 0) {
            return List.of();
        }
        try {
            var oldest = new ArrayList<Spooled>();
            var lost = reading.oldest(segments, maxRows, maxBytes, oldest);
            if (lost > 0) {
                waiting -= lost;
                save();
            }
            return oldest;
        } catch (IOException e) {
            if (readFailure == null) {
                LOG.error("log {}: the spool cannot be read", log, e);
            }
            readFailure = "the spool cannot be read: " + e;
            throw new LogUnavailableException(readFailure);
        }
    }

    synchronized void mark(Map<Long, Long> positions) {
        var before = state.marks();
        state.perhapsAt(positions);
        if (!save()) {
            state.restoreMarks(before);
            throw new LogUnavailableException("the spool cannot note what is drained: " + writeFailure);
        }
    }

    synchronized void remove(List<Long> sequences) {
        for (var each : sequences) {
            waiting -= state.gone(each, each);
        }
        save();
    }

    synchronized void setAside(Spooled delivery, String reason) {
        try {
            var kept = folder.keep(
                    "%019d.json".formatted(delivery.sequence()),
                    ByteBuffer.wrap(SpoolExport.json(log, delivery, reason)));
            LOG.error(
                    "log {}: a delivery of {} received at {} is kept in {} and not in the log: {}",
                    log,
                    delivery.submission().provider(),
                    delivery.submission().receivedAt(),
                    kept,
                    reason);
        } catch (IOException e) {
            failedToWrite(e);
            throw new LogUnavailableException("the spool cannot set a delivery aside: " + e);
        }
        remove(List.of(delivery.sequence()));
    }

    /** False: tried again with the next change. */
    private boolean save() {
        try {
            state.save();
            unsaved = false;
            refusedUnsaved = false;
            return true;
        } catch (IOException e) {
            unsaved = true;
            failedToWrite(e);
            return false;
        }
    }

    synchronized long nextSequence() {
        return nextSequence;
    }

    synchronized void begun(SpoolSegment segment) {
        segments.add(segment);
    }

    /** Acknowledged from here on. */
    synchronized void added(SpoolSegment segment, long length, long lastSequence) {
        waiting += lastSequence - segment.lastSequence();
        bytes += length - segment.length();
        segment.grownTo(length, lastSequence);
        nextSequence = lastSequence + 1;
    }

    /** What was written after the end of this file and refused does not come back after a restart. */
    synchronized void refused(SpoolSegment segment, long lastSequence) {
        state.gone(segment.lastSequence() + 1, lastSequence);
        segment.grownTo(segment.length(), lastSequence);
        nextSequence = lastSequence + 1;
        refusedUnsaved = true;
        save();
    }

    /** Before anything else is acknowledged. */
    synchronized void settleRefused() throws IOException {
        if (refusedUnsaved && !save()) {
            throw new IOException(writeFailure);
        }
    }

    synchronized boolean isDrained(SpoolSegment segment) {
        return segment.lastSequence() >= segment.firstSequence()
                && state.areGone(segment.firstSequence(), segment.lastSequence());
    }

    /** @param open the file that is appended to */
    synchronized void deleteDrained(@Nullable SpoolSegment open) {
        if (unsaved && !save()) {
            return;
        }
        for (var each : List.copyOf(segments)) {
            if (each != open && state.areGone(each.firstSequence(), each.lastSequence())) {
                delete(each);
            }
        }
    }

    private synchronized void delete(SpoolSegment segment) {
        try {
            if (segment.isUnreadableInPart()) {
                LOG.error(
                        "log {}: what could be read is drained, the rest is in {}",
                        log,
                        folder.moveAside(segment.path()));
            } else {
                Files.deleteIfExists(segment.path());
            }
            segments.remove(segment);
            bytes -= segment.length();
        } catch (IOException e) {
            failedToWrite(e);
        }
    }

    synchronized void wrote() {
        if (writeFailure != null) {
            LOG.info("log {}: the spool takes deliveries again", log);
            writeFailure = null;
        }
    }

    synchronized void failedToWrite(IOException e) {
        if (writeFailure == null) {
            LOG.error("log {}: the spool in {} cannot be written", log, folder.path(), e);
        }
        writeFailure = "the spool cannot be written: " + e.getMessage();
    }

    synchronized void close() {
        try {
            state.close();
        } catch (IOException e) {
            LOG.warn("log {}: the spool's state could not be closed", log, e);
        }
    }
}

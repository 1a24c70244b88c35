package dev.lastro.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool as append-only files of checksummed records, why: docs/adr/0004. One thread writes what is waiting and
 * fsyncs it once; alone, an add waits for nobody.
 */
final class SpoolOnDisk implements Spool {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolOnDisk.class);

    private final String log;
    private final SpoolFolder folder;
    private final SpoolStore store;
    private final SpoolAppender appender;
    private final LinkedBlockingQueue<Adding> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;

    /** A delivery on its way to the disk. */
    record Adding(
            Submission submission, byte[] salt, @Nullable Long perhapsAt, CompletableFuture<Void> answer) {

        long bytes() {
            return (long) submission.headers().length + submission.body().length;
        }
    }

    /** Nothing to write: look what can be deleted. */
    private static final Adding NUDGE = new Adding(
            new Submission("", "", Instant.EPOCH, new byte[0], new byte[0]),
            new byte[0],
            null,
            CompletableFuture.completedFuture(null));

    private SpoolOnDisk(String log, SpoolFolder folder, SpoolStore store, SpoolAppender appender) {
        this.log = log;
        this.folder = folder;
        this.store = store;
        this.appender = appender;
        this.thread = Thread.ofPlatform().daemon().name("lastro-spool-" + log).unstarted(this::run);
    }

    /**
     * Looks through all that is there, which takes a second per GB or so.
     *
     * @param path is made if it is not there; its disk must keep what was fsynced
     * @param markers must not be guessable by a sender
     * @throws SpoolUnusableException if the folder cannot be made or written, or another process has this log's spool
     */
    static SpoolOnDisk open(Path path, String log, SpoolLimits limits, RandomGenerator markers) {
        var folder = SpoolFolder.open(path, log);
        try {
            var store = SpoolStore.open(log, folder);
            var spool = new SpoolOnDisk(log, folder, store, new SpoolAppender(log, folder, store, limits, markers));
            if (store.waiting() > 0) {
                LOG.warn("log {}: {} deliveries wait in the spool {}", log, store.waiting(), path);
            }
            spool.thread.start();
            return spool;
        } catch (IOException e) {
            folder.close();
            throw new SpoolUnusableException(
                    "lastro.spool-dir=%s cannot be used: %s; make room or let this user read and write all in it"
                            .formatted(path, e),
                    e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public CompletableFuture<Void> add(Submission submission, byte[] salt, @Nullable Long perhapsAt) {
        var adding = new Adding(submission, salt, perhapsAt, new CompletableFuture<>());
        queue.add(adding);
        if (closed && queue.remove(adding)) {
            adding.answer().completeExceptionally(new LogUnavailableException("the spool is closed"));
        }
        return adding.answer();
    }

    @Override
    public List<Spooled> oldest(int maxRows, long maxBytes) {
        return store.oldest(maxRows, maxBytes);
    }

    @Override
    public void mark(List<Spooled> deliveries, long firstPosition) {
        var positions = new TreeMap<Long, Long>();
        for (var each : deliveries) {
            positions.put(each.sequence(), firstPosition + positions.size());
        }
        store.mark(positions);
    }

    @Override
    public void remove(List<Spooled> deliveries) {
        store.remove(deliveries.stream().map(Spooled::sequence).toList());
        queue.add(NUDGE);
    }

    @Override
    public void setAside(Spooled delivery, String reason) {
        store.setAside(delivery, reason);
        queue.add(NUDGE);
    }

    @Override
    public long waiting() {
        return store.waiting();
    }

    @Override
    public SpoolStatus status() {
        @Nullable Instant oldest = store.oldestReceivedAt();
        return new SpoolStatus(store.waiting(), oldest, store.bytes(), folder.setAside(), store.lastFailure());
    }

    @Override
    public void close() {
        closing = true;
        queue.add(NUDGE);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var batch = new ArrayList<Adding>();
        while (!closing || !queue.isEmpty()) {
            take(batch);
            try {
                appender.write(batch);
            } catch (RuntimeException e) {
                LOG.error("log {}: the spool could not write", log, e);
                var answer = new LogUnavailableException("the spool could not write: " + e);
                batch.forEach(each -> each.answer().completeExceptionally(answer));
            }
            batch.clear();
        }
        closed = true;
        for (var each = queue.poll(); each != null; each = queue.poll()) {
            each.answer().completeExceptionally(new LogUnavailableException("the spool is closed"));
        }
        appender.close();
        store.close();
        folder.close();
    }

    private void take(List<Adding> batch) {
        try {
            var next = queue.take();
            var bytes = 0L;
            while (next != null) {
                if (!next.answer().isDone()) {
                    batch.add(next);
                    bytes += next.bytes();
                }
                if (batch.size() == LogLimits.BATCH_ROWS || bytes >= LogLimits.BATCH_BYTES) {
                    break;
                }
                next = queue.poll();
            }
        } catch (InterruptedException e) {
            closing = true;
        }
    }
}

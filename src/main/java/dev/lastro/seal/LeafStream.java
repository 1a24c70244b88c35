package dev.lastro.seal;

import dev.lastro.log.LeafReader;
import dev.lastro.log.Leaves;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The leaves of a range of a log in order, made by all cores from rows that are read side by side. */
final class LeafStream implements AutoCloseable {

    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

    private final LeafReader reader;
    private final String log;
    private final long to;
    private final Deque<Future<Leaves>> ahead = new ArrayDeque<>();
    private @Nullable ExecutorService workers;
    private long asked;

    LeafStream(LeafReader reader, String log, long from, long to) {
        this.reader = reader;
        this.log = log;
        this.to = to;
        this.asked = from;
    }

    /** The next leaves; null after the last. */
    @Nullable
    Leaves next() throws InterruptedException {
        if (workers == null && to - asked <= LeafReader.COUNT_MAX) {
            // A minute's news is not worth a thread.
            var from = asked;
            asked = to;
            return from == to ? null : reader.read(log, from, to);
        }
        if (workers == null) {
            workers = Executors.newFixedThreadPool(THREADS);
        }
        while (asked < to && ahead.size() <= THREADS) {
            var from = asked;
            // Blocks begin at their own multiples, so that whole tiles are hashed where they were read.
            asked = Math.min(to, (from / LeafReader.COUNT_MAX + 1) * LeafReader.COUNT_MAX);
            var end = asked;
            ahead.add(workers.submit(() -> reader.read(log, from, end)));
        }
        var next = ahead.poll();
        return next == null ? null : get(next);
    }

    private static Leaves get(Future<Leaves> leaves) throws InterruptedException {
        try {
            return leaves.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.shutdownNow();
        }
    }
}

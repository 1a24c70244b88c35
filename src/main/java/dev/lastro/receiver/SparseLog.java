package dev.lastro.receiver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Lets one line a minute through for each of its keys, whatever senders do, and counts the others. */
final class SparseLog {

    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    /** Keys are made of configured names and fixed words; this holds even if one of them should not be. */
    private static final int KEYS_MAX = 1_000;

    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** @param log is given how often this happened since it was logged last */
    void log(String key, long nanoTime, LongConsumer log) {
        var line = lines.get(key);
        if (line == null) {
            if (lines.size() >= KEYS_MAX) {
                return;
            }
            line = lines.computeIfAbsent(key, _ -> new Line(nanoTime - EVERY_NANOS));
        }
        line.times.incrementAndGet();
        var last = line.loggedNanos.get();
        if (nanoTime - last >= EVERY_NANOS && line.loggedNanos.compareAndSet(last, nanoTime)) {
            log.accept(line.times.getAndSet(0));
        }
    }

    private static final class Line {
        private final AtomicLong loggedNanos;
        private final AtomicLong times = new AtomicLong();

        Line(long loggedNanos) {
            this.loggedNanos = new AtomicLong(loggedNanos);
        }
    }
}

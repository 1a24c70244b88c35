package dev.lastro.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Everything that was sent, with what its sender was told; a line of a file for each answer, for whoever looks later. */
final class Ledger implements AutoCloseable {

    /** @param reply null until there is one */
    record Line(String sha256, @Nullable Reply reply) {}

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Line> lines = new ConcurrentHashMap<>();
    private final BufferedWriter file;

    Ledger(Path file) {
        try {
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long nextNumber() {
        return numbers.getAndIncrement();
    }

    /** Before the first byte leaves. */
    void sending(Delivery delivery) {
        lines.put(delivery.number(), new Line(Delivery.sha256(delivery.body()), null));
    }

    void answered(Delivery delivery, Reply reply) {
        var line = lines.computeIfPresent(delivery.number(), (number, sent) -> new Line(sent.sha256(), reply));
        if (line == null) {
            throw new IllegalStateException("delivery %d was never sent".formatted(delivery.number()));
        }
        try {
            synchronized (file) {
                file.write("%d\t%s\t%s%n".formatted(delivery.number(), line.sha256(), reply));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<Long, Line> lines() {
        return lines;
    }

    long count(Class<? extends Reply> kind) {
        return lines.values().stream()
                .filter(line -> kind.isInstance(line.reply()))
                .count();
    }

    /** Deliveries that were answered 200. */
    long acknowledged() {
        return count(Reply.Stored.class) + count(Reply.Spooled.class);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

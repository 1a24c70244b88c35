package dev.lastro.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Of a log whose writer can wait for the database itself, such as a job's. */
enum NoSpool implements Spool {
    INSTANCE;

    @Override
    public CompletableFuture<Void> add(Submission submission, byte[] salt, @Nullable Long perhapsAt) {
        return CompletableFuture.failedFuture(new LogUnavailableException("there is no spool"));
    }

    @Override
    public List<Spooled> oldest(int maxRows, long maxBytes) {
        return List.of();
    }

    @Override
    public void mark(List<Spooled> deliveries, long firstPosition) {}

    @Override
    public void remove(List<Spooled> deliveries) {}

    @Override
    public void setAside(Spooled delivery, String reason) {}

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public SpoolStatus status() {
        return new SpoolStatus(0, null, 0, 0, "there is no spool");
    }

    @Override
    public void close() {}
}

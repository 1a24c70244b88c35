package dev.lastro.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes rows to a report's files on a thread of its own, in order, while the caller makes the next ones. Not thread-safe. */
final class RowWriter implements AutoCloseable {

    private static final int ROWS = 1_000;

    private final ReportFile file;
    private final LongConsumer progress;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lastro-csv").factory());
    private List<String[]> rows = new ArrayList<>(ROWS);
    private @Nullable Future<?> writing;
    private long count;

    /**
     * @param file nobody else's until {@link #close} has returned
     * @param progress is told now and then, on the caller's thread, how many rows were added so far
     */
    RowWriter(ReportFile file, LongConsumer progress) {
        this.file = file;
        this.progress = progress;
    }

    /** @param cells not to be changed any more */
    void add(String[] cells) {
        count++;
        rows.add(cells);
        if (rows.size() == ROWS) {
            flush();
            progress.accept(count);
        }
    }

    /** Begins to write what is waiting. */
    private void flush() {
        await();
        var lot = rows;
        rows = new ArrayList<>(ROWS);
        writing = thread.submit(() -> {
            for (var row : lot) {
                file.write(row);
            }
            return null;
        });
    }

    private void await() {
        if (writing == null) {
            return;
        }
        try {
            writing.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw new UncheckedIOException(failure);
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a report was written", e);
        }
    }

    /** All rows are in the file. */
    void finish() {
        flush();
        await();
    }

    /** What is not finished is left out. */
    @Override
    public void close() {
        thread.close();
    }
}

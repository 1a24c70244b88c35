package dev.lastro.receiver;

import dev.lastro.log.UnfitDatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rejections down beside the answers, which never wait for it: many at once on a connection of its own. Where
 * more come than are written, or the database is away, they are counted and dropped; each has been logged and measured.
 */
final class Rejections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    /** Of about half a kilobyte each. */
    private static final int WAITING_MAX = 1_024;

    private static final int BATCH_MAX = 256;

    /** Between two batches: a flood costs the database five small commits a second. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    private static final long CLOSE_PATIENCE_MILLIS = 3_000;

    /** Opens a connection of the user that may write there. */
    interface Connections {
        Connection open() throws SQLException;
    }

    private final BlockingQueue<Rejection> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<Rejection> batch = new ArrayList<>(BATCH_MAX);
    private final AtomicLong dropped = new AtomicLong();
    private final SparseLog sparseLog = new SparseLog();
    private final Connections connections;
    private final RejectionTable table;
    private final Thread writer;
    private volatile boolean isClosed;
    private @Nullable Connection connection;

    Rejections(Connections connections, RejectionTable table) {
        this.connections = connections;
        this.table = table;
        this.writer = Thread.ofVirtual().name("rejections").start(this::run);
    }

    /** Whether one more would be taken now: else there is no need to make it. */
    boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    void record(Rejection rejection) {
        if (!waiting.offer(rejection)) {
            drop(1);
        }
    }

    void drop(int count) {
        dropped.addAndGet(count);
    }

    /** Those that were not written down, since this process started. */
    long dropped() {
        return dropped.get();
    }

    private void run() {
        try {
            while (!isClosed || !waiting.isEmpty()) {
                if (batch.isEmpty()) {
                    var first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                    waiting.drainTo(batch, BATCH_MAX - 1);
                }
                var isWritten = write();
                if (!isWritten && isClosed) {
                    return;
                }
                Thread.sleep(isWritten ? PAUSE : RETRY_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private boolean write() {
        try {
            if (connection == null) {
                connection = connections.open();
            }
            table.write(connection, batch);
            batch.clear();
            return true;
        } catch (SQLException | UnfitDatabaseException e) {
            disconnect();
            if (isOfTheRows(e)) {
                drop(batch.size());
                batch.clear();
            }
            sparseLog.log(
                    "not written",
                    System.nanoTime(),
                    times -> LOG.warn(
                            "rejected requests could not be written down; {} are waiting: {}{}",
                            batch.size() + waiting.size(),
                            e.getMessage(),
                            isDenied(e) ? "; after an upgrade sql/grants.sql has to be run again" : ""));
            return false;
        }
    }

    /** SQLSTATE class 22 and general errors: what is in them, and not who is away; it would not go in the next time either. */
    private static boolean isOfTheRows(Exception e) {
        return e instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("HY"));
    }

    private static boolean isDenied(Exception e) {
        return e instanceof SQLException sql && (sql.getErrorCode() == 1142 || sql.getErrorCode() == 1143);
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection that is not needed any more", e);
        }
        connection = null;
    }

    /** Writes what is waiting, if that can be done at once. */
    @Override
    public void close() {
        isClosed = true;
        try {
            if (!writer.join(Duration.ofMillis(CLOSE_PATIENCE_MILLIS))) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        drop(waiting.size());
    }
}

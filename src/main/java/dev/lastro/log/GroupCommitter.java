package dev.lastro.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is waiting in one INSERT, commits it, and answers all of it. Alone, a delivery waits for nobody; under
 * load the next batch gathers while the last one commits.
 *
 * <p>If the process dies, what was not committed was not answered. If the connection dies inside a commit, nobody is
 * answered before the table was asked: this is the only writer, so the row at the batch's first position tells.
 */
final class GroupCommitter implements LogWriter {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);

    private enum State {
        /** Another process holds the lock, or none was asked for yet. */
        STANDBY,
        WRITING,
        /** The connection broke a moment ago; what comes in waits. */
        RECOVERING,
        /** The database is away for longer than a sender should wait. */
        AWAY,
        CLOSED
    }

    /** Opens connections as the user that may append. */
    interface Connections {
        Connection open() throws SQLException;
    }

    private final String log;
    private final Connections connections;
    private final RandomGenerator salts;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    private volatile State state = State.STANDBY;
    private volatile boolean closing;

    // Of the committing thread alone.
    private long leaderId;
    private long nextPosition;
    private long brokenSinceNanos = System.nanoTime();
    private Batch undecided = Batch.EMPTY;
    private final ArrayDeque<Waiting> uncommitted = new ArrayDeque<>();
    private String lastComplaint = "";

    GroupCommitter(String log, Connections connections, RandomGenerator salts) {
        this.log = log;
        this.connections = connections;
        this.salts = salts;
        this.thread = Thread.ofPlatform().daemon().name("lastro-log-" + log).unstarted(this::run);
    }

    GroupCommitter start() {
        thread.start();
        return this;
    }

    @Override
    public String logName() {
        return log;
    }

    @Override
    public boolean isWriting() {
        return state == State.WRITING;
    }

    @Override
    public boolean awaitWriting(Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!isWriting() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return isWriting();
    }

    @Override
    public CompletableFuture<Long> append(Submission submission) {
        var answer = new CompletableFuture<Long>();
        var salt = new byte[16];
        salts.nextBytes(salt);
        var waiting = new Waiting(submission, salt, answer, System.nanoTime());
        if (waiting.bytes() > LogLimits.DELIVERY_BYTES) {
            throw new IllegalArgumentException("a delivery of %d bytes; the log takes at most %d"
                    .formatted(waiting.bytes(), LogLimits.DELIVERY_BYTES));
        }
        if (closing || (state != State.WRITING && state != State.RECOVERING)) {
            refuse(waiting);
            return answer;
        }
        queue.add(waiting);
        if (state == State.CLOSED && queue.remove(waiting)) {
            refuse(waiting);
        }
        return answer;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(LogLimits.SOCKET_TIMEOUT.plus(LogLimits.PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (var session = new LogSession(connections.open(), log)) {
                if (session.lock()) {
                    leaderId = session.id();
                    settle(session);
                    lead(session);
                } else if (session.isLockedBy(leaderId)) {
                    // The server has not noticed yet that our last connection is gone. It may still commit.
                    session.end(leaderId);
                } else {
                    settleAsStandby(session);
                }
            } catch (SQLException e) {
                broken(e);
            }
            if (!closing) {
                pause();
            }
        }
        state = State.CLOSED;
        undecided.waiting().forEach(this::refuse);
        refuseAll();
    }

    private void lead(LogSession session) throws SQLException {
        state = State.WRITING;
        lastComplaint = "";
        LOG.info("log {}: writing from position {}", log, nextPosition);
        while (!closing || !queue.isEmpty()) {
            var waiting = take();
            if (waiting.isEmpty()) {
                if (!session.stillLocked()) {
                    throw new SQLException("the lock of log " + log + " is gone", "08S01");
                }
                continue;
            }
            write(session, waiting);
        }
    }

    /** What is waiting now, bounded; waits for the first only. */
    private List<Waiting> take() {
        var batch = new ArrayList<Waiting>();
        try {
            var next = queue.poll(LogLimits.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
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
        return batch;
    }

    private void write(LogSession session, List<Waiting> waiting) throws SQLException {
        undecided = Batch.place(log, nextPosition, waiting);
        session.insert(undecided.deliveries());
        answer(undecided);
    }

    private void answer(Batch batch) {
        undecided = Batch.EMPTY;
        nextPosition += batch.deliveries().size();
        for (var i = 0; i < batch.waiting().size(); i++) {
            batch.waiting().get(i).answer().complete(batch.deliveries().get(i).position());
        }
    }

    /** With the lock in hand the last batch's outcome is final: it is in the table, or it never will be. */
    private void settle(LogSession session) throws SQLException {
        var batch = undecided;
        if (batch.isCommitted(session)) {
            nextPosition = batch.deliveries().getFirst().position();
            answer(batch);
        }
        nextPosition = session.nextPosition();
        undecided = Batch.EMPTY;
        uncommitted.addAll(batch.waiting());
        for (var each = uncommitted.poll(); each != null; each = uncommitted.poll()) {
            writeAlone(session, each);
        }
    }

    /** If it was one delivery that the database would not take, the others of its batch do not suffer for it. */
    private void writeAlone(LogSession session, Waiting waiting) throws SQLException {
        if (waiting.answer().isDone() || waiting.isOverdue()) {
            refuse(waiting);
            return;
        }
        try {
            write(session, List.of(waiting));
        } catch (SQLException e) {
            if (isConnectionLost(e)) {
                throw e;
            }
            LOG.error(
                    "log {}: the database refused a delivery of {}",
                    log,
                    waiting.submission().provider(),
                    e);
            undecided = Batch.EMPTY;
            refuse(waiting);
        }
    }

    /** Another process has the lock, so the session of our last batch has ended and its outcome is final. */
    private void settleAsStandby(LogSession session) throws SQLException {
        var batch = undecided;
        if (batch.isCommitted(session)) {
            answer(batch);
        } else {
            undecided = Batch.EMPTY;
            batch.waiting().forEach(this::refuse);
        }
        if (state != State.STANDBY) {
            LOG.warn("log {}: another process is its writer now; this one stands by", log);
        } else if (lastComplaint.isEmpty()) {
            lastComplaint = "standby";
            LOG.info("log {}: another process is its writer; this one stands by", log);
        }
        state = State.STANDBY;
        refuseAll();
    }

    private void broken(SQLException e) {
        if (state == State.WRITING) {
            state = State.RECOVERING;
            brokenSinceNanos = System.nanoTime();
        }
        if (!String.valueOf(e.getMessage()).equals(lastComplaint)) {
            lastComplaint = String.valueOf(e.getMessage());
            LOG.warn("log {}: {}", log, lastComplaint);
        }
        if (state == State.RECOVERING && System.nanoTime() - brokenSinceNanos > LogLimits.PATIENCE.toNanos()) {
            state = State.AWAY;
        }
        if (state != State.RECOVERING) {
            refuseAll();
        }
    }

    private void refuseAll() {
        uncommitted.forEach(this::refuse);
        uncommitted.clear();
        for (var each = queue.poll(); each != null; each = queue.poll()) {
            refuse(each);
        }
    }

    private void refuse(Waiting waiting) {
        waiting.answer().completeExceptionally(new LogUnavailableException("log %s is %s".formatted(log, state)));
    }

    private static boolean isConnectionLost(SQLException e) {
        @Nullable String sqlState = e.getSQLState();
        return sqlState == null || sqlState.startsWith("08");
    }

    private static void pause() {
        try {
            Thread.sleep(LogLimits.RETRY_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

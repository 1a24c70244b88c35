package dev.lastro.log;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is waiting in one INSERT, commits it, and answers all of it. Alone, a delivery waits for nobody; under
 * load the next batch gathers while the last one commits. What the spool holds is written between these batches.
 *
 * <p>If the process dies, what was not committed was not answered. If the connection dies inside a commit, nobody is
 * answered before the table was asked: this is the only writer, so the row at the batch's first position tells.
 */
final class GroupCommitter implements LogWriter {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);

    enum State {
        WRITING,
        /** There is no connection, since a moment; what comes in waits. */
        RECOVERING,
        /** The database cannot be written, for longer than a sender should wait. */
        AWAY,
        /** Another process is the log's writer. */
        STANDBY,
        CLOSED
    }

    private static final long NEVER = 0;

    private final String log;
    private final LogSession.Connections connections;
    private final Spool spool;
    private final RandomGenerator salts;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    private volatile State state = State.RECOVERING;
    private volatile boolean closing;
    private volatile long busySinceNanos = NEVER;
    private volatile long brokenSinceNanos = System.nanoTime();
    private volatile String complaint = "";

    // Of the committing thread alone.
    private long leaderId;
    private long nextPosition;
    private Batch undecided = Batch.EMPTY;
    private final ArrayDeque<Waiting> again = new ArrayDeque<>();

    GroupCommitter(String log, LogSession.Connections connections, Spool spool, RandomGenerator salts) {
        this.log = log;
        this.connections = connections;
        this.spool = spool;
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

    /** A database that is silent, or not connected, for longer than a sender should wait is away, before it says so. */
    State state() {
        var now = state;
        var sinceNanos = now == State.RECOVERING ? brokenSinceNanos : now == State.WRITING ? busySinceNanos : NEVER;
        var isOver = sinceNanos != NEVER && System.nanoTime() - sinceNanos > LogLimits.PATIENCE.toNanos();
        return isOver ? State.AWAY : now;
    }

    /** What the database last said against being written; empty: nothing. */
    String complaint() {
        return complaint;
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
        return submit(submission).answer();
    }

    Waiting submit(Submission submission) {
        var salt = new byte[16];
        salts.nextBytes(salt);
        var waiting = new Waiting(submission, salt);
        if (waiting.bytes() > LogLimits.DELIVERY_BYTES) {
            throw new IllegalArgumentException("a delivery of %d bytes; the log takes at most %d"
                    .formatted(waiting.bytes(), LogLimits.DELIVERY_BYTES));
        }
        var now = state();
        if (closing || (now != State.WRITING && now != State.RECOVERING)) {
            refuse(waiting);
            return waiting;
        }
        queue.add(waiting);
        if (state == State.CLOSED && queue.remove(waiting)) {
            refuse(waiting);
        }
        return waiting;
    }

    @Override
    public void close() {
        closing = true;
        queue.add(nobodys());
        try {
            thread.join(LogLimits.SOCKET_TIMEOUT.plus(LogLimits.PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It is never placed, and wakes up the thread: otherwise it would see only at its next heartbeat that it is to end. */
    private static Waiting nobodys() {
        var nobodys = new Waiting(new Submission("", "", Instant.EPOCH, new byte[0], new byte[0]), new byte[0]);
        nobodys.answer().cancel(false);
        return nobodys;
    }

    private void run() {
        while (!closing) {
            try (var session = LogSession.open(connections, log)) {
                if (session.lock(Duration.ZERO) || standBy(session)) {
                    leaderId = session.id();
                    settle(session);
                    lead(session);
                }
            } catch (SQLException | UnfitDatabaseException e) {
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
        var drain = new Drain(log, session, spool);
        // Before anybody is told that the database is back, what waits longest shows that it takes writes.
        nextPosition = drain.batch(nextPosition);
        busySinceNanos = NEVER;
        state = State.WRITING;
        complaint = "";
        LOG.info("log {}: writing from position {}", log, nextPosition);
        var heartbeatNanos = System.nanoTime();
        while (!closing || !queue.isEmpty() || !again.isEmpty()) {
            var draining = !closing && drain.isDue();
            var waiting = take(draining ? Duration.ZERO : LogLimits.HEARTBEAT);
            busySinceNanos = System.nanoTime();
            if (!waiting.isEmpty()) {
                write(session, waiting);
            }
            if (draining) {
                nextPosition = drain.batch(nextPosition);
            }
            if (System.nanoTime() - heartbeatNanos >= LogLimits.HEARTBEAT.toNanos()) {
                heartbeatNanos = System.nanoTime();
                if (!session.stillLocked()) {
                    throw new SQLException("the lock of log " + log + " is gone", "08S01");
                }
                if (session.isAskedToGiveWay()) {
                    giveWay();
                    return;
                }
            }
            busySinceNanos = NEVER;
        }
    }

    /** What is waiting now, bounded; waits for the first only. */
    private List<Waiting> take(Duration patience) {
        var batch = new ArrayList<Waiting>();
        try {
            var next = again.isEmpty() ? queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS) : again.poll();
            var bytes = 0L;
            while (next != null) {
                batch.add(next);
                bytes += next.bytes();
                if (batch.size() == LogLimits.BATCH_ROWS || bytes >= LogLimits.BATCH_BYTES) {
                    break;
                }
                next = again.isEmpty() ? queue.poll() : again.poll();
            }
        } catch (InterruptedException e) {
            closing = true;
        }
        var later = batch.subList(LogSession.rowsAtOnce(batch.size()), batch.size());
        later.reversed().forEach(again::addFirst);
        later.clear();
        return batch;
    }

    private void write(LogSession session, List<Waiting> waiting) throws SQLException {
        undecided = Batch.place(log, nextPosition, waiting);
        if (undecided.deliveries().isEmpty()) {
            return;
        }
        try {
            session.insert(undecided.deliveries());
        } catch (SQLException e) {
            if (!isConnectionLost(e)) {
                // The server has answered: one statement is carried out as a whole, or not at all.
                takeBack();
            }
            throw e;
        }
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
        decide(session);
        nextPosition = session.nextPosition();
    }

    private void decide(LogSession session) throws SQLException {
        if (undecided.isCommitted(session)) {
            answer(undecided);
        }
        takeBack();
    }

    /** The batch is not committed, and never will be. */
    private void takeBack() {
        for (var each : undecided.waiting()) {
            if (each.queueAgain()) {
                again.add(each);
            } else {
                refuse(each);
            }
        }
        undecided = Batch.EMPTY;
    }

    /**
     * Waits for the lock.
     *
     * @return whether it is this process' now
     */
    private boolean standBy(LogSession session) throws SQLException {
        if (session.isLockedBy(leaderId)) {
            // The server has not noticed yet that our last connection is gone. It may still commit.
            session.end(leaderId);
        } else {
            settleAsStandby(session);
        }
        while (!closing) {
            // Only the writer can write what this process has acknowledged and spooled.
            var asking = spool.waiting() > 0 && session.askToGiveWay();
            if (session.lock(asking ? LogLimits.TURN_PATIENCE : LogLimits.HEARTBEAT)) {
                session.askNoMore();
                return true;
            }
        }
        return false;
    }

    /** Another process has the lock, so the session of our last batch has ended and its outcome is final. */
    private void settleAsStandby(LogSession session) throws SQLException {
        decide(session);
        LOG.info("log {}: another process is its writer; this one stands by", log);
        state = State.STANDBY;
        complaint = "";
        refuseAll();
    }

    private void giveWay() {
        LOG.info("log {}: giving way to a standby that has deliveries in its spool", log);
        brokenSinceNanos = System.nanoTime();
        state = State.RECOVERING;
    }

    private void broken(Exception e) {
        if (state == State.WRITING) {
            brokenSinceNanos = busySinceNanos == NEVER ? System.nanoTime() : busySinceNanos;
            state = State.RECOVERING;
        }
        var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (!message.equals(complaint)) {
            complaint = message;
            LOG.warn("log {}: {}", log, message);
        }
        if (!isConnectionLost(e) || state() != State.RECOVERING) {
            state = State.AWAY;
            refuseAll();
        }
    }

    private void refuseAll() {
        again.forEach(this::refuse);
        again.clear();
        for (var each = queue.poll(); each != null; each = queue.poll()) {
            refuse(each);
        }
    }

    private void refuse(Waiting waiting) {
        if (!waiting.answer().isDone()) {
            var why = complaint.isEmpty() ? "" : ": " + complaint;
            waiting.answer()
                    .completeExceptionally(new LogUnavailableException("log %s is %s%s".formatted(log, state(), why)));
        }
    }

    private static boolean isConnectionLost(Exception e) {
        return e instanceof SQLException sql
                && (sql.getSQLState() == null || sql.getSQLState().startsWith("08"));
    }

    private static void pause() {
        try {
            Thread.sleep(LogLimits.RETRY_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

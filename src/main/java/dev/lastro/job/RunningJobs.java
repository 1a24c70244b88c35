package dev.lastro.job;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The jobs that run in this process now, and their orderly end when the process is told to end: first in the order of
 * shutdown, so that the steps still have their connections.
 *
 * <p>Batch's own {@code JobOperator.stop} writes the step's row from the stopping thread; on MySQL the working thread
 * then often loses the race and leaves the step UNKNOWN, which cannot be restarted
 * (spring-projects/spring-batch#5308). So the wish to stop stays in memory, and the working thread alone writes.
 */
@Component
final class RunningJobs implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);

    /** Below Spring's own limit of 30 s for a phase; a chunk takes well under a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean started;
    private volatile boolean stopping;

    /** One running job: what its steps are told and what they leave. */
    static final class Running {

        final Progress progress;
        private volatile @Nullable Connection alone;
        private volatile @Nullable Result result;

        private Running(Progress progress) {
            this.progress = progress;
        }

        void alone(Connection connection) {
            alone = connection;
        }

        /** Holds the lock of those who write derived tables: while it works, nobody else writes them. */
        Connection alone() {
            return Objects.requireNonNull(alone, "this job does not write derived tables");
        }

        void leave(@Nullable Path folder, SequencedMap<String, String> totals) {
            result = new Result(folder, totals);
        }

        @Nullable
        Result result() {
            return result;
        }
    }

    record Result(@Nullable Path folder, SequencedMap<String, String> totals) {}

    Running enter(String job, Progress progress) {
        var entry = new Running(progress);
        if (running.putIfAbsent(job, entry) != null) {
            throw new IllegalStateException("job " + job + " runs in this process, though the gate was open");
        }
        return entry;
    }

    void leave(String job) {
        running.remove(job);
    }

    Running of(String job) {
        var entry = running.get(job);
        if (entry == null) {
            throw new IllegalStateException("job " + job + " was not started through the gate");
        }
        return entry;
    }

    boolean isStopping() {
        return stopping;
    }

    /** To be asked between two chunks: true means that the step should return now, and ends as STOPPED. */
    boolean obeyStop(StepExecution step) {
        if (stopping) {
            step.setTerminateOnly();
        }
        return stopping;
    }

    @Override
    public void start() {
        stopping = false;
        started = true;
    }

    @Override
    public void stop() {
        stopping = true;
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!running.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (!running.isEmpty()) {
            LOG.warn(
                    "{} did not stop within {}; it goes on from its last commit when started again",
                    running.keySet(),
                    PATIENCE);
        }
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}

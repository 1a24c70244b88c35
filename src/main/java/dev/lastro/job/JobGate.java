package dev.lastro.job;

import dev.lastro.log.ServerLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * The one gate that every start of a job goes through: two of the same job never run at once, in one process or on many
 * machines. Its lock lives on a connection of its own, so a dead process holds none.
 */
@Component
class JobGate {

    private static final Logger LOG = LoggerFactory.getLogger(JobGate.class);

    /**
     * A process that was killed a moment ago may still have a statement in the server; the lock goes when that ends.
     */
    private static final int WAIT_SECONDS = 2;

    private final DataSource dataSource;
    private final JobOperator operator;
    private final JobRepository repository;
    private final RunningJobs running;

    JobGate(DataSource dataSource, JobOperator operator, JobRepository repository, RunningJobs running) {
        this.dataSource = dataSource;
        this.operator = operator;
        this.repository = repository;
        this.running = running;
    }

    /** Runs {@code inside} while no other process is inside; what a dead one left as running is recovered before. */
    Outcome pass(String job, Callable<Outcome> inside) {
        try (var connection = dataSource.getConnection()) {
            var lock = ServerLock.name(connection, "job." + job);
            if (!acquire(connection, lock)) {
                return new Outcome.AlreadyRunning(job);
            }
            try {
                repository.findRunningJobExecutions(job).forEach(this::recover);
                return inside.call();
            } finally {
                release(connection, lock);
            }
        } catch (Exception e) {
            LOG.error("job {} failed", job, e);
            return new Outcome.Failed(reason(e));
        }
    }

    /**
     * Runs {@code inside}, which writes derived tables, while no other job does so; waits for one that is at it, so that
     * a night is not lost to a rebuild. The connection that holds the lock is lent to the job: what must not happen without
     * the lock is done on it.
     */
    Outcome alone(String job, RunningJobs.Running entry, Callable<Outcome> inside) throws Exception {
        try (var connection = dataSource.getConnection()) {
            var lock = ServerLock.name(connection, "derived");
            for (var asked = 0; !acquire(connection, lock); asked++) {
                if (running.isStopping()) {
                    return new Outcome.Stopped();
                }
                if (asked == 0) {
                    LOG.info("{} waits: another job writes the derived tables", job);
                }
                entry.progress.report(new Progress.Event(job, "waits for another job", 0, 0, 0, null, false));
            }
            try {
                entry.alone(connection);
                return inside.call();
            } finally {
                release(connection, lock);
            }
        }
    }

    /** Starts the job, or goes on with the execution that failed under the same parameters; returns when it ended. */
    Outcome start(Job job, JobParameters parameters, RunningJobs.Running running) throws JobExecutionException {
        makeStartable(job, parameters);
        var execution = operator.start(job, parameters);
        var result = running.result();
        return switch (execution.getStatus()) {
            case COMPLETED -> {
                if (result == null) {
                    throw new IllegalStateException("job " + job.getName() + " left no result");
                }
                yield new Outcome.Completed(result.folder(), result.totals());
            }
            case STOPPED -> new Outcome.Stopped();
            default -> new Outcome.Failed(reason(execution));
        };
    }

    private void makeStartable(Job job, JobParameters parameters) {
        var instance = repository.getJobInstance(job.getName(), parameters);
        if (instance != null) {
            var last = repository.getLastJobExecution(instance);
            if (last == null) {
                // Killed between Batch's two inserts; it would refuse this instance for ever.
                repository.deleteJobInstance(instance);
            } else {
                allowRestart(last);
            }
        }
    }

    private void recover(JobExecution dead) {
        LOG.warn(
                "job {}: execution {} was left behind by a process that is gone",
                dead.getJobInstance().getJobName(),
                dead.getId());
        allowRestart(dead);
        operator.recover(dead);
    }

    /**
     * Batch would refuse these: COMPLETED, and UNKNOWN, which means that the last commit's outcome could not be noted.
     * But whether a run is complete is said by the table {@code run}, and every step finds out from the tables how far
     * it is.
     */
    private void allowRestart(JobExecution last) {
        for (var step : last.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                repository.update(step);
            }
        }
        if (last.getStatus() == BatchStatus.UNKNOWN || last.getStatus() == BatchStatus.COMPLETED) {
            last.setStatus(BatchStatus.FAILED);
            repository.update(last);
        }
    }

    /** For a person: the first failure's innermost message. */
    private static String reason(JobExecution execution) {
        var failures = execution.getAllFailureExceptions();
        return failures.isEmpty() ? execution.getExitStatus().getExitDescription() : reason(failures.getFirst());
    }

    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean acquire(Connection connection, String lock) throws SQLException {
        if (!ServerLock.tryAcquire(connection, lock, WAIT_SECONDS)) {
            return false;
        }
        // Idle for as long as the job takes: the server must not close it, and the lock with it.
        setWaitTimeout(connection, "31536000");
        return true;
    }

    private static void release(Connection connection, String lock) throws SQLException {
        try {
            ServerLock.release(connection, lock);
            setWaitTimeout(connection, "DEFAULT");
        } catch (SQLException e) {
            // Whatever holds the lock must not go back into the pool.
            connection.abort(Runnable::run);
            LOG.warn("lock {}: {}", lock, e.getMessage());
        }
    }

    private static void setWaitTimeout(Connection connection, String seconds) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION wait_timeout = " + seconds);
        }
    }
}

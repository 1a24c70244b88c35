package dev.lastro.log;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Leaves a delivery to the log, and what the log does not commit in time to the spool. A delivery whose commit is not
 * known to have failed goes to the spool together with the place where it may be in the log: it gets there once.
 */
final class SpoolingIntake implements Intake {

    private final GroupCommitter log;
    private final Spool spool;

    SpoolingIntake(GroupCommitter log, Spool spool) {
        this.log = log;
        this.spool = spool;
    }

    @Override
    public Receipt keep(Submission submission) throws InterruptedException {
        var waiting = log.submit(submission);
        try {
            return stored(waiting, LogLimits.PATIENCE);
        } catch (LogUnavailableException e) {
            return spool(waiting, e);
        }
    }

    private Receipt spool(Waiting waiting, LogUnavailableException why) throws InterruptedException {
        var perhapsAt = waiting.divert();
        try {
            await(spool.add(waiting.submission(), waiting.salt(), perhapsAt), LogLimits.OUTCOME_PATIENCE);
            return new Receipt.Spooled();
        } catch (LogUnavailableException e) {
            if (perhapsAt != null) {
                return stored(waiting, LogLimits.OUTCOME_PATIENCE);
            }
            e.addSuppressed(why);
            throw e;
        }
    }

    private Receipt stored(Waiting waiting, Duration patience) throws InterruptedException {
        return new Receipt.Stored(log.logName(), await(waiting.answer(), patience));
    }

    private static <T> T await(CompletableFuture<T> future, Duration patience) throws InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LogUnavailableException("no outcome within %d ms".formatted(patience.toMillis()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogUnavailableException unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("a delivery could not be kept", e.getCause());
        }
    }
}

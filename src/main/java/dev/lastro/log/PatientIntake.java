package dev.lastro.log;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the log's commit. */
final class PatientIntake implements Intake {

    /**
     * A commit whose outcome is unknown is waited for: a 503 for something that is stored after all makes a double.
     * No sender that we know waits longer than this.
     */
    private static final long COMMIT_PATIENCE_SECONDS = 30;

    private final LogWriter log;

    PatientIntake(LogWriter log) {
        this.log = log;
    }

    @Override
    public Receipt keep(Submission submission) throws InterruptedException {
        var position = log.append(submission);
        try {
            return new Receipt.Stored(log.logName(), position.get(COMMIT_PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogUnavailableException unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("a delivery could not be stored", e.getCause());
        } catch (TimeoutException e) {
            position.cancel(false);
            throw new LogUnavailableException("not committed within " + COMMIT_PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            position.cancel(false);
            throw e;
        }
    }
}

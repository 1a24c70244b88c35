package dev.lastro.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits for its commit. The committing thread and the one that waits may want it at the same time, this
 * one for a batch, that one for the spool: a stage that each of them changes by comparing gives it to one of both.
 */
final class Waiting {

    private enum Stage {
        QUEUED,
        /** In a batch that is being written, or whose outcome is not known yet. */
        PLACED,
        /** The spool's: never placed again. */
        DIVERTED
    }

    private final Submission submission;
    private final byte[] salt;
    private final CompletableFuture<Long> answer = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private volatile long position;

    /** @param salt 16 random bytes, of this delivery alone */
    Waiting(Submission submission, byte[] salt) {
        this.submission = submission;
        this.salt = salt;
    }

    Submission submission() {
        return submission;
    }

    byte[] salt() {
        return salt;
    }

    /** Its position once it is committed. */
    CompletableFuture<Long> answer() {
        return answer;
    }

    long bytes() {
        return submission.headers().length + (long) submission.body().length;
    }

    /** False: nobody waits for it any more, or the spool has it. */
    boolean place(long newPosition) {
        if (answer.isDone()) {
            return false;
        }
        position = newPosition;
        return stage.compareAndSet(Stage.QUEUED, Stage.PLACED);
    }

    /** Its batch was not committed. False: the spool has it. */
    boolean queueAgain() {
        return stage.compareAndSet(Stage.PLACED, Stage.QUEUED);
    }

    /**
     * From here on it is the spool's.
     *
     * @return where in the log it is or will be if the batch that it is in gets committed; null: it is in none
     */
    @Nullable
    Long divert() {
        return stage.getAndSet(Stage.DIVERTED) == Stage.PLACED ? position : null;
    }
}

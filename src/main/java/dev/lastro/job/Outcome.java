package dev.lastro.job;

import java.nio.file.Path;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** How a start ended. */
public sealed interface Outcome {

    /**
     * @param folder where the reports are, if the job makes some
     * @param totals the control totals in the order in which they are shown
     */
    record Completed(@Nullable Path folder, SequencedMap<String, String> totals) implements Outcome {}

    /** The same command goes on from the last commit. */
    record Failed(String message) implements Outcome {}

    /** Stopped because this process ends; the same command goes on from the last commit. */
    record Stopped() implements Outcome {}

    /** There was nothing to do. */
    record Nothing(String message) implements Outcome {}

    /** Here, in another process, or on another machine. */
    record AlreadyRunning(String job) implements Outcome {}

    /**
     * @param folder where the reports are, if the job makes some
     * @param instead what to do rather than redo it; null: there is nothing
     */
    record AlreadyComplete(
            String subject,
            int revision,
            @Nullable Path folder,
            @Nullable String instead) implements Outcome {

        public AlreadyComplete(String subject, int revision, @Nullable Path folder) {
            this(subject, revision, folder, null);
        }
    }
}

package dev.lastro.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told how far a job is, at most five times a second and once at the end of each step. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = event -> {};

    void report(Event event);

    /**
     * @param done deliveries, loans, rows or lines, whatever the step counts
     * @param total of the same; 0: not known
     * @param perSecond since the step began in this process
     * @param timeLeft null: nothing to reckon it from
     * @param finished the step is done
     */
    record Event(
            String job,
            String step,
            long done,
            long total,
            double perSecond,
            @Nullable Duration timeLeft,
            boolean finished) {}
}

package dev.lastro.notify;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a night: figures and places, never a person, and nothing that a lender wrote.
 *
 * @param revision 0: none was begun
 * @param night null unless {@code what} is COMPLETE
 */
public record Notice(
        What what,
        LocalDate businessDate,
        int revision,
        @Nullable Night night) {

    /** How it stands. */
    public enum What {
        COMPLETE,
        FAILED,
        /** By the hour that {@code lastro.notify.late-after} says it was not complete. */
        LATE
    }

    /**
     * @param folder {@code <date>/r<revision>}
     * @param manifestSha256 lower-case hex
     * @param totals the control totals, {@code measure|provider} to value
     * @param newFindings of the findings, those that did not stand the night before
     */
    public record Night(
            Path folder,
            String manifestSha256,
            SortedMap<String, String> totals,
            long findings,
            long newFindings,
            long criticalFindings) {}

    /** The same whenever the same is told, so that a receiver can drop what it has. */
    String id() {
        return "nightly_%s_r%s_%s".formatted(businessDate, revision, word());
    }

    String word() {
        return what.name().toLowerCase(java.util.Locale.ROOT);
    }
}

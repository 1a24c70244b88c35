package dev.lastro.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What verification says of one log. It has three values, and speaks of what was read alone.
 *
 * @param from the first position that was to be read
 * @param verifiedTo the rows from {@code from} to here (without it) are those that were sealed
 * @param rows the log's deliveries
 * @param sealed deliveries that the last checkpoint covers
 * @param checkpoints how many were checked
 * @param anchored how many kept elsewhere were compared
 * @param faults by position, at most {@link LogVerification#FAULTS_MAX}; the first is the verdict's
 * @param note what else a person should know; null: nothing
 */
public record LogVerdict(
        String log,
        long from,
        long verifiedTo,
        long rows,
        long sealed,
        long checkpoints,
        int anchored,
        List<Fault> faults,
        @Nullable String note) {

    public LogVerdict {
        faults = List.copyOf(faults);
    }

    public boolean isBroken() {
        return !faults.isEmpty();
    }

    /** Something was read, and it is what was sealed. */
    public boolean isVerified() {
        return !isBroken() && verifiedTo > from;
    }

    /** Deliveries newer than the last checkpoint. */
    public long unsealed() {
        return Math.max(0, rows - sealed);
    }

    /** {@code verified}, {@code broken at (…): …}, {@code not verifiable: n rows}, as far as each is true. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        faults.forEach(fault -> lines.add(fault.toString()));
        if (isVerified()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "verified: positions %,d to %,d, %,d checkpoint%s%s",
                    from,
                    verifiedTo - 1,
                    checkpoints,
                    checkpoints == 1 ? "" : "s",
                    anchored == 0 ? "" : ", %d of them kept elsewhere".formatted(anchored)));
        }
        if (from > 0) {
            lines.add(String.format(Locale.ROOT, "not read: %,d rows before", from));
        }
        if (unsealed() > 0) {
            lines.add(String.format(
                    Locale.ROOT, "not verifiable: %,d rows (newer than the last checkpoint)", unsealed()));
        }
        if (note != null) {
            lines.add(note);
        }
        return lines;
    }
}

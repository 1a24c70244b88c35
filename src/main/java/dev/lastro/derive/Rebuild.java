package dev.lastro.derive;

import dev.lastro.provider.Definitions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.springframework.stereotype.Component;

/** Makes the derived tables from the log, beside the live ones. */
@Component
public class Rebuild {

    /**
     * What the tables are a function of, and who asks.
     *
     * @param owner the job execution in whose name {@code _next} is written
     * @param prefix by log how many of its deliveries count
     * @param cutOff at which loans are folded
     * @param providers those whose deliveries are read; all others' rows are copied from the live tables. Empty: all are read
     * @param workFolder for files that a restart goes on from; made if absent, emptied at the end
     */
    public record Request(
            long owner,
            Definitions definitions,
            SortedMap<String, Long> prefix,
            Instant cutOff,
            Set<String> providers,
            Path workFolder) {}

    /** Fills the {@code _next} tables; killed, the same request goes on from what is complete. */
    public void fill(Request request, Watch watch) {
        throw new UnsupportedOperationException();
    }

    /**
     * Puts the {@code _next} tables in the place of the live ones in one step, and empties what was there.
     *
     * @param alone holds the lock without which nobody writes derived tables: on it the swap cannot come too late
     */
    public void swap(long owner, Connection alone) {
        throw new UnsupportedOperationException();
    }

    /** Empties the {@code _next} tables and the work folder. */
    public void discard(Request request) {
        throw new UnsupportedOperationException();
    }
}

package dev.lastro.derive;

import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes all derived tables anew from the log, beside the live ones.
 *
 * <p>In memory at once, whatever the length of the log: for each of two threads a part of 16 MiB of packed lines (some
 * 90,000 deliveries) as it is read, ruled or folded, once more as it is written, and the rows of one statement; and 16 KiB
 * for every 16 MiB of lines, that say where they are. All lines of one identity, and all of one loan, are held together
 * whatever their number: 175 bytes each packed, 475 more while they are folded.
 */
@Component
public class Rebuild {

    private final DataSource dataSource;
    private final LogReader log;
    private final Erasures erasures;
    private final Derived derived;
    private final Conclusion conclusion;
    private final Comparison comparison;
    private final PlatformTransactionManager transactions;
    private final RebuildSizes sizes;

    @Autowired
    Rebuild(
            DataSource dataSource,
            LogReader log,
            Erasures erasures,
            Derived derived,
            Conclusion conclusion,
            Comparison comparison,
            PlatformTransactionManager transactions) {
        this(dataSource, log, erasures, derived, conclusion, comparison, transactions, RebuildSizes.USUAL);
    }

    private Rebuild(
            DataSource dataSource,
            LogReader log,
            Erasures erasures,
            Derived derived,
            Conclusion conclusion,
            Comparison comparison,
            PlatformTransactionManager transactions,
            RebuildSizes sizes) {
        this.dataSource = dataSource;
        this.log = log;
        this.erasures = erasures;
        this.derived = derived;
        this.conclusion = conclusion;
        this.comparison = comparison;
        this.transactions = transactions;
        this.sizes = sizes;
    }

    /** The same with pieces of other sizes. */
    Rebuild with(RebuildSizes other) {
        return new Rebuild(dataSource, log, erasures, derived, conclusion, comparison, transactions, other);
    }

    /**
     * What the tables are a function of, and who asks.
     *
     * @param owner the job execution in whose name {@code _next} is written
     * @param prefix by log how many of its deliveries count
     * @param cutOff at which loans are folded
     * @param providers those whose deliveries are read; all others' rows are copied from the live tables, which must be
     *     derived from the same prefix. Empty: all are read
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
        new RebuildRun(dataSource, log, erasures, derived, conclusion, transactions, sizes, request, watch).fill();
    }

    /** Deliveries, by class too, loans and findings, by name in the order in which they are shown. */
    public SequencedMap<String, Long> totals(Side side) {
        return derived.totals(side);
    }

    /**
     * Where {@code _next} differs from the live tables, though both were derived from the same prefix by the same
     * definitions at the same cut-off: the first rows by table.
     *
     * @return empty: they were not
     */
    public Optional<SortedMap<String, List<String>>> differences(Request request) {
        var isComparable = derived.classified(Side.LIVE).equals(request.prefix())
                && derived.erased(Side.LIVE) == erasures.count()
                && derived.standsAt(request.cutOff())
                && derived.madeWith(Side.LIVE).equals(Optional.of(Derived.MadeWith.of(request.definitions())));
        return isComparable ? Optional.of(comparison.differences()) : Optional.empty();
    }

    /**
     * Puts the {@code _next} tables in the place of the live ones in one step, and empties what was there.
     *
     * @param alone holds the lock without which nobody writes derived tables: on it the swap cannot come too late
     */
    public void swap(long owner, Connection alone) {
        try (var statement = alone.createStatement()) {
            Derived.requireOwner(alone, Side.NEXT, owner, "");
            try (var row = statement.executeQuery("SELECT cut_off IS NOT NULL FROM derived_next WHERE id = 1")) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new IllegalStateException("the _next tables are not filled: nothing to swap in");
                }
            }
            // What goes to _next is no rebuild's beginning, also if this process ends right after the RENAME.
            statement.executeUpdate("UPDATE derived SET filling = NULL");
            statement.execute("RENAME TABLE "
                    + Derived.TABLES.stream()
                            .map("%1$s TO %1$s_old, %1$s_next TO %1$s, %1$s_old TO %1$s_next"::formatted)
                            .collect(Collectors.joining(", ")));
            for (var table : Derived.TABLES) {
                statement.execute("TRUNCATE TABLE " + Side.NEXT.table(table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the new tables could not be swapped in: " + e.getMessage(), e);
        }
    }

    /** Empties the {@code _next} tables and the work folder. */
    public void discard(Path workFolder) {
        derived.empty(Side.NEXT);
        try {
            WorkFolder.clear(workFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

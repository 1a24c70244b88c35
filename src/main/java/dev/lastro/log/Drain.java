package dev.lastro.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the spool holds into the log, oldest first, by the log's one writer.
 *
 * <p>Before a batch is written the spool remembers, durably, where in the log it goes. Whoever finds a delivery that
 * may be in the log already looks at that row: its salt tells. So each gets there once, whoever dies in between.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final String log;
    private final LogSession session;
    private final Spool spool;
    private long notBeforeNanos = System.nanoTime();

    Drain(String log, LogSession session, Spool spool) {
        this.log = log;
        this.session = session;
        this.spool = spool;
    }

    boolean isDue() {
        return spool.waiting() > 0 && System.nanoTime() - notBeforeNanos >= 0;
    }

    /**
     * Writes the oldest, if there are any.
     *
     * @return the log's next position
     */
    long batch(long nextPosition) throws SQLException {
        if (!isDue()) {
            return nextPosition;
        }
        try {
            var oldest = spool.oldest(LogLimits.BATCH_ROWS, LogLimits.BATCH_BYTES);
            if (oldest.isEmpty()) {
                notBeforeNanos = System.nanoTime() + LogLimits.HEARTBEAT.toNanos();
            }
            var missing = missing(oldest);
            try {
                return write(missing, nextPosition);
            } catch (SQLException e) {
                if (!isAboutTheData(e)) {
                    throw e;
                }
                return oneByOne(missing, nextPosition);
            }
        } catch (LogUnavailableException e) {
            // What the spool holds is not lost, and new deliveries need not wait for it.
            LOG.error("log {}: the spool cannot be drained now: {}", log, e.getMessage());
            notBeforeNanos = System.nanoTime() + LogLimits.SPOOL_PAUSE.toNanos();
            return nextPosition;
        }
    }

    /** Without those that are in the log already, which the spool then forgets. */
    private List<Spooled> missing(List<Spooled> oldest) throws SQLException {
        var doubtful =
                oldest.stream().map(Spooled::perhapsAt).filter(Objects::nonNull).toList();
        if (doubtful.isEmpty()) {
            return oldest;
        }
        var salts = session.salts(doubtful);
        var missing = new ArrayList<Spooled>();
        var there = new ArrayList<Spooled>();
        for (var each : oldest) {
            var stored = each.perhapsAt() == null ? null : salts.get(each.perhapsAt());
            (stored != null && Arrays.equals(stored, each.salt()) ? there : missing).add(each);
        }
        if (!there.isEmpty()) {
            spool.remove(there);
        }
        return missing;
    }

    private long write(List<Spooled> deliveries, long firstPosition) throws SQLException {
        if (deliveries.isEmpty()) {
            return firstPosition;
        }
        spool.mark(deliveries, firstPosition);
        var rows = new ArrayList<Delivery>(deliveries.size());
        for (var each : deliveries) {
            rows.add(Delivery.of(log, firstPosition + rows.size(), each.submission(), each.salt()));
        }
        session.insert(rows);
        spool.remove(deliveries);
        return firstPosition + rows.size();
    }

    /** If it is one that the database does not take, the others do not suffer for it. */
    private long oneByOne(List<Spooled> deliveries, long firstPosition) throws SQLException {
        var position = firstPosition;
        for (var each : deliveries) {
            try {
                position = write(List.of(each), position);
            } catch (SQLException e) {
                if (!isAboutTheData(e)) {
                    throw e;
                }
                spool.setAside(each, String.valueOf(e.getMessage()));
            }
        }
        return position;
    }

    /** SQLSTATE class 22: data exception. Everything else, a full disk for instance, will pass. */
    private static boolean isAboutTheData(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }
}

package dev.lastro.anchor;

import dev.lastro.log.ServerLock;
import dev.lastro.outbound.Words;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All anchors: what a DBA who rewrites the whole database cannot reach. */
public final class Anchors implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);

    /** After so long an anchor's turn is over, until the next call: whoever seals waits for us. */
    private static final Duration TURN = Duration.ofSeconds(20);

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Map<Anchor, Attempts> anchors = new LinkedHashMap<>();
    private volatile boolean databaseFailed;

    Anchors(DataSource dataSource, List<Anchor> anchors, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        anchors.forEach(anchor -> this.anchors.put(anchor, new Attempts(anchor.name())));
    }

    /**
     * Pushes to each anchor the checkpoints that it does not have yet, the oldest first. Where one cannot be reached, its
     * checkpoints wait for the next call, and the other anchors get theirs. To be called after each seal; never throws, and
     * does nothing while another process is at it. What was pushed but could not be noted is pushed again.
     *
     * @return checkpoints pushed, counted once for each anchor
     */
    public int publishNew() {
        if (anchors.isEmpty()) {
            return 0;
        }
        try (var lock = ServerLock.acquire(dataSource, "anchors", 0)) {
            return lock == null ? 0 : publishNew(lock.connection());
        } catch (SQLException e) {
            // told by what sees to the database, too
            if (!databaseFailed) {
                LOG.warn("anchors: {}; tried again each time", Words.of(e));
            }
            databaseFailed = true;
            return 0;
        }
    }

    /** The connection that holds the lock is the one that notes: a lost connection is a lost lock. */
    private int publishNew(Connection connection) throws SQLException {
        var tables = new AnchorTables(connection);
        var published = 0;
        for (var anchor : anchors.entrySet()) {
            published += new Turn(anchor.getKey(), anchor.getValue(), tables).take();
        }
        databaseFailed = false;
        return published;
    }

    /** One anchor's part of one call. */
    private final class Turn {
        private final Anchor anchor;
        private final Attempts attempts;
        private final AnchorTables tables;
        private final long sinceNanos = System.nanoTime();
        private boolean over;
        private int published;

        Turn(Anchor anchor, Attempts attempts, AnchorTables tables) {
            this.anchor = anchor;
            this.attempts = attempts;
            this.tables = tables;
        }

        int take() throws SQLException {
            var waiting = 0L;
            var gone = 0L;
            for (var last : tables.last(anchor.name())) {
                var due = tables.due(last, anchor.every(), clock.instant());
                waiting += due.size() - push(due);
                gone += tables.isGone(last) ? 1 : 0;
            }
            attempts.ended(waiting, gone);
            return published;
        }

        private int push(List<Sealed> due) throws SQLException {
            var pushed = 0;
            for (var checkpoint : due) {
                over |= System.nanoTime() - sinceNanos > TURN.toNanos();
                if (over) {
                    break;
                }
                try {
                    var receipt = anchor.publish(checkpoint);
                    tables.add(anchor.name(), checkpoint, clock.instant(), receipt);
                } catch (IOException | RuntimeException e) {
                    attempts.failed(clock.instant(), e);
                    over = true;
                    break;
                }
                attempts.succeeded();
                pushed++;
            }
            published += pushed;
            return pushed;
        }
    }

    /** For whoever looks, in this process or another. */
    List<Standing> standings() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var tables = new AnchorTables(connection);
            var standings = new ArrayList<Standing>();
            for (var anchor : anchors.entrySet()) {
                var standing = new Standing(
                        anchor.getValue(), tables.last(anchor.getKey().name()), new ArrayList<>());
                for (var last : standing.last()) {
                    if (tables.isGone(last)) {
                        standing.gone()
                                .add("log %s: checkpoint %d was anchored, and is not in the database any more"
                                        .formatted(last.log(), last.number()));
                    }
                }
                standings.add(standing);
            }
            return standings;
        }
    }

    /**
     * @param last what it has got, of each log
     * @param gone in words for an operator: checkpoints that somebody took out of the database
     */
    record Standing(Attempts attempts, List<AnchorTables.Last> last, List<String> gone) {}

    Iterable<Attempts> attempts() {
        return anchors.values();
    }

    @Override
    public void close() {
        anchors.keySet().forEach(Anchor::close);
    }
}

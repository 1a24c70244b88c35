package dev.lastro.anchor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code checkpoint}, reads and adds to {@code anchored}. */
record AnchorTables(Connection connection) {

    /** Some 300 bytes each; a day has 1,440, so where little gets through, days go by all the same. */
    static final int WAITING_MAX = 2_000;

    /** Those whose checkpoints are gone, too. */
    private static final String LOGS =
            "SELECT DISTINCT log_name FROM checkpoint UNION SELECT DISTINCT log_name FROM anchored WHERE anchor = ? ORDER BY 1";

    private static final String LAST =
            "SELECT number, anchored_at FROM anchored WHERE anchor = ? AND log_name = ? ORDER BY number DESC LIMIT 1";

    private static final String NEWEST = "SELECT COALESCE(MAX(number), -1) FROM checkpoint WHERE log_name = ?";

    private static final String WAITING = "SELECT number, size, sealed_at, note FROM checkpoint"
            + " WHERE log_name = ? AND number > ? ORDER BY number LIMIT ?";

    private static final String ADD =
            "INSERT INTO anchored (anchor, log_name, number, anchored_at, receipt) VALUES (?, ?, ?, ?, ?)";

    /** @param number of the checkpoint; -1: none yet */
    record Last(String log, long number, @Nullable Instant at) {}

    /** What the anchor has of each log. */
    List<Last> last(String anchor) throws SQLException {
        try (var statement = connection.prepareStatement(LOGS)) {
            statement.setString(1, anchor);
            try (var rows = statement.executeQuery()) {
                var last = new ArrayList<Last>();
                while (rows.next()) {
                    last.add(last(anchor, rows.getString(1)));
                }
                return last;
            }
        }
    }

    private Last last(String anchor, String log) throws SQLException {
        try (var statement = connection.prepareStatement(LAST)) {
            statement.setString(1, anchor);
            statement.setString(2, log);
            try (var row = statement.executeQuery()) {
                return row.next() ? new Last(log, row.getLong(1), instant(row, 2)) : new Last(log, -1, null);
            }
        }
    }

    /** What the anchor shall get next, in order. */
    List<Sealed> due(Last last, Duration every, Instant now) throws SQLException {
        // an anchor that is asked seldom begins with the newest, which covers all that came before
        var after = last.at() == null && !every.isZero() ? newest(last.log()) - 1 : last.number();
        var waiting = waiting(last.log(), after);
        return Due.of(waiting, waiting.size() == WAITING_MAX, every, last.at(), now);
    }

    /** The checkpoints end before one that was anchored: somebody took them away. */
    boolean isGone(Last last) throws SQLException {
        return newest(last.log()) < last.number();
    }

    void add(String anchor, Sealed checkpoint, Instant now, byte @Nullable [] receipt) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setString(1, anchor);
            statement.setString(2, checkpoint.log());
            statement.setLong(3, checkpoint.number());
            // truncated: DATETIME(6) would round
            statement.setObject(4, LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
            statement.setBytes(5, receipt);
            statement.executeUpdate();
        }
    }

    private List<Sealed> waiting(String log, long after) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            statement.setString(1, log);
            statement.setLong(2, after);
            statement.setInt(3, WAITING_MAX);
            try (var rows = statement.executeQuery()) {
                var waiting = new ArrayList<Sealed>();
                while (rows.next()) {
                    waiting.add(new Sealed(log, rows.getLong(1), rows.getLong(2), instant(rows, 3), rows.getBytes(4)));
                }
                return waiting;
            }
        }
    }

    private long newest(String log) throws SQLException {
        try (var statement = connection.prepareStatement(NEWEST)) {
            statement.setString(1, log);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}

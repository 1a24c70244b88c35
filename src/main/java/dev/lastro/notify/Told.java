package dev.lastro.notify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The table {@code notified}: nobody is told the same twice. */
record Told(Connection connection) {

    private static final String FIND =
            "SELECT 1 FROM notified WHERE subject = ? AND revision = ? AND what = ? AND channel = ?";

    private static final String ADD =
            "INSERT INTO notified (subject, revision, what, channel, notified_at) VALUES (?, ?, ?, ?, ?)";

    boolean has(Notice notice, String channel) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, notice.businessDate().toString());
            statement.setInt(2, notice.revision());
            statement.setString(3, notice.word());
            statement.setString(4, channel);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    void add(Notice notice, String channel, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setString(1, notice.businessDate().toString());
            statement.setInt(2, notice.revision());
            statement.setString(3, notice.word());
            statement.setString(4, channel);
            // truncated: DATETIME(6) would round
            statement.setObject(5, LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}

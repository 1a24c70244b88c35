package dev.lastro.receiver;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;

/**
 * The table {@code rejection}: for each provider a ring of slots, so that a flood at one door, or at none, overwrites
 * only what else was refused there.
 */
final class RejectionTable {

    /** Rows of one provider. */
    static final int SLOTS = 2_000;

    private static final int REASON_MAX = 255;

    private static final String NEXT =
            "SELECT COALESCE(MAX(number) + 1, 0) FROM rejection WHERE log_name = ? AND provider = ?";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String COLUMNS =
            "log_name, provider, slot, number, rejected_at, source_address, status, reason, headers_sha256, body_sha256";

    private static final String OVERWRITE = " AS new ON DUPLICATE KEY UPDATE number = new.number,"
            + " rejected_at = new.rejected_at, source_address = new.source_address, status = new.status,"
            + " reason = new.reason, headers_sha256 = new.headers_sha256, body_sha256 = new.body_sha256";

    private final String log;

    /** @param log the name of this process' log: receivers of different logs have rings of their own */
    RejectionTable(String log) {
        this.log = log;
    }

    /** All of them or none. */
    void write(Connection connection, List<Rejection> rejections) throws SQLException {
        var next = new HashMap<String, Long>();
        var sql = "INSERT INTO rejection (" + COLUMNS + ") VALUES " + ROW + (", " + ROW).repeat(rejections.size() - 1)
                + OVERWRITE;
        try (var statement = connection.prepareStatement(sql)) {
            var column = 1;
            for (var rejection : rejections) {
                var number = next.containsKey(rejection.provider())
                        ? next.get(rejection.provider())
                        : next(connection, rejection.provider());
                next.put(rejection.provider(), number + 1);
                statement.setString(column++, log);
                statement.setString(column++, rejection.provider());
                statement.setInt(column++, (int) (number % SLOTS));
                statement.setLong(column++, number);
                // truncated: DATETIME(6) would round
                statement.setObject(
                        column++,
                        LocalDateTime.ofInstant(rejection.at().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
                statement.setString(column++, rejection.source());
                statement.setInt(column++, rejection.status());
                statement.setString(column++, cut(rejection.reason()));
                statement.setBytes(column++, rejection.headersSha256());
                statement.setBytes(column++, rejection.bodySha256());
            }
            statement.executeUpdate();
        }
    }

    private long next(Connection connection, String provider) throws SQLException {
        try (var statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, log);
            statement.setString(2, provider);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_MAX ? reason : reason.substring(0, REASON_MAX);
    }
}

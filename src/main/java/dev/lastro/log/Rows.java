package dev.lastro.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** How a delivery stands in {@code webhook_log}: the columns in the order of {@link #COLUMNS}. */
final class Rows {

    static final String COLUMNS = "log_name, position, received_at, provider, remote_address, headers, salt, body";

    private Rows() {}

    static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString(1),
                row.getLong(2),
                // A LocalDateTime meets DATETIME as it is: no session's or process' zone can shift it.
                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString(4),
                row.getString(5),
                row.getBytes(6),
                row.getBytes(7),
                row.getBytes(8));
    }

    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}

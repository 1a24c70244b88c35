package dev.lastro.derive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as DATETIME(6): a LocalDateTime in UTC meets the column as it is, whatever the session's zone. */
public final class SqlTime {

    private SqlTime() {}

    /** Truncated: the database would round. */
    public static @Nullable LocalDateTime to(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    public static @Nullable Instant from(@Nullable LocalDateTime value) {
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    public static @Nullable Instant find(ResultSet row, String column) throws SQLException {
        return from(row.getObject(column, LocalDateTime.class));
    }

    public static Instant get(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}

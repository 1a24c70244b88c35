package dev.lastro.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code verification}: what was read and proved, and when. */
final class VerificationTable {

    private static final int VERDICT_MAX = 1_000;

    private final JdbcClient jdbc;

    VerificationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why rows are read. */
    enum Kind {
        /** All of them. */
        FULL,
        /** Those that were sealed since. */
        NEWS,
        /** Old ones, in turn. */
        PART;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One reading.
     *
     * @param done read and proved up to here
     * @param endedAt null: it goes on, or was killed
     */
    record Reading(
            String log,
            Kind kind,
            Instant beganAt,
            long from,
            long to,
            long done,
            @Nullable Instant endedAt,
            int faults) {}

    void begin(Reading reading) {
        jdbc.sql("INSERT INTO verification (log_name, kind, began_at, from_size, to_size, done_size, faults, verdict)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 0, '')")
                .params(
                        reading.log(),
                        reading.kind().word(),
                        utc(reading.beganAt()),
                        reading.from(),
                        reading.to(),
                        reading.done())
                .update();
    }

    void proved(Reading reading, long done) {
        jdbc.sql("UPDATE verification SET done_size = ? WHERE log_name = ? AND kind = ? AND began_at = ?")
                .params(done, reading.log(), reading.kind().word(), utc(reading.beganAt()))
                .update();
    }

    void end(Reading reading, LogVerdict verdict, Instant now) {
        var text = String.join("; ", verdict.lines());
        jdbc.sql("UPDATE verification SET done_size = ?, ended_at = ?, faults = ?, verdict = ?"
                        + " WHERE log_name = ? AND kind = ? AND began_at = ?")
                .params(
                        verdict.verifiedTo(),
                        utc(now),
                        verdict.faults().size(),
                        text.substring(0, Math.min(VERDICT_MAX, text.length())),
                        reading.log(),
                        reading.kind().word(),
                        utc(reading.beganAt()))
                .update();
    }

    /** The newest reading of a kind, whatever became of it. */
    Optional<Reading> last(String log, Kind kind) {
        return jdbc.sql(SELECT + "WHERE log_name = ? AND kind = ? ORDER BY began_at DESC LIMIT 1")
                .params(log, kind.word())
                .query(VerificationTable::reading)
                .optional();
    }

    /** Readings that ended since then, the newest first. */
    List<Reading> endedSince(String log, Instant instant) {
        return jdbc.sql(SELECT + "WHERE log_name = ? AND ended_at >= ? ORDER BY ended_at DESC")
                .params(log, utc(instant))
                .query(VerificationTable::reading)
                .list();
    }

    /** The last whole reading that found nothing wrong. */
    Optional<Reading> lastFull(String log) {
        return jdbc.sql(SELECT
                        + "WHERE log_name = ? AND kind = 'full' AND ended_at IS NOT NULL AND faults = 0"
                        + " ORDER BY ended_at DESC LIMIT 1")
                .param(log)
                .query(VerificationTable::reading)
                .optional();
    }

    private static final String SELECT = """
            SELECT log_name, kind, began_at, from_size, to_size, done_size, ended_at, faults
            FROM verification
            """;

    private static Reading reading(ResultSet row, int number) throws SQLException {
        var endedAt = row.getObject(7, LocalDateTime.class);
        return new Reading(
                row.getString(1),
                Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                endedAt == null ? null : endedAt.toInstant(ZoneOffset.UTC),
                row.getInt(8));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}

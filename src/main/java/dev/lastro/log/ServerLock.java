package dev.lastro.log;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32;

/** The names of Lastro's locks in MySQL ({@code GET_LOCK}). */
public final class ServerLock {

    private ServerLock() {}

    /**
     * MySQL's locks belong to the whole server and have at most 64 characters, so the schema comes in as a short mark: two
     * schemas on one server must not meet in one lock.
     *
     * @param of {@code log.main}, {@code job.nightly}; at most 48 characters
     */
    public static String name(Connection connection, String of) throws SQLException {
        var mark = new CRC32();
        mark.update(connection.getCatalog().getBytes(StandardCharsets.UTF_8));
        return "lastro.%s@%08x".formatted(of, mark.getValue());
    }

    /** Waits for it at most so long; the connection holds it until it is released or ends. */
    public static boolean tryAcquire(Connection connection, String lock, int waitSeconds) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, lock);
            statement.setInt(2, waitSeconds);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        }
    }

    public static void release(Connection connection, String lock) throws SQLException {
        try (var statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
            statement.setString(1, lock);
            statement.execute();
        }
    }
}

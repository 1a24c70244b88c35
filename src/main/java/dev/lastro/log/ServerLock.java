package dev.lastro.log;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock of Lastro's in MySQL ({@code GET_LOCK}), held on a connection of its own, so that a dead process holds none.
 */
public final class ServerLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLock.class);

    /** A year, in seconds: whoever holds a lock is idle for as long as the work takes, and the server must not close it. */
    private static final String FOR_LONG = "31536000";

    private final Connection connection;
    private final String name;

    private ServerLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

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

    /**
     * @param of as {@link #name}
     * @return null: another has held it for so long
     */
    public static @Nullable ServerLock acquire(DataSource dataSource, String of, int waitSeconds) throws SQLException {
        var connection = dataSource.getConnection();
        try {
            var name = name(connection, of);
            try (var statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
                statement.setString(1, name);
                statement.setInt(2, waitSeconds);
                try (var row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) != 1) {
                        connection.close();
                        return null;
                    }
                }
            }
            setWaitTimeout(connection, FOR_LONG);
            return new ServerLock(connection, name);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What must not happen without the lock is done on this connection: it is lost with the lock. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            try (var statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
                statement.setString(1, name);
                statement.execute();
                setWaitTimeout(connection, "DEFAULT");
            } catch (SQLException e) {
                // Whatever holds the lock must not go back into the pool.
                connection.abort(Runnable::run);
                LOG.warn("lock {}: {}", name, e.getMessage());
            }
        }
    }

    private static void setWaitTimeout(Connection connection, String seconds) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION wait_timeout = " + seconds);
        }
    }
}

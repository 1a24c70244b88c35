package dev.lastro.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The connection that holds a log's lock and is the one that inserts: a lost connection is a lost lock, and no other
 * process can have written while this one lives.
 */
final class LogSession implements AutoCloseable {

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private final String log;
    private final String lock;
    private final long id;

    LogSession(Connection connection, String log) throws SQLException {
        this.connection = connection;
        this.log = log;
        this.lock = ServerLock.name(connection, "log." + log);
        this.id = queryLong("SELECT CONNECTION_ID() + 0 * LENGTH(?)", lock);
    }

    /** The server's number of this connection. */
    long id() {
        return id;
    }

    /** False: another process is this log's writer. */
    boolean lock() throws SQLException {
        return queryLong("SELECT GET_LOCK(?, 0)", lock) == 1;
    }

    /** Whether the lock belongs to that connection. */
    boolean isLockedBy(long otherId) throws SQLException {
        return queryLong("SELECT COALESCE(IS_USED_LOCK(?), -1)", lock) == otherId;
    }

    /** Ends another connection of the same user; what it was committing is then committed, or never will be. */
    void end(long otherId) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("KILL CONNECTION " + otherId);
        }
    }

    boolean stillLocked() throws SQLException {
        return isLockedBy(id);
    }

    long nextPosition() throws SQLException {
        return queryLong("SELECT COALESCE(MAX(position) + 1, 0) FROM webhook_log WHERE log_name = ?", log);
    }

    Durability durability() throws SQLException {
        return Durability.of(connection);
    }

    /** One statement is one transaction: all of them are committed, or none. */
    void insert(List<Delivery> deliveries) throws SQLException {
        var sql = "INSERT INTO webhook_log (" + Rows.COLUMNS + ") VALUES " + ROW
                + (", " + ROW).repeat(deliveries.size() - 1);
        try (var statement = connection.prepareStatement(sql)) {
            var column = 1;
            for (var delivery : deliveries) {
                statement.setString(column++, delivery.log());
                statement.setLong(column++, delivery.position());
                statement.setObject(column++, Rows.utc(delivery.receivedAt()));
                statement.setString(column++, delivery.provider());
                statement.setString(column++, delivery.remoteAddress());
                statement.setBytes(column++, delivery.headers());
                statement.setBytes(column++, delivery.salt());
                statement.setBytes(column++, delivery.body());
            }
            statement.executeUpdate();
        }
    }

    /** The salt of the delivery at this position; each delivery has its own, so it tells whose row that is. */
    Optional<byte[]> salt(long position) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT salt FROM webhook_log WHERE log_name = ? AND position = ?")) {
            statement.setString(1, log);
            statement.setLong(2, position);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long queryLong(String sql, String parameter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}

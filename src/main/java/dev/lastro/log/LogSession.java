package dev.lastro.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connection that holds a log's lock and is the one that inserts: a lost connection is a lost lock, and no other
 * process can have written while this one lives.
 */
final class LogSession implements AutoCloseable {

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private final String log;
    private final String lock;
    private final String turn;
    private final long id;
    /** By their number of rows. */
    private final Map<Integer, PreparedStatement> inserts = new HashMap<>();

    private boolean isAsking;

    /** Opens connections as the user that may append. */
    interface Connections {

        /** @throws UnfitDatabaseException if this server must not hold the log */
        Connection open() throws SQLException;
    }

    static LogSession open(Connections connections, String log) throws SQLException {
        var connection = connections.open();
        try {
            return new LogSession(connection, log);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private LogSession(Connection connection, String log) throws SQLException {
        this.connection = connection;
        this.log = log;
        this.lock = ServerLock.name(connection, "log." + log);
        this.turn = ServerLock.name(connection, "turn." + log);
        // A writer whose machine went dark must not hold the lock until TCP gives up, which takes hours.
        execute("SET SESSION wait_timeout = " + LogLimits.SILENCE.toSeconds());
        this.id = queryLong("SELECT CONNECTION_ID() + 0 * LENGTH(?)", lock);
    }

    /** The server's number of this connection. */
    long id() {
        return id;
    }

    /** False: another process is this log's writer, and was for so long (in whole seconds). */
    boolean lock(Duration patience) throws SQLException {
        return lock(lock, patience);
    }

    /** Of several that ask the log's writer to give way, one is heard; false: it is another. */
    boolean askToGiveWay() throws SQLException {
        isAsking = isAsking || lock(turn, Duration.ZERO);
        return isAsking;
    }

    void askNoMore() throws SQLException {
        if (isAsking) {
            queryLong("SELECT RELEASE_LOCK(?)", turn);
            isAsking = false;
        }
    }

    private boolean lock(String name, Duration patience) throws SQLException {
        return queryLong("SELECT GET_LOCK(?, " + patience.toSeconds() + ")", name) == 1;
    }

    /** Whether another process asks this one to give way. */
    boolean isAskedToGiveWay() throws SQLException {
        return queryLong("SELECT COALESCE(IS_USED_LOCK(?), -1)", turn) != -1;
    }

    /** Whether the lock belongs to that connection. */
    boolean isLockedBy(long otherId) throws SQLException {
        return queryLong("SELECT COALESCE(IS_USED_LOCK(?), -1)", lock) == otherId;
    }

    /** Ends another connection of the same user; what it was committing is then committed, or never will be. */
    void end(long otherId) throws SQLException {
        execute("KILL CONNECTION " + otherId);
    }

    boolean stillLocked() throws SQLException {
        return isLockedBy(id);
    }

    long nextPosition() throws SQLException {
        return queryLong("SELECT COALESCE(MAX(position) + 1, 0) FROM webhook_log WHERE log_name = ?", log);
    }

    /**
     * How many of those that wait should be in one statement. The server keeps a prepared statement for each number of
     * rows, so there are few numbers; the rest is the beginning of the next batch.
     */
    static int rowsAtOnce(int waiting) {
        var step = waiting < 16 ? 1 : waiting < 64 ? 4 : waiting < 256 ? 16 : 64;
        return waiting - waiting % step;
    }

    /** One statement is one transaction: all of them are committed, or none. */
    void insert(List<Delivery> deliveries) throws SQLException {
        var statement = inserts.get(deliveries.size());
        if (statement == null) {
            statement = connection.prepareStatement("INSERT INTO webhook_log (" + Rows.COLUMNS + ") VALUES " + ROW
                    + (", " + ROW).repeat(deliveries.size() - 1));
            inserts.put(deliveries.size(), statement);
        }
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
        statement.clearParameters();
    }

    /** The salts of the rows at these positions, where there are any; each delivery has its own, so it tells whose row that is. */
    Map<Long, byte[]> salts(List<Long> positions) throws SQLException {
        var salts = new HashMap<Long, byte[]>();
        var sql = "SELECT position, salt FROM webhook_log WHERE log_name = ? AND position IN (?"
                + ", ?".repeat(positions.size() - 1) + ")";
        try (var statement = connection.prepareStatement(sql)) {
            var column = 1;
            statement.setString(column++, log);
            for (var position : positions) {
                statement.setLong(column++, position);
            }
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    salts.put(row.getLong(1), row.getBytes(2));
                }
            }
        }
        return salts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
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

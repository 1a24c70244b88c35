package dev.lastro.log;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Empties headers, salts and bodies of rows of the log, as the user that may do just that; their hashes stay. */
@Component
public final class LogEraser {

    private static final Logger LOG = LoggerFactory.getLogger(LogEraser.class);

    /** Rows of one transaction: with bodies of 1 MB each it hashes, and writes to the binary log, 200 MB. */
    private static final int ROWS = 200;

    private static final String SALT = "UNHEX(REPEAT('00', 16))";

    private static final String PLACES = " WHERE (log_name, position) IN (%s) AND provider = ? AND salt <> " + SALT;

    private static final String KEEP = """
            INSERT INTO erased (log_name, position, headers_sha256, body_sha256, act_log, act_position)
            SELECT log_name, position, UNHEX(SHA2(headers, 256)), UNHEX(SHA2(CONCAT(salt, body), 256)), ?, ?
            FROM webhook_log""" + PLACES;

    private static final String EMPTY = "UPDATE webhook_log SET headers = '', body = '', salt = " + SALT + PLACES;

    private final String url;
    private final Properties options = new Properties();
    private final @Nullable String insteadOf;

    LogEraser(JdbcConnectionDetails database, EraseUser user) {
        this.url = database.getJdbcUrl();
        var ownUser = user.username() != null;
        this.insteadOf = ownUser ? null : database.getUsername();
        put("user", ownUser ? user.username() : database.getUsername());
        put("password", ownUser ? user.password() : database.getPassword());
        put("connectTimeout", Long.toString(LogLimits.CONNECT_TIMEOUT.toMillis()));
    }

    /** @throws IllegalStateException if it would not be let: before an act orders what nobody here may do */
    public void check() {
        try (var connection = open();
                var keep = connection.prepareStatement(KEEP.formatted("(?, ?)"));
                var empty = connection.prepareStatement(EMPTY.formatted("(?, ?)"))) {
            var nowhere = List.of(new Position("", -1));
            keep.setString(1, "");
            keep.setLong(2, -1);
            set(keep, 3, nowhere, "");
            set(empty, 1, nowhere, "");
            keep.executeUpdate();
            empty.executeUpdate();
        } catch (SQLException e) {
            // All of it in one message: of causes a person is told the innermost.
            throw new IllegalStateException(
                    "rows of webhook_log cannot be erased by %s (lastro.eraser.datasource.username, sql/grants.sql): %s"
                            .formatted(options.getProperty("user"), e.getMessage()));
        }
    }

    /**
     * Erases what an act orders; what is erased already stays as it is. A row and its hashes change in one transaction, so
     * whenever this process dies each row is either whole or erased.
     *
     * @param act where the act stands, which must be committed
     * @param places those of the act that are not erased ({@link Erasures#whole})
     * @param progress is told how many of them are erased so far
     * @throws IllegalStateException if one of them is not as the act says; then no more is erased
     */
    public void erase(Position act, String provider, List<Position> places, IntConsumer progress) {
        if (insteadOf != null) {
            LOG.warn(
                    "the log is erased as {}: set lastro.eraser.datasource.username to a user that may do that alone"
                            + " (sql/grants.sql)",
                    insteadOf);
        }
        try (var connection = open()) {
            // Rows are looked up one by one: nothing between them needs to be locked.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            for (var from = 0; from < places.size(); from += ROWS) {
                var some = places.subList(from, Math.min(from + ROWS, places.size()));
                try {
                    erase(connection, act, provider, some);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                }
                progress.accept(from + some.size());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("rows of webhook_log could not be erased: " + e.getMessage(), e);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(url, options);
    }

    private static void erase(Connection connection, Position act, String provider, List<Position> places)
            throws SQLException {
        try (var keep = connection.prepareStatement(sql(KEEP, places));
                var empty = connection.prepareStatement(sql(EMPTY, places))) {
            keep.setString(1, act.log());
            keep.setLong(2, act.position());
            set(keep, 3, places, provider);
            set(empty, 1, places, provider);
            var kept = keep.executeUpdate();
            var emptied = empty.executeUpdate();
            if (kept != places.size() || emptied != places.size()) {
                throw new IllegalStateException(
                        "of %d deliveries of %s that are to be erased, from %s on, %d are there: nothing of them was changed"
                                .formatted(places.size(), provider, places.getFirst(), Math.min(kept, emptied)));
            }
        }
    }

    private static String sql(String sql, List<Position> places) {
        return sql.formatted(String.join(", ", Collections.nCopies(places.size(), "(?, ?)")));
    }

    private static void set(PreparedStatement statement, int first, List<Position> places, String provider)
            throws SQLException {
        var parameter = first;
        for (var place : places) {
            statement.setString(parameter++, place.log());
            statement.setLong(parameter++, place.position());
        }
        statement.setString(parameter, provider);
    }

    private void put(String key, @Nullable String value) {
        if (value != null) {
            options.setProperty(key, value);
        }
    }
}

package dev.lastro.log;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Opens the writer of a log, as the user that may append. */
@Component
public final class LogWriters {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriters.class);

    private final String url;
    private final Properties options = new Properties();
    private final LogProperties log;

    LogWriters(JdbcConnectionDetails database, AppendUser user, LogProperties log) {
        this.url = database.getJdbcUrl();
        this.log = log;
        var ownUser = user.username() != null;
        put("user", ownUser ? user.username() : database.getUsername());
        put("password", ownUser ? user.password() : database.getPassword());
        put("connectTimeout", Long.toString(LogLimits.CONNECT_TIMEOUT.toMillis()));
        put("socketTimeout", Long.toString(LogLimits.SOCKET_TIMEOUT.toMillis()));
        if (!ownUser) {
            LOG.warn(
                    "the log is written as {}: set lastro.receiver.datasource.username to a user that may only INSERT"
                            + " and SELECT there (sql/grants.sql)",
                    database.getUsername());
        }
    }

    /** Starts to write as soon as no other process does; see {@link LogWriter#awaitWriting}. */
    public LogWriter open(String logName) {
        return new GroupCommitter(logName, this::connect, new SecureRandom()).start();
    }

    /**
     * Whether what the database commits stays committed.
     *
     * @throws UnfitDatabaseException if it may not, and {@code lastro.log.require-durable} is on
     */
    public String checkDurability() {
        try (var connection = connect()) {
            var durability = Durability.of(connection);
            if (durability.isDurable()) {
                return durability.toString();
            }
            var complaint = "the database can forget what it has committed (%s): set both to 1".formatted(durability);
            if (log.requireDurable()) {
                throw new UnfitDatabaseException(
                        complaint + ", or accept the loss with lastro.log.require-durable=false");
            }
            LOG.warn("{}; lastro.log.require-durable=false accepts that", complaint);
            return durability + " (NOT DURABLE, accepted by lastro.log.require-durable=false)";
        } catch (SQLException e) {
            throw new LogReadException("the database's durability settings could not be read", e);
        }
    }

    /**
     * Whether one statement can carry a full batch and one more body on top of it, even if every byte is escaped.
     *
     * @throws UnfitDatabaseException if the server would refuse it
     */
    public void checkRoomFor(long bodyBytes) {
        var needed = 2 * (LogLimits.BATCH_BYTES + bodyBytes);
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@GLOBAL.max_allowed_packet")) {
            row.next();
            if (row.getLong(1) < needed) {
                throw new UnfitDatabaseException(
                        "the database's max_allowed_packet=%d is too small for bodies of %d bytes: set it to %d or more"
                                .formatted(row.getLong(1), bodyBytes, needed));
            }
        } catch (SQLException e) {
            throw new LogReadException("the database's max_allowed_packet could not be read", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, options);
    }

    private void put(String key, @Nullable String value) {
        if (value != null) {
            options.setProperty(key, value);
        }
    }
}

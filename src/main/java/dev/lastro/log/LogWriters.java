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

/** Opens the writer of a log, as the user that may append, on a server that is fit to hold it. */
@Component
public final class LogWriters {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriters.class);

    private final String url;
    private final Properties options = new Properties();
    private final LogProperties log;
    private volatile long bodyBytes;
    private volatile String durability = "not known: the database was not reached yet";

    LogWriters(JdbcConnectionDetails database, AppendUser user, LogProperties log) {
        this.url = database.getJdbcUrl();
        this.log = log;
        var ownUser = user.username() != null;
        put("user", ownUser ? user.username() : database.getUsername());
        put("password", ownUser ? user.password() : database.getPassword());
        // A tenth of the client's time for an INSERT of many rows, and half of its latency.
        put("useServerPrepStmts", "true");
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
        return open(logName, NoSpool.INSTANCE);
    }

    GroupCommitter open(String logName, Spool spool) {
        return new GroupCommitter(logName, this::connect, spool, new SecureRandom()).start();
    }

    /**
     * From now on a server is fit only if one statement can carry a full batch and one such body on top of it. Asked at
     * start and of changed definitions: a receiver that could lose what it acknowledged does not start. A database that
     * is away is no reason not to: it is asked again whenever a connection is opened.
     *
     * @throws UnfitDatabaseException if this server must not hold the log; then no more is demanded than before
     */
    public void demandRoomFor(long largestBodyBytes) {
        var before = bodyBytes;
        bodyBytes = largestBodyBytes;
        try (var connection = connect()) {
            LOG.debug("{} is fit for the log", connection);
        } catch (UnfitDatabaseException e) {
            bodyBytes = before;
            throw e;
        } catch (SQLException e) {
            LOG.debug("the database cannot be reached; the writer will say so, and go on trying", e);
        }
    }

    /** What is known of the server's settings, for people. */
    String durability() {
        return durability;
    }

    /**
     * A connection of the user that may append, which gives up early on a server that does not answer.
     *
     * @throws UnfitDatabaseException if this server must not hold the log
     */
    public Connection connect() throws SQLException {
        var connection = DriverManager.getConnection(url, options);
        try {
            judge(Fitness.of(connection));
            return connection;
        } catch (SQLException | UnfitDatabaseException e) {
            connection.close();
            throw e;
        }
    }

    private void judge(Fitness fitness) {
        if (!fitness.isDurable()) {
            var complaint =
                    "the database can forget what it has committed (%s): set both to 1".formatted(fitness.durability());
            if (log.requireDurable()) {
                throw new UnfitDatabaseException(
                        complaint + ", or accept the loss with lastro.log.require-durable=false");
            }
            var accepted = fitness.durability() + " (NOT DURABLE, accepted by lastro.log.require-durable=false)";
            if (!accepted.equals(durability)) {
                LOG.warn("{}; lastro.log.require-durable=false accepts that", complaint);
            }
            durability = accepted;
        } else {
            durability = fitness.durability();
        }
        var needed = LogLimits.BATCH_BYTES + bodyBytes + LogLimits.STATEMENT_BYTES;
        if (fitness.packetBytes() < needed) {
            throw new UnfitDatabaseException(
                    "the database's max_allowed_packet=%d is too small for bodies of %d bytes: set it to %d or more"
                            .formatted(fitness.packetBytes(), bodyBytes, needed));
        }
    }

    private void put(String key, @Nullable String value) {
        if (value != null) {
            options.setProperty(key, value);
        }
    }
}

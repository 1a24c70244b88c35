package dev.lastro.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A schema of one's own, empty at first.
 *
 * @param jdbcUrl with the schema in it
 * @param username a user with all rights on the schema; on a server of ours it may also create users and grant
 * @param schema the name, unique on its server
 */
public record TestDatabase(String jdbcUrl, String username, String password, String schema) {

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        return connectAs(username, password);
    }

    /** A new connection of another user, which the caller closes. */
    public Connection connectAs(String user, String itsPassword) throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, itsPassword);
    }
}

package dev.lastro.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

    /** A query's rows, each cell as text. */
    public List<List<String>> rows(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}

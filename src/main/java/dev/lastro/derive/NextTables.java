package dev.lastro.derive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Writes the {@code _next} tables in the name of one owner, by many threads. */
final class NextTables {

    private final DataSource dataSource;
    private final long owner;
    private final boolean mayLoad;

    NextTables(DataSource dataSource, long owner) {
        this.dataSource = dataSource;
        this.owner = owner;
        try (var connection = dataSource.getConnection()) {
            this.mayLoad = LoadedRows.areAllowed(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Whether rows go in by LOAD DATA; else by INSERT. */
    boolean mayLoad() {
        return mayLoad;
    }

    interface Work {
        void write(Session session) throws SQLException;
    }

    /** One transaction, which fails if another run has taken over: nobody can take over until it ends. */
    void write(Work work) {
        try (var connection = dataSource.getConnection()) {
            // By default a DELETE of what an earlier start left would lock the gaps that other threads write into.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            try (var session = new Session(connection)) {
                // Shared: the threads of one rebuild do not wait for each other, and a takeover waits for all of them.
                Derived.requireOwner(connection, Side.NEXT, owner, "FOR SHARE");
                work.write(session);
                session.flush();
                connection.commit();
            } catch (Throwable e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    void read(String sql, List<?> parameters, RowReader reader) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    boolean exists(String table, LoanKey loan) {
        var found = new ArrayList<Integer>();
        read(
                "SELECT 1 FROM %s WHERE provider = ? AND loan_id = ?".formatted(table),
                List.of(loan.provider(), loan.loanId()),
                row -> found.add(1));
        return !found.isEmpty();
    }

    /** An open transaction. */
    final class Session implements AutoCloseable {

        final Connection connection;
        private final Map<String, TableRows<?>> open = new HashMap<>();

        private Session(Connection connection) {
            this.connection = connection;
        }

        /** Rows of one table; what is added is there once the transaction ends, in the order given. */
        <T> TableRows<T> rows(DerivedRows.Table<T> table) throws SQLException {
            var rows = TableRows.of(connection, mayLoad, Side.NEXT, table, TableRows.Present.FAILS);
            open.put(table.name(), rows);
            return rows;
        }

        int update(String sql, Object... parameters) throws SQLException {
            try (var statement = connection.prepareStatement(sql)) {
                for (var i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                return statement.executeUpdate();
            }
        }

        private void flush() throws SQLException {
            for (var rows : open.values()) {
                rows.flush();
            }
        }

        @Override
        public void close() throws SQLException {
            for (var rows : open.values()) {
                rows.close();
            }
        }
    }
}

package dev.lastro.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Writes the {@code _next} tables in the name of one owner, by many threads. */
final class NextTables {

    /** Rows of one INSERT where there are so many; the rest goes by powers of two, so that there are few statements. */
    private static final int ROWS = 512;

    private static final int PARAMETERS_MAX = 65_535;

    private final DataSource dataSource;
    private final long owner;

    NextTables(DataSource dataSource, long owner) {
        this.dataSource = dataSource;
        this.owner = owner;
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
    static final class Session implements AutoCloseable {

        final Connection connection;
        private final Map<String, Rows<?>> open = new HashMap<>();

        private Session(Connection connection) {
            this.connection = connection;
        }

        /** Rows of one table; what is added is there once the transaction ends, in the order given. */
        <T> Rows<T> rows(DerivedRows.Table<T> table) {
            var rows = new Rows<T>(connection, table);
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

    /** Multi-row INSERTs into one table. */
    static final class Rows<T> {

        private final Connection connection;
        private final DerivedRows.Table<T> table;
        private final int atOnce;
        private final List<T> waiting = new ArrayList<>();
        private final Map<Integer, PreparedStatement> inserts = new HashMap<>();

        private Rows(Connection connection, DerivedRows.Table<T> table) {
            this.connection = connection;
            this.table = table;
            this.atOnce = Math.min(
                    ROWS, Integer.highestOneBit(PARAMETERS_MAX / table.columns().size()));
        }

        void add(T row) throws SQLException {
            waiting.add(row);
            if (waiting.size() == atOnce) {
                insert(waiting);
                waiting.clear();
            }
        }

        private void flush() throws SQLException {
            for (var from = 0; from < waiting.size(); ) {
                var count = Integer.highestOneBit(waiting.size() - from);
                insert(waiting.subList(from, from + count));
                from += count;
            }
            waiting.clear();
        }

        private void insert(List<T> rows) throws SQLException {
            var statement = inserts.get(rows.size());
            if (statement == null) {
                statement = connection.prepareStatement(table.insert(Side.NEXT, rows.size()));
                inserts.put(rows.size(), statement);
            }
            var first = 1;
            for (var row : rows) {
                table.binder().bind(statement, first, row);
                first += table.columns().size();
            }
            statement.executeUpdate();
            statement.clearParameters();
        }

        private void close() throws SQLException {
            for (var insert : inserts.values()) {
                insert.close();
            }
        }
    }
}

package dev.lastro.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Multi-row INSERTs into one table. */
final class InsertedRows<T> implements TableRows<T> {

    /** Rows of one INSERT where there are so many; the rest goes by powers of two, so that there are few statements. */
    private static final int ROWS = 512;

    private static final int PARAMETERS_MAX = 65_535;

    private final Connection connection;
    private final Side side;
    private final DerivedRows.Table<T> table;
    private final Present as;
    private final int atOnce;
    private final List<T> waiting = new ArrayList<>();
    private final Map<Integer, PreparedStatement> inserts = new HashMap<>();

    InsertedRows(Connection connection, Side side, DerivedRows.Table<T> table, Present as) {
        this.connection = connection;
        this.side = side;
        this.table = table;
        this.as = as;
        this.atOnce = Math.min(
                ROWS, Integer.highestOneBit(PARAMETERS_MAX / table.columns().size()));
    }

    @Override
    public void add(T row) throws SQLException {
        waiting.add(row);
        if (waiting.size() == atOnce) {
            insert(waiting);
            waiting.clear();
        }
    }

    @Override
    public void flush() throws SQLException {
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
            statement = connection.prepareStatement(table.insert(side, rows.size(), as));
            inserts.put(rows.size(), statement);
        }
        var fields = new ParameterFields(statement);
        for (var row : rows) {
            table.writer().write(row, fields);
        }
        statement.executeUpdate();
        statement.clearParameters();
    }

    @Override
    public void close() throws SQLException {
        for (var insert : inserts.values()) {
            insert.close();
        }
    }
}

package dev.lastro.derive;

import java.sql.Connection;
import java.sql.SQLException;

/** Rows on their way into one table, in the caller's transaction. */
interface TableRows<T> extends AutoCloseable {

    /** By the fastest way that is allowed on this connection. */
    static <T> TableRows<T> of(
            Connection connection, boolean mayLoad, Side side, DerivedRows.Table<T> table, Present as)
            throws SQLException {
        return mayLoad
                ? new LoadedRows<>(connection, side, table, as)
                : new InsertedRows<>(connection, side, table, as);
    }

    /** What is to be done with a row whose key is there already. */
    enum Present {
        FAILS,
        REPLACED
    }

    void add(T row) throws SQLException;

    /** All that was added is in the table. */
    void flush() throws SQLException;

    @Override
    void close() throws SQLException;
}

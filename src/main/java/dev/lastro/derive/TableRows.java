package dev.lastro.derive;

import java.sql.SQLException;

/** Rows on their way into one {@code _next} table, in the caller's transaction. */
interface NextRows<T> extends AutoCloseable {

    void add(T row) throws SQLException;

    /** All that was added is in the table. */
    void flush() throws SQLException;

    @Override
    void close() throws SQLException;
}

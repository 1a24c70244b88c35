package dev.lastro.derive;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Takes a row's fields, in the order of the table's columns. */
interface Fields {

    void text(@Nullable String text) throws SQLException;

    void number(long number) throws SQLException;

    /** None or a number. */
    void count(@Nullable Integer count) throws SQLException;

    void amount(@Nullable BigDecimal amount) throws SQLException;

    /** As {@link SqlTime} has it: in UTC, microseconds. */
    void time(@Nullable Instant time) throws SQLException;

    void date(@Nullable LocalDate date) throws SQLException;

    void bytes(byte[] bytes) throws SQLException;
}

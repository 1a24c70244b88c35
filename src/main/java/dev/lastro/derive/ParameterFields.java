package dev.lastro.derive;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Binds fields to the parameters of an INSERT. */
final class ParameterFields implements Fields {

    private final PreparedStatement statement;
    private int next = 1;

    /** @param statement its first parameter is the next field */
    ParameterFields(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    public void text(@Nullable String text) throws SQLException {
        statement.setString(next++, text);
    }

    @Override
    public void number(long number) throws SQLException {
        statement.setLong(next++, number);
    }

    @Override
    public void count(@Nullable Integer count) throws SQLException {
        statement.setObject(next++, count);
    }

    @Override
    public void amount(@Nullable BigDecimal amount) throws SQLException {
        statement.setBigDecimal(next++, amount);
    }

    @Override
    public void time(@Nullable Instant time) throws SQLException {
        statement.setObject(next++, SqlTime.to(time));
    }

    @Override
    public void date(@Nullable LocalDate date) throws SQLException {
        statement.setObject(next++, date);
    }

    @Override
    public void bytes(byte[] bytes) throws SQLException {
        statement.setBytes(next++, bytes);
    }
}

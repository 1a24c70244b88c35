package dev.lastro.log;

import dev.lastro.testing.TestDatabase;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The eraser of a schema, without Spring. */
public final class TestEraser {

    private TestEraser() {}

    public static LogEraser of(TestDatabase database) {
        return new LogEraser(
                new JdbcConnectionDetails() {
                    @Override
                    public String getUsername() {
                        return database.username();
                    }

                    @Override
                    public String getPassword() {
                        return database.password();
                    }

                    @Override
                    public String getJdbcUrl() {
                        return database.jdbcUrl();
                    }
                },
                new EraseUser(database.username(), database.password()));
    }
}

package dev.lastro.report;

import dev.lastro.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The tables that reports are made of, filled by hand. */
final class Derived {

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    Derived(TestDatabase database) {
        this.dataSource = new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
        this.jdbc = JdbcClient.create(dataSource);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:sql/schema")
                .load()
                .migrate();
    }

    DataSource dataSource() {
        return dataSource;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    void insert(String table, String columns, @Nullable Object... values) {
        var marks = Arrays.stream(values).map(value -> "?").collect(Collectors.joining(", "));
        jdbc.sql("INSERT INTO %s (%s) VALUES (%s)".formatted(table, columns, marks))
                .params(values)
                .update();
    }

    /** A row of the log. */
    void logged(String log, long position, String provider) {
        insert(
                "webhook_log",
                "log_name, position, received_at, provider, remote_address, headers, salt, body",
                log,
                position,
                "2026-11-21 12:00:00.000000",
                provider,
                "203.0.113.9",
                "[]",
                new byte[16],
                "{}");
    }

    /** A row of the log, and what was made of it; further columns in pairs of name and value. */
    void delivery(String log, long position, String provider, String deliveryClass, @Nullable Object... more) {
        logged(log, position, provider);
        var columns =
                new StringBuilder("log_name, position, provider, class, time_assumed, body_sha256, entry_body_sha256,"
                        + " leaf_hash, duplicates, conflicts");
        var values = new ArrayList<@Nullable Object>(Arrays.asList(
                log,
                position,
                provider,
                deliveryClass,
                false,
                hash(0),
                hash(0xb0 + position),
                hash(0xe0 + position),
                0,
                0));
        var received = false;
        for (var i = 0; i < more.length; i += 2) {
            columns.append(", ").append(more[i]);
            values.add(more[i + 1]);
            received |= "received_at".equals(more[i]);
        }
        if (!received) {
            columns.append(", received_at");
            values.add("2026-11-21 12:00:00.000000");
        }
        insert("delivery", columns.toString(), values.toArray());
    }

    private static byte[] hash(long last) {
        return HexFormat.of().parseHex("ab".repeat(31) + "%02x".formatted(last));
    }
}

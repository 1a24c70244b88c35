package dev.lastro.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** A delivery's row, written alone: what durability costs whoever does not group. */
final class OneInsert {

    static final String SQL =
            "INSERT INTO naive_log (log_name, received_at, provider, remote_address, headers, salt, body)"
                    + " VALUES ('main', ?, 'base39', '127.0.0.1', ?, ?, ?)";

    /** As the receiver stores those that {@link Requests} sends. */
    static final byte[] HEADERS = """
            [["Host","127.0.0.1"],["User-Agent","Base39-Webhooks/1.0"],["Accept","*/*"],["Authorization",\
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],\
            ["Content-Type","application/json"],["Content-Length","1024"]]""".getBytes(StandardCharsets.UTF_8);

    private OneInsert() {}

    static void bind(PreparedStatement insert, byte[] headers, byte[] body) throws SQLException {
        var salt = new byte[16];
        ThreadLocalRandom.current().nextBytes(salt);
        insert.setTimestamp(1, Timestamp.from(Instant.now()));
        insert.setBytes(2, headers);
        insert.setBytes(3, salt);
        insert.setBytes(4, body);
    }

    /** The columns of webhook_log, with a position from the database. */
    static void createTable(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE naive_log LIKE webhook_log");
            statement.execute("ALTER TABLE naive_log DROP PRIMARY KEY,"
                    + " MODIFY position BIGINT NOT NULL AUTO_INCREMENT, ADD PRIMARY KEY (position)");
        }
    }

    /** One connection, one durable row after the other. */
    static Sample measure(BenchDatabase database, Duration time) throws SQLException {
        var latency = Sample.histogram();
        var body = Requests.body(new Random(1), 1);
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password());
                var insert = connection.prepareStatement(SQL)) {
            var start = System.nanoTime();
            var end = start + time.toNanos();
            var rows = 0;
            for (var before = start; before < end; rows++) {
                bind(insert, HEADERS, body);
                insert.executeUpdate();
                var after = System.nanoTime();
                latency.recordValue(after - before);
                before = after;
            }
            return new Sample(rows, 0, (System.nanoTime() - start) / 1e9, latency);
        }
    }
}

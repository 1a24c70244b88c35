package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Applies {@code sql/grants.sql} as it is, but for the users' names: the server may be somebody's. */
class GrantsIT {

    /** Denied: a table, a column, a schema, a global privilege, a trigger where there is a binary log. */
    private static final Set<Integer> DENIED = Set.of(1142, 1143, 1044, 1227, 1419);

    private static final String PASSWORD = "Only-4-this-test";
    private static final List<String> USERS = List.of("receiver", "jobs", "console", "auditor", "eraser");
    private static final List<String> DERIVED =
            List.of("story", "loan", "finding", "delivery_class", "unclear", "classified", "counted", "derived");

    private static final String APPEND = """
            INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)
            VALUES ('main', %d, NOW(6), 'base39', '203.0.113.9', '[]', REPEAT('s', 16), '{}')""";

    private static TestDatabase database;
    private static String prefix;

    @BeforeAll
    static void applyTheFileTwice() throws IOException, SQLException {
        database = MySql.migrated();
        prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "_";
        var script = new ClassPathResource("sql/grants.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("lastro_", prefix)
                .getBytes(StandardCharsets.UTF_8);
        try (var owner = database.connect();
                var statement = owner.createStatement()) {
            ScriptUtils.executeSqlScript(owner, new ByteArrayResource(script));
            for (var user : USERS) {
                assertThatThrownBy(() -> database.connectAs(prefix + user, "")).isInstanceOf(SQLException.class);
                statement.execute(
                        "ALTER USER %s%s IDENTIFIED BY '%s' ACCOUNT UNLOCK".formatted(prefix, user, PASSWORD));
            }
            ScriptUtils.executeSqlScript(owner, new ByteArrayResource(script));
            statement.execute(APPEND.formatted(0));
        }
    }

    @AfterAll
    static void dropTheUsers() throws SQLException {
        try (var owner = database.connect();
                var statement = owner.createStatement()) {
            for (var user : USERS) {
                statement.execute("DROP USER IF EXISTS " + prefix + user);
            }
        }
    }

    @Test
    void theReceiverAppendsAndReads() throws SQLException {
        assertThat(run("receiver", APPEND.formatted(1))).isEqualTo(1);
        try (var connection = database.connectAs(prefix + "receiver", PASSWORD);
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT MAX(position), GET_LOCK('t', 0), @@GLOBAL.sync_binlog FROM webhook_log")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(1);
            assertThat(row.getLong(2)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE webhook_log SET body = ''",
                "DELETE FROM webhook_log",
                "DELETE FROM webhook_log WHERE position = 0",
                "REPLACE INTO webhook_log SELECT * FROM webhook_log",
                "INSERT INTO webhook_log SELECT * FROM webhook_log ON DUPLICATE KEY UPDATE body = ''",
                "TRUNCATE TABLE webhook_log",
                "DROP TABLE webhook_log",
                "ALTER TABLE webhook_log DROP COLUMN salt",
                "RENAME TABLE webhook_log TO elsewhere",
                "CREATE INDEX more ON webhook_log (provider)",
                "CREATE TRIGGER t BEFORE INSERT ON webhook_log FOR EACH ROW SET NEW.body = ''",
                "LOCK TABLES webhook_log WRITE",
                "CREATE TABLE mine (id INT PRIMARY KEY)"
            })
    void nobodyChangesTheLog(String sql) {
        for (var user : USERS) {
            // one may empty bodies; see below what else it may not
            if (!user.equals("eraser") || !sql.startsWith("UPDATE")) {
                assertDenied(user, sql);
            }
        }
    }

    @Test
    void onlyTheReceiverAppends() {
        for (var user : List.of("jobs", "console", "auditor", "eraser")) {
            assertDenied(user, APPEND.formatted(2));
        }
    }

    @Test
    void theReceiverOverwritesRejectionsAndRemovesNone() throws SQLException {
        var row = """
                INSERT INTO rejection (log_name, provider, slot, number, rejected_at, source_address, status, reason)
                VALUES ('main', '', 0, %d, NOW(6), '203.0.113.9', 404, 'unknown path') AS new
                ON DUPLICATE KEY UPDATE number = new.number""";
        assertThat(run("receiver", row.formatted(0))).isEqualTo(1);
        assertThat(run("receiver", row.formatted(2000))).isEqualTo(2);
        assertDenied("receiver", "DELETE FROM rejection");
        assertDenied("receiver", "TRUNCATE TABLE rejection");
        assertDenied("jobs", "DO (SELECT COUNT(*) FROM rejection)");
    }

    @Test
    void theReceiverSeesNothingElse() throws SQLException {
        for (var table : tables()) {
            if (!table.equals("webhook_log") && !table.equals("rejection")) {
                assertDenied("receiver", "DO (SELECT COUNT(*) FROM %s)".formatted(table));
            }
        }
    }

    @Test
    void theEraserEmptiesBodiesAndNothingElse() throws SQLException {
        try (var owner = database.connect();
                var statement = owner.createStatement()) {
            statement.execute(APPEND.formatted(7));
        }
        assertThat(run("eraser", """
                INSERT INTO erased (log_name, position, headers_sha256, body_sha256, act_log, act_position)
                SELECT log_name, position, UNHEX(SHA2(headers, 256)), UNHEX(SHA2(CONCAT(salt, body), 256)), 'decisions', 0
                FROM webhook_log WHERE log_name = 'main' AND position = 7""")).isEqualTo(1);
        assertThat(run("eraser", """
                UPDATE webhook_log SET headers = '', body = '', salt = UNHEX(REPEAT('00', 16))
                WHERE log_name = 'main' AND position = 7""")).isEqualTo(1);
        for (var sql : List.of(
                "UPDATE webhook_log SET position = 8 WHERE position = 7",
                "UPDATE webhook_log SET log_name = 'other' WHERE position = 7",
                "UPDATE webhook_log SET received_at = NOW(6) WHERE position = 7",
                "UPDATE webhook_log SET provider = 'openco' WHERE position = 7",
                "UPDATE webhook_log SET remote_address = '' WHERE position = 7",
                "UPDATE erased SET body_sha256 = headers_sha256",
                "UPDATE erased SET act_position = 1",
                "REPLACE INTO erased SELECT * FROM erased",
                "INSERT INTO erased SELECT * FROM erased AS e ON DUPLICATE KEY UPDATE act_position = 1",
                "DELETE FROM erased",
                "TRUNCATE TABLE erased",
                "DROP TABLE erased",
                "ALTER TABLE erased DROP COLUMN body_sha256",
                APPEND.formatted(9))) {
            assertDenied("eraser", sql);
        }
        for (var table : tables()) {
            if (!table.equals("webhook_log") && !table.equals("erased")) {
                assertDenied("eraser", "DO (SELECT COUNT(*) FROM %s)".formatted(table));
            }
        }
        for (var user : List.of("receiver", "jobs", "console", "auditor")) {
            assertDenied(user, "INSERT INTO erased SELECT * FROM erased");
            assertDenied(user, "UPDATE webhook_log SET body = '' WHERE position = 7");
        }
    }

    @Test
    void theJobsWriteEverythingElse() throws SQLException {
        for (var table : DERIVED) {
            run("jobs", "TRUNCATE TABLE " + table);
        }
        for (var table : tables()) {
            // the history of migrations is the owner's, rejections are the receiver's, what is erased the eraser's
            if (!Set.of("flyway_schema_history", "webhook_log", "rejection", "erased")
                    .contains(table)) {
                run("jobs", "INSERT INTO %1$s SELECT * FROM %1$s WHERE FALSE".formatted(table));
            }
        }
        run("jobs", "UPDATE run SET complete = TRUE WHERE FALSE");
        assertDenied("jobs", "DELETE FROM run");
    }

    @Test
    void theConsoleAndAuditorsOnlyRead() throws SQLException {
        for (var user : List.of("console", "auditor")) {
            for (var table : tables()) {
                if (table.endsWith("_next")) {
                    // half filled, or about to be emptied
                    assertDenied(user, "DO (SELECT COUNT(*) FROM %s)".formatted(table));
                } else if (!table.equals("flyway_schema_history") && !table.endsWith("_SEQ")) {
                    run(user, "DO (SELECT COUNT(*) FROM %s)".formatted(table));
                    assertDenied(user, "DELETE FROM " + table);
                    assertDenied(user, "INSERT INTO %1$s SELECT * FROM %1$s".formatted(table));
                }
            }
        }
    }

    private static void assertDenied(String user, String sql) {
        assertThatThrownBy(() -> run(user, sql))
                .as("%s: %s", user, sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isIn(DENIED));
    }

    private static int run(String user, String sql) throws SQLException {
        try (var connection = database.connectAs(prefix + user, PASSWORD);
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static List<String> tables() throws SQLException {
        try (var owner = database.connect();
                var found = owner.getMetaData().getTables(database.schema(), null, "%", null)) {
            var names = new ArrayList<String>();
            while (found.next()) {
                names.add(found.getString("TABLE_NAME"));
            }
            assertThat(names).contains("webhook_log", "run").containsAll(DERIVED);
            return names;
        }
    }
}

package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.testing.MySql;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

class SchemaIT {

    @Test
    void migratesAnEmptySchemaOnce() {
        var database = MySql.database();
        var flyway = Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:sql/schema")
                .load();

        assertThat(flyway.migrate().migrationsExecuted).isGreaterThanOrEqualTo(3);
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    }

    @Test
    void everyTableHasAPrimaryKey() throws SQLException {
        var without = MySql.migrated().rows("""
                SELECT t.table_name FROM information_schema.tables t
                WHERE t.table_schema = DATABASE() AND NOT EXISTS (
                    SELECT * FROM information_schema.table_constraints c
                    WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name
                      AND c.constraint_type = 'PRIMARY KEY')""");
        assertThat(without).isEmpty();
    }

    /** When Batch's own DDL changes with an upgrade, a migration has to follow. */
    @Test
    void theBatchTablesHaveTheColumnsThatThisSpringBatchWants() throws SQLException {
        var columns = """
                SELECT table_name, ordinal_position, column_name, column_type, is_nullable, column_default
                FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name LIKE 'BATCH\\_%' ORDER BY 1, 2""";
        var theirs = MySql.database();
        try (var connection = theirs.connect()) {
            ScriptUtils.executeSqlScript(
                    connection, new ClassPathResource("org/springframework/batch/core/schema-mysql.sql"));
        }

        var ours = MySql.migrated();

        assertThat(ours.rows(columns)).isNotEmpty().isEqualTo(theirs.rows(columns));
        for (var sequence : List.of("JOB_INSTANCE", "JOB_EXECUTION", "STEP_EXECUTION")) {
            var one = "SELECT * FROM BATCH_" + sequence + "_SEQ";
            assertThat(ours.rows(one)).hasSize(1).isEqualTo(theirs.rows(one));
        }
    }
}

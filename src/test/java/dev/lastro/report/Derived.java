package dev.lastro.report;

import dev.lastro.testing.TestDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

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

    void run(Resource script) {
        new ResourceDatabasePopulator(false, false, "UTF-8", script).execute(dataSource);
    }
}

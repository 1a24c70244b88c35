package dev.lastro.job;

import dev.lastro.LastroApplication;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application without its web server, on a schema of its own. */
final class Lastro implements AutoCloseable {

    private static final int ROWS_A_BATCH = 1_000;

    final TestDatabase database;
    final Path reports;
    final ConfigurableApplicationContext context;
    final JdbcClient jdbc;

    Lastro(Path folder) {
        this(MySql.database(), folder, null);
    }

    Lastro(TestDatabase database, Path folder, @Nullable Path definitions) {
        this.database = database;
        this.reports = folder.resolve("reports");
        this.context = new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments(database, reports, definitions));
        this.jdbc = context.getBean(JdbcClient.class);
    }

    /** One that was started otherwise. */
    Lastro(ConfigurableApplicationContext context, TestDatabase database, Path folder) {
        this.database = database;
        this.reports = folder.resolve("reports");
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
    }

    static String[] arguments(TestDatabase database, Path reports, @Nullable Path definitions) {
        var arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--lastro.roles=",
                "--lastro.reports-dir=" + reports,
                "--lastro.log.key-file=" + reports.resolveSibling("lastro.key")));
        if (definitions != null) {
            arguments.add("--lastro.jobs-dir=" + definitions);
        }
        return arguments.toArray(String[]::new);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Outcome nightly(LocalDate date) {
        return bean(Jobs.class).run(new JobRequest.Nightly(date, false, "tester", ""), Progress.SILENT);
    }

    Outcome again(LocalDate date) {
        return bean(Jobs.class)
                .run(new JobRequest.Nightly(date, true, "tester", "to see it once more"), Progress.SILENT);
    }

    /** Appends to a log, a millisecond between two. */
    void append(String log, Instant from, List<Traffic.Sent> sent) throws SQLException {
        var position = jdbc.sql("SELECT COALESCE(MAX(position) + 1, 0) FROM webhook_log WHERE log_name = ?")
                .param(log)
                .query(Long.class)
                .single();
        try (var connection = database.connect();
                var statement = connection.prepareStatement("""
                        INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)
                        VALUES (?, ?, ?, ?, '127.0.0.1', '[]', LEFT(UNHEX(SHA2(?, 256)), 16), ?)
                        """)) {
            connection.setAutoCommit(false);
            for (var i = 0; i < sent.size(); i++) {
                statement.setString(1, log);
                statement.setLong(2, position + i);
                statement.setObject(3, LocalDateTime.ofInstant(from.plusMillis(i), ZoneOffset.UTC));
                statement.setString(4, sent.get(i).provider());
                statement.setString(5, log + (position + i));
                statement.setBytes(6, sent.get(i).body());
                statement.addBatch();
                if (i % ROWS_A_BATCH == ROWS_A_BATCH - 1) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** All rows as text, in the order of the columns named first. */
    List<String> rows(String table, String columns, String order) {
        return jdbc.sql("SELECT %s FROM %s ORDER BY %s".formatted(columns, table, order))
                .query((row, number) -> {
                    var text = new StringBuilder();
                    for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        text.append(row.getString(i)).append(" | ");
                    }
                    return text.toString();
                })
                .list();
    }

    /** Everything that is derived, so far as it does not name other things that are derived. */
    List<String> derived() {
        var all = new ArrayList<String>();
        all.addAll(rows(
                "story", "provider, loan_id, events, duplicates, conflicts, HEX(deliveries)", "provider, loan_id"));
        all.addAll(rows("delivery_class", "log_name, block, HEX(classes)", "log_name, block"));
        all.addAll(rows("unclear", "*", "log_name, position"));
        all.addAll(rows("counted", "*", "log_name, provider"));
        all.addAll(rows("loan", "*", "provider, loan_id"));
        all.addAll(rows("finding", "*", "provider, loan_id, finding_id"));
        all.addAll(rows("classified", "*", "log_name"));
        return all;
    }

    /** What must not depend on the order of arrival. */
    List<String> loansAndFindings() {
        var all = new ArrayList<String>();
        all.addAll(rows("loan", """
                provider, loan_id, lifecycle, state, inferred, contract_number, external_id, created_at, signed_at,
                disbursed_at, closed_at, contracted_amount, disbursed_amount, iof_amount, fees_amount, paid_amount,
                installments, installments_paid, overdue_since, overdue_amount, outstanding_amount, first_event_at, last_event_at, events, provisional,
                next_look_at
                """, "provider, loan_id"));
        all.addAll(rows("finding", "*", "provider, loan_id, finding_id"));
        return all;
    }

    void forgetDerived() {
        jdbc.sql("DELETE FROM derived").update();
    }

    @Override
    public void close() {
        context.close();
    }
}

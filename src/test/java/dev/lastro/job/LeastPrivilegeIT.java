package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.loan.Decision;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

class LeastPrivilegeIT {

    private static final String PASSWORD = "Only-4-this-test";

    @TempDir
    Path folder;

    @Test
    void jobsRunAsTheUsersOfTheGrantsFile() throws Exception {
        var database = MySql.migrated();
        var prefix = "j" + UUID.randomUUID().toString().substring(0, 8) + "_";
        grant(database, prefix);
        try (var context = start(database, prefix, "receiver")) {
            var jobs = context.getBean(Jobs.class);
            var file = Files.writeString(folder.resolve("x.ndjson"), "{\"id\":\"1\"}\n");

            assertThat(jobs.run(new JobRequest.Import("base39", file, false, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
            assertThat(jobs.run(new JobRequest.Nightly(Traffic.FIRST_DAY, false, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
            assertThat(jobs.run(new JobRequest.Rebuild("tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
        }
        try (var owner = database.connect();
                var statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO finding (provider, loan_id, finding_id, code, severity, evidence, suggested_action,
                        suggested_action_pt)
                    VALUES ('base39', 'loan_1', '0123456789abcdef', 'OVERDUE_STEP', 'high', '', '', '')""");
        }
        try (var context = startAs("console", database, prefix, "receiver")) {
            var decided = context.getBean(Deciding.class)
                    .run(new DecideRequest(
                            Decision.Kind.ACKNOWLEDGED,
                            FindingFilter.ofIds(Set.of("0123456789abcdef")),
                            "ana",
                            "tester",
                            "",
                            null,
                            null));
            assertThat(decided.place()).as("whoever decides reads, and appends").hasToString("decisions/0");
        }
    }

    @Test
    void onlyTheEraserErases() throws Exception {
        var database = MySql.migrated();
        var prefix = "j" + UUID.randomUUID().toString().substring(0, 8) + "_";
        grant(database, prefix);
        var wanted = new JobRequest.Erase("base39", "loan_1", false, "tester", "asked for");
        try (var context = start(database, prefix, "receiver")) {
            var jobs = context.getBean(Jobs.class);
            var file = Files.writeString(
                    folder.resolve("x.ndjson"),
                    "{\"id\":\"1\",\"type\":\"loan.created\",\"createdAt\":\"2026-10-01T10:00:00Z\",\"data\":{\"id\":\"loan_1\"}}\n");
            assertThat(jobs.run(new JobRequest.Import("base39", file, false, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
            assertThat(jobs.run(new JobRequest.Nightly(Traffic.FIRST_DAY, false, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);

            assertThat(jobs.run(wanted, Progress.SILENT))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.message())
                                    .contains(
                                            "cannot be erased by " + prefix + "jobs",
                                            "lastro.eraser.datasource.username"));
            assertThat(database.rows("SELECT COUNT(*) FROM webhook_log WHERE log_name = 'decisions'"))
                    .as("nothing is ordered that nobody here may do")
                    .containsExactly(List.of("0"));
        }
        try (var context = start(database, prefix, "receiver", "eraser")) {
            var jobs = context.getBean(Jobs.class);
            assertThat(jobs.run(wanted, Progress.SILENT)).isInstanceOf(Outcome.Completed.class);
            assertThat(database.rows("SELECT HEX(body), HEX(salt) FROM webhook_log WHERE log_name = 'import'"))
                    .containsExactly(List.of("", "0".repeat(32)));
            assertThat(jobs.run(new JobRequest.Verify(true, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
        }
        try (var context = start(database, prefix, "receiver")) {
            assertThat(context.getBean(Jobs.class)
                            .run(
                                    new JobRequest.Nightly(Traffic.FIRST_DAY.plusDays(1), false, "tester", ""),
                                    Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
        }
    }

    /** As the jobs' user. */
    private ConfigurableApplicationContext start(TestDatabase database, String prefix, String... others) {
        return startAs("jobs", database, prefix, others);
    }

    private ConfigurableApplicationContext startAs(
            String user, TestDatabase database, String prefix, String... others) {
        var reader = new TestDatabase(database.jdbcUrl(), prefix + user, PASSWORD, database.schema());
        var arguments = new ArrayList<>(Arrays.asList(Lastro.arguments(reader, folder.resolve("reports"), null)));
        arguments.add("--lastro.migrate=false");
        for (var other : others) {
            arguments.add("--lastro.%s.datasource.username=%s".formatted(other, prefix + other));
            arguments.add("--lastro.%s.datasource.password=%s".formatted(other, PASSWORD));
        }
        return new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    private static void grant(TestDatabase database, String prefix) throws Exception {
        var script = new ClassPathResource("sql/grants.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("lastro_", prefix)
                .getBytes(StandardCharsets.UTF_8);
        try (var owner = database.connect();
                var statement = owner.createStatement()) {
            ScriptUtils.executeSqlScript(owner, new ByteArrayResource(script));
            for (var user : new String[] {"jobs", "console", "receiver", "eraser"}) {
                statement.execute(
                        "ALTER USER %s%s IDENTIFIED BY '%s' ACCOUNT UNLOCK".formatted(prefix, user, PASSWORD));
            }
        }
    }
}

package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
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
        var jobsUser = new TestDatabase(database.jdbcUrl(), prefix + "jobs", PASSWORD, database.schema());
        var arguments = new ArrayList<>(Arrays.asList(Lastro.arguments(jobsUser, folder.resolve("reports"), null)));
        arguments.add("--lastro.migrate=false");
        arguments.add("--lastro.receiver.datasource.username=" + prefix + "receiver");
        arguments.add("--lastro.receiver.datasource.password=" + PASSWORD);
        try (var context = new SpringApplicationBuilder(LastroApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new))) {
            var jobs = context.getBean(Jobs.class);
            var file = Files.writeString(folder.resolve("x.ndjson"), "{\"id\":\"1\"}\n");

            assertThat(jobs.run(new JobRequest.Import("base39", file, false, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
            assertThat(jobs.run(new JobRequest.Nightly(Traffic.FIRST_DAY, false, "tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
            assertThat(jobs.run(new JobRequest.Rebuild("tester", ""), Progress.SILENT))
                    .isInstanceOf(Outcome.Completed.class);
        }
    }

    private static void grant(TestDatabase database, String prefix) throws Exception {
        var script = new ClassPathResource("sql/grants.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("lastro_", prefix)
                .getBytes(StandardCharsets.UTF_8);
        try (var owner = database.connect();
                var statement = owner.createStatement()) {
            ScriptUtils.executeSqlScript(owner, new ByteArrayResource(script));
            for (var user : new String[] {"jobs", "receiver"}) {
                statement.execute(
                        "ALTER USER %s%s IDENTIFIED BY '%s' ACCOUNT UNLOCK".formatted(prefix, user, PASSWORD));
            }
        }
    }
}

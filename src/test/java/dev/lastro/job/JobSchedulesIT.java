package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.LastroApplication;
import dev.lastro.loan.BusinessDates;
import dev.lastro.testing.MySql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

class JobSchedulesIT {

    @TempDir
    Path folder;

    @Test
    void aServerWithTheRoleRunsYesterdayByItself() throws Exception {
        Files.writeString(folder.resolve("nightly.yaml"), "job: nightly\nschedule: \"* * * * * *\"\n");
        var reports = folder.resolve("reports");
        var arguments = new ArrayList<>(Arrays.asList(Lastro.arguments(MySql.database(), reports, folder)));
        arguments.removeIf(argument -> argument.startsWith("--lastro.roles"));
        arguments.addAll(List.of("--lastro.roles=jobs", "--server.port=0"));
        var yesterday = BusinessDates.of(Instant.now()).minusDays(1);
        try (var context =
                new SpringApplicationBuilder(LastroApplication.class).run(arguments.toArray(String[]::new))) {
            assertThat(context.getBeansOfType(JobSchedules.class)).hasSize(1);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(reports.resolve(yesterday + "/r1/manifest.json"))
                            .exists());
        }
    }

    @Test
    void aProcessThatServesNobodyKeepsNoSchedule() {
        try (var lastro = new Lastro(folder)) {
            assertThat(lastro.context.getBeansOfType(JobSchedules.class)).isEmpty();
        }
    }
}

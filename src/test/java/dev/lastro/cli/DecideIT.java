package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.testing.JavaProcess;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a person types to decide, and what is said. */
class DecideIT {

    private static final String SAME = "decide acknowledge --loan=loan_a --count=1 --by=ana";

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Commands lastro;

    @BeforeEach
    void oneNight() throws IOException {
        database = MySql.database();
        lastro = Commands.on(database, folder.resolve("reports"));
        var file = Files.writeString(folder.resolve("history"), """
                {"id":"1","eventType":"loan.created","data":{"id":"loan_a"},"createdAt":"2026-11-10T10:00:00Z"}
                {"id":"2","eventType":"loan.status_changed","data":{"id":"loan_a","status":"disbursed"},"createdAt":"2026-11-11T10:00:00Z"}
                """);
        said("run", "import", "--provider=base39", "--file=" + file);
        said("run", "nightly", "--date=2026-11-20");
    }

    @Test
    void twoPeopleWaiveAndATraceTellsOfIt() throws Exception {
        assertThat(said("findings", "--code=missing_step"))
                .contains(
                        "OPEN", "MISSING_STEP DISBURSEMENT_REQUESTED  base39 loan_a  since 2026-11-11", "findings: 1");

        assertThat(said(
                        "decide",
                        "waive",
                        "--code=MISSING_STEP",
                        "--because=agreed on the phone",
                        "--by=ana",
                        "--count=1"))
                .contains("decided: waive, findings: 1, decision: decisions/0", "another person approves");
        var alone = lastro.run("decide", "approve", "--waiver-asked", "--by=Ana", "--count=1");
        assertThat(alone.err()).contains("another person has to approve it");
        assertThat(alone.exitCode()).isEqualTo(64);
        assertThat(said("decide", "approve", "--waiver-asked", "--by=bia", "--count=1"))
                .contains("decisions/1");

        var trace = said("trace", "base39", "loan_a");
        assertThat(trace)
                .contains("(high, WAIVED)")
                .containsSubsequence(
                        "    waiver asked by ana, entered by ",
                        "(decisions/0): agreed on the phone",
                        "    waiver approved by bia, entered by ",
                        "(decisions/1)");
        assertThat(said("trace", "base39", "loan_a", "--known=import/2,decisions/1"))
                .contains("(high, OPEN, waiver asked)")
                .doesNotContain("bia");
        var listed = JsonMapper.shared().readTree(said("findings", "--status=WAIVED", "--json"));
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.at("/0/decided/by").asString()).isEqualTo("bia");
        assertThat(listed.at("/0/loan_id").asString()).isEqualTo("loan_a");
    }

    @Test
    void killedBeforeItAnsweredTheSameCommandFindsItDecided() throws Exception {
        var arguments = new ArrayList<>(JavaProcess.classPath());
        arguments.add(LastroApplication.class.getName());
        arguments.addAll(List.of(SAME.split(" ")));
        arguments.addAll(lastro.properties());
        var output = folder.resolve("said");
        try (var child = JavaProcess.start(output, Map.of(), arguments)) {
            while (decisions() == 0 && child.isAlive()) {
                Thread.sleep(5);
            }
            child.kill9();
        }
        assertThat(decisions()).as(Files.readString(output)).isEqualTo(1);
        assertThat(Files.readString(output)).as("killed before it could answer").doesNotContain("decided:");

        var again = lastro.run(SAME.split(" "));

        assertThat(again.err()).contains("it is ACKNOWLEDGED, by ana (decisions/0)");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(decisions()).isEqualTo(1);
    }

    private long decisions() throws Exception {
        return Long.parseLong(database.rows("SELECT COUNT(*) FROM webhook_log WHERE log_name = 'decisions'")
                .getFirst()
                .getFirst());
    }

    private String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
        return said.out();
    }
}

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a person types to decide, and what is said. */
class DecideIT {

    private static final String SAME = "decide acknowledge --loan=loan_b --count=1 --by=ana";

    private static final String DECISIONS = "SELECT COUNT(*) FROM webhook_log WHERE log_name = 'decisions'";

    private static final int TRIES_MAX = 10;

    @TempDir
    private static Path folder;

    private static TestDatabase database = MySql.database();
    private static Commands lastro = Commands.bare();

    /** Two loans, one for each test. */
    @BeforeAll
    static void oneNight() throws IOException {
        lastro = Commands.on(database, folder.resolve("reports"));
        var file = Files.writeString(folder.resolve("history"), """
                {"id":"1","eventType":"loan.created","data":{"id":"loan_a"},"createdAt":"2026-11-10T10:00:00Z"}
                {"id":"2","eventType":"loan.status_changed","data":{"id":"loan_a","status":"disbursed"},"createdAt":"2026-11-11T10:00:00Z"}
                {"id":"3","eventType":"loan.created","data":{"id":"loan_b"},"createdAt":"2026-11-10T10:00:00Z"}
                {"id":"4","eventType":"loan.status_changed","data":{"id":"loan_b","status":"disbursed"},"createdAt":"2026-11-11T10:00:00Z"}
                """);
        said("run", "import", "--provider=base39", "--file=" + file);
        said("run", "nightly", "--date=2026-11-20");
    }

    @Test
    void twoPeopleWaiveAndATraceTellsOfIt() throws Exception {
        var first = decisions();
        assertThat(said("findings", "--code=missing_step", "--loan=loan_a"))
                .contains(
                        "OPEN", "MISSING_STEP DISBURSEMENT_REQUESTED  base39 loan_a  since 2026-11-11", "findings: 1");

        assertThat(said(
                        "decide",
                        "waive",
                        "--code=MISSING_STEP",
                        "--loan=loan_a",
                        "--because=agreed on the phone",
                        "--by=ana",
                        "--count=1"))
                .contains("decided: waive, findings: 1, decision: decisions/" + first, "another person approves");
        var alone = lastro.run("decide", "approve", "--waiver-asked", "--by=Ana", "--count=1");
        assertThat(alone.err()).contains("another person has to approve it");
        assertThat(alone.exitCode()).isEqualTo(64);
        assertThat(said("decide", "approve", "--waiver-asked", "--by=bia", "--count=1"))
                .contains("decisions/" + (first + 1));

        var trace = said("trace", "base39", "loan_a");
        assertThat(trace)
                .contains("(high, WAIVED)")
                .containsSubsequence(
                        "    waiver asked by ana, entered by ",
                        "(decisions/%d): agreed on the phone".formatted(first),
                        "    waiver approved by bia, entered by ",
                        "(decisions/%d)".formatted(first + 1));
        assertThat(said("trace", "base39", "loan_a", "--known=import/4,decisions/" + (first + 1)))
                .contains("(high, OPEN, waiver asked)")
                .doesNotContain("bia");
        var listed = JsonMapper.shared().readTree(said("findings", "--status=WAIVED", "--json"));
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.at("/0/decided/by").asString()).isEqualTo("bia");
        assertThat(listed.at("/0/loan_id").asString()).isEqualTo("loan_a");
    }

    @Test
    void killedBeforeItAnsweredTheSameCommandFindsItDecided() throws Exception {
        var before = decisions();
        var tries = 0;
        while (!isKilledBeforeItAnswers(before)) {
            assertThat(++tries).as("times that it answered too soon").isLessThan(TRIES_MAX);
            said("decide", "reopen", "--loan=loan_b", "--by=ana", "--count=1");
            before = decisions();
        }
        assertThat(decisions()).isEqualTo(before + 1);

        var again = lastro.run(SAME.split(" "));

        assertThat(again.err()).contains("it is ACKNOWLEDGED, by ana (decisions/%d)".formatted(before));
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(decisions()).isEqualTo(before + 1);
    }

    /** Between the commit and the answer lie a few milliseconds. */
    private static boolean isKilledBeforeItAnswers(long before) throws Exception {
        var arguments = new ArrayList<>(JavaProcess.classPath());
        arguments.add(LastroApplication.class.getName());
        arguments.addAll(List.of(SAME.split(" ")));
        arguments.addAll(lastro.properties());
        var output = folder.resolve("said-" + before);
        try (var connection = database.connect();
                var count = connection.prepareStatement(DECISIONS);
                var child = JavaProcess.start(output, Map.of(), arguments)) {
            var now = before;
            while (now == before) {
                assertThat(child.isAlive()).as("it ended and decided nothing").isTrue();
                try (var row = count.executeQuery()) {
                    row.next();
                    now = row.getLong(1);
                }
            }
            child.kill9();
        }
        return !Files.readString(output).contains("decided:");
    }

    private static long decisions() throws Exception {
        return Long.parseLong(database.rows(DECISIONS).getFirst().getFirst());
    }

    private static String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
        return said.out();
    }
}

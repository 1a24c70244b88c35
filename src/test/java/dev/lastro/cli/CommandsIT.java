package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class CommandsIT {

    /** Not UTF-8 at its end: what is shown raw must be the bytes that came. */
    private static final byte[] LATIN_1 =
            "{\"id\":\"evnt_9\",\"type\":\"loan.created\",\"data\":{\"id\":\"loan_b\"},\"note\":\"S\u00e3o\"}"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private static final List<String> HISTORY = List.of(
            base39("evnt_1", "loan.created", "draft", "2026-11-10T10:00:00.123Z"),
            base39("evnt_2", "loan.status_changed", "disbursed", "2026-11-11T10:00:00Z"),
            base39("evnt_2", "loan.status_changed", "disbursed", "2026-11-11T10:00:00Z"),
            base39("evnt_2", "loan.status_changed", "canceled", "2026-11-11T11:00:00Z"),
            base39("evnt_3", "loan.status_changed", "\\u001b[31mred", "2026-11-12T10:00:00Z"),
            base39("evnt_4", "loan.status_changed", "repaid", "2026-11-30T10:00:00Z"));

    @TempDir
    private static Path folder;

    private static final TestDatabase DATABASE = MySql.database();

    private static Commands lastro = Commands.bare();

    @BeforeAll
    static void importHistory() throws IOException {
        lastro = Commands.on(DATABASE, folder.resolve("reports"));
        var file = folder.resolve("history.ndjson");
        Files.writeString(file, String.join("\n", HISTORY));
        assertThat(lastro.run("run", "import", "--provider=base39", "--file=" + file)
                        .exitCode())
                .isZero();
        var bodies = Files.createDirectory(folder.resolve("bodies"));
        Files.write(bodies.resolve("1"), LATIN_1);
        assertThat(lastro.run("run", "import", "--provider=base39", "--dir=" + bodies)
                        .out())
                .contains("appended: 1");
        var night = lastro.run("run", "nightly", "--date=2026-11-21");
        assertThat(night.err()).contains("classify  7/7  100 %", "reports ");
        assertThat(night.out())
                .contains(
                        "  base39       7 = 3 + 1 + 1 + 0 + 1 + 1",
                        "  all          7 = 3 + 1 + 1 + 0 + 1 + 1",
                        "  base39       1: DISBURSED 1",
                        "MISSING_STEP 1",
                        "files: " + folder.resolve("reports/2026-11-21/r1").toAbsolutePath());
        assertThat(night.exitCode()).isZero();
    }

    private static String base39(String id, String type, String status, String createdAt) {
        return """
                {"id":"%s","eventType":"%s","data":{"id":"loan_a","status":"%s"},"createdAt":"%s"}""".formatted(id, type, status, createdAt);
    }

    @Test
    void whatIsCompleteIsNotDoneTwiceUnlessAReasonIsGiven() {
        var twice = lastro.run("run", "nightly", "--date=2026-11-21");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("nightly 2026-11-21 is complete already (r1, ");
        assertThat(twice.out()).isEmpty();

        var again = lastro.run("run", "nightly", "--date=2026-11-21", "--again", "--because=an auditor asked");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("2026-11-21/r2");
        assertThat(folder.resolve("reports/2026-11-21/r2/machine/loans.csv"))
                .hasSameBinaryContentAs(folder.resolve("reports/2026-11-21/r1/machine/loans.csv"));
    }

    @Test
    void importRefusesWhatItCannotRead() {
        var nobody = lastro.run("run", "import", "--provider=nobody", "--file=" + folder.resolve("history.ndjson"));
        assertThat(nobody.exitCode()).isEqualTo(64);
        assertThat(nobody.err())
                .contains("there is no such provider; there are base39, celcoin, openco, pismo, qitech");

        assertThat(lastro.run("run", "import", "--provider=base39", "--file=" + folder.resolve("nope"))
                        .exitCode())
                .isEqualTo(64);
    }

    @Test
    void traceTellsWhatEachDeliveryDid() {
        var said = lastro.run("trace", "base39", "loan_a", "--occurred=2026-11-21");

        assertThat(said.exitCode()).isZero();
        assertThat(said.err()).isEmpty();
        var lines = said.out()
                .lines()
                .map(line -> line.replaceAll("received \\S+ \\(\\S+ s\\)", "received …"))
                .toList();
        assertThat(lines)
                .startsWith(
                        "loan loan_a of base39, until 2026-11-22 00:00:00 São Paulo = 2026-11-22T03:00:00Z",
                        "import/0    occurred 2026-11-10 07:00:00 São Paulo = 2026-11-10T10:00:00.123Z  received …  EVENT  "
                                + "loan.created draft → CREATED  APPLIED NONE → CREATED",
                        "import/1    occurred 2026-11-11 07:00:00 São Paulo = 2026-11-11T10:00:00Z  received …  EVENT  "
                                + "loan.status_changed disbursed → DISBURSED  "
                                + "APPLIED_AFTER_GAP CREATED → DISBURSED (never got DISBURSEMENT_REQUESTED)",
                        "import/2    occurred 2026-11-11 07:00:00 São Paulo = 2026-11-11T10:00:00Z  received …  "
                                + "DUPLICATE of import/1  loan.status_changed disbursed → DISBURSED",
                        "import/3    occurred 2026-11-11 08:00:00 São Paulo = 2026-11-11T11:00:00Z  received …  "
                                + "CONFLICT of import/1  loan.status_changed canceled → CANCELED",
                        "import/4    occurred 2026-11-12 07:00:00 São Paulo = 2026-11-12T10:00:00Z  received …  UNKNOWN  "
                                + "loan.status_changed \uFFFD[31mred → no event",
                        "import/5    occurred 2026-11-30 07:00:00 São Paulo = 2026-11-30T10:00:00Z  received …  EVENT  "
                                + "loan.status_changed repaid → SETTLED  not counted: it occurred later",
                        "state: DISBURSED, partly inferred");
        assertThat(said.out()).contains("findings: 2", "  MISSING_STEP ", "  CONFLICTING_DUPLICATE ");
        assertThat(said.out())
                .contains(
                        "fields, the delivery that set each, and those that lost:",
                        "  state              import/1; lost: import/0 CREATED (superseded), import/3 CANCELED (conflict)");
    }

    @Test
    void traceGivesTheBytesThatCame() {
        assertThat(lastro.run("trace", "base39", "loan_a", "--raw=import/1").bytes())
                .isEqualTo(HISTORY.get(1).getBytes(StandardCharsets.UTF_8));
        assertThat(lastro.run("trace", "--raw", "base39", "loan_a").out())
                .contains(HISTORY.get(0) + System.lineSeparator() + "import/1 ");

        var other = lastro.run("trace", "base39", "loan_a", "--raw=import/6");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("delivery import/6 is not of loan loan_a of base39");
        assertThat(other.bytes()).isEmpty();
    }

    @Test
    void traceIsOneJsonDocument() {
        var said = lastro.run("trace", "base39", "loan_a", "--occurred=2026-11-22T03:00:00Z", "--json", "--raw");

        var document = JsonMapper.shared().readTree(said.out());
        assertThat(document.at("/cut_off").asString()).isEqualTo("2026-11-22T03:00:00Z");
        assertThat(document.at("/loan/state").asString()).isEqualTo("DISBURSED");
        assertThat(document.at("/loan/inferred").asBoolean()).isTrue();
        assertThat(document.at("/deliveries").size()).isEqualTo(6);
        assertThat(document.at("/deliveries/1/outcome").asString()).isEqualTo("APPLIED_AFTER_GAP");
        assertThat(document.at("/deliveries/1/inferred/0").asString()).isEqualTo("DISBURSEMENT_REQUESTED");
        assertThat(document.at("/deliveries/2/duplicate_of").asString()).isEqualTo("import/1");
        assertThat(Base64.getDecoder()
                        .decode(document.at("/deliveries/0/body_base64").asString()))
                .isEqualTo(HISTORY.getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(document.at("/findings").size()).isEqualTo(2);
        assertThat(document.at("/findings/0/severity").asString()).isEqualTo("high");
    }

    @Test
    void traceTellsALoanAsItWasKnown() {
        var before = lastro.run("trace", "base39", "loan_a", "--known=import/3", "--occurred=2026-11-21");

        assertThat(before.err()).isEmpty();
        assertThat(before.out())
                .contains(", known: import/3", "DUPLICATE of import/1", "findings: 1", "MISSING_STEP")
                .doesNotContain("CONFLICT", "import/3 ", "import/4", "import/5");
        var json = JsonMapper.shared()
                .readTree(lastro.run("trace", "base39", "loan_a", "--known=import/1", "--json")
                        .out());
        assertThat(json.at("/known/import").asInt()).isEqualTo(1);
        assertThat(json.at("/loan/state").asString()).isEqualTo("CREATED");
        assertThat(lastro.run("trace", "base39", "loan_a", "--known=2026-11-21/r1")
                        .out())
                .startsWith("loan loan_a of base39, until 2026-11-22 00:00:00 São Paulo = 2026-11-22T03:00:00Z, "
                        + "known: import/7")
                .contains("import/5", "findings: 2");
    }

    @Test
    void traceSaysWhatWasNotKnown() {
        var nothing = lastro.run("trace", "base39", "loan_a", "--known=import/0");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("no loan loan_a of base39 in what was known (import/0)");

        var beyond = lastro.run("trace", "base39", "loan_a", "--known=import/8");
        assertThat(beyond.exitCode()).isEqualTo(64);
        assertThat(beyond.err()).contains("'import/8'", "at most import/7");
        var noRun = lastro.run("trace", "base39", "loan_a", "--known=2026-11-20/r1");
        assertThat(noRun.exitCode()).isEqualTo(64);
        assertThat(noRun.err()).contains("2026-11-20 has no such complete run; there are none");
    }

    @Test
    void traceSaysThatItDoesNotKnowALoan() {
        var said = lastro.run("trace", "base39", "Loan_a");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("no loan Loan_a of base39");
        assertThat(said.out()).isEmpty();

        assertThat(lastro.run("trace", "nobody", "loan_a").err()).contains("there is no provider nobody");
    }

    @Test
    void aJobThatCannotWriteIsFailedAndSaysWhere() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("a-file"), "mine");

        var said = Commands.on(DATABASE, inTheWay).run("run", "nightly", "--date=2026-11-22");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("nightly failed: ", inTheWay.toString()).doesNotContain("\tat ");
    }

    @Test
    void withoutADatabaseItSaysWhatToSet() {
        var said = Commands.bare().run("run", "nightly", "--spring.datasource.url=");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err().lines())
                .containsExactly(
                        "lastro: no database is named: set SPRING_DATASOURCE_URL (jdbc:mysql://host:3306/lastro), "
                                + "SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD");
    }

    @Test
    void aDatabaseThatIsAwayIsOneLineWithoutItsPassword() {
        String[] command = {
            "run", "nightly", "--spring.datasource.url=jdbc:mysql://me:hidden@127.0.0.1:1/lastro?password=hidden"
        };
        var said = Commands.bare().run(command);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .startsWith("lastro: the database jdbc:mysql://127.0.0.1:1/lastro does not answer")
                .contains("correct SPRING_DATASOURCE_URL")
                .doesNotContain("hidden");
        assertThat(said.out()).isEmpty();

        var verbose = new ArrayList<>(List.of(command));
        verbose.add("--verbose");
        assertThat(Commands.bare().run(verbose.toArray(String[]::new)).err()).contains("\tat ");
    }

    @Test
    void theProcessEndsWithTheCommandsExitCode() throws Exception {
        assertThat(process("run", "nightly", "--date=yesterday")).isEqualTo(64);
        assertThat(process("--version")).isZero();
    }

    private static int process(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lastro.LastroApplication"));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}

package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.log.LeafReader;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.InclusionProof;
import dev.lastro.proof.KeyFile;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.testing.MySql;
import dev.lastro.testing.SecondVerifier;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A person asks that his data be erased; whoever has proofs, checkpoints and reports of before still can verify them. */
class ErasureIT {

    private static final String BECAUSE = "--because=LGPD art. 18, VI";

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Commands lastro;

    @BeforeEach
    void oneNight() throws IOException {
        database = MySql.database();
        lastro = Commands.on(database, folder.resolve("reports"));
        receive(
                "history",
                List.of(
                        event("evnt_1", "loan_a", "draft", "João da Silva"),
                        event("evnt_2", "loan_b", "draft", "Maria"),
                        event("evnt_3", "loan_a", "disbursed", "João da Silva"),
                        event("evnt_3", "loan_a", "disbursed", "João da Silva"),
                        event("evnt_4", "loan_b", "disbursed", "Maria")));
        said("run", "nightly", "--date=2026-11-20");
    }

    private void receive(String name, List<String> bodies) throws IOException {
        var file = Files.writeString(folder.resolve(name), String.join("\n", bodies));
        assertThat(said("run", "import", "--provider=base39", "--file=" + file)).contains("appended: " + bodies.size());
    }

    private static String event(String id, String loan, String status, String name) {
        return """
                {"id":"%s","eventType":"%s","data":{"id":"%s","status":"%s","name":"%s"},"createdAt":"2026-11-1%dT10:00:00Z"}""".formatted(
                        id,
                        status.equals("draft") ? "loan.created" : "loan.status_changed",
                        loan,
                        status,
                        name,
                        status.equals("draft") ? 0 : 1);
    }

    @Test
    void whatWasProvedBeforeIsProvedAfter() throws Exception {
        var report = folder.resolve("reports/2026-11-20/r1");
        var checkpoint = Files.writeString(folder.resolve("kept"), said("proof", "checkpoint", "import"));
        var proof = InclusionProof.decode(
                lastro.run("proof", "inclusion", "import/2").bytes());

        assertThat(said("erase", "base39", "loan_a", BECAUSE, "--dry-run")).contains("deliveries to erase: 3");
        assertThat(bodies()).noneMatch(String::isEmpty);
        assertThat(said("erase", "base39", "loan_a", BECAUSE))
                .contains("erased deliveries: 3", "act: decisions/0", "kept state: DISBURSED", "not erased: ");

        assertThat(bodies()).filteredOn(String::isEmpty).hasSize(3);
        assertThat(database.rows("SELECT COUNT(*) FROM webhook_log WHERE body LIKE '%Jo%o%' OR headers LIKE '%Jo%o%'"))
                .containsExactly(List.of("0"));
        assertThat(said("verify", "log", "--against=" + checkpoint))
                .contains("decisions: verified: positions 0 to 0")
                .contains("import: verified: positions 0 to 4");
        var keys = TrustedKeys.parse(List.of(Files.readString(KeyFile.publicFile(folder.resolve("lastro.key")))));
        proof.verify(reader().entry("import", 2).orElseThrow(), Checkpoint.origin("import"), keys);
        InclusionProof.decode(lastro.run("proof", "inclusion", "import/2").bytes())
                .verify(reader().entry("import", 2).orElseThrow(), Checkpoint.origin("import"), keys);
        assertThat(said("verify", "report", report.toString())).doesNotContain("broken");
        for (var i = 0; i < 8; i++) {
            assertThat(said("run", "verify", "--full")).contains("canary in import: a bit of ");
        }

        var night = said("run", "nightly", "--date=2026-11-21");
        assertThat(night).contains("erased");
        assertThat(Files.readString(folder.resolve("reports/2026-11-21/r1/manifest.json")))
                .contains("= EVENT 2 + DUPLICATE 0 + CONFLICT 0 + NOT_LOAN 0 + UNKNOWN 0 + QUARANTINED 0 + ERASED 3")
                .contains("loans.erased");
        assertThat(loan("2026-11-21")).as("the state that the last run gave it").isEqualTo(loan("2026-11-20"));
        assertThat(said("trace", "base39", "loan_a")).contains("erased: 3 deliveries, by decisions/0", "LGPD art. 18");
        var pack = folder.resolve("pack.zip");
        assertThat(said("pack", "base39", "loan_a", "--to=" + pack)).contains("4 deliveries, 3 of them erased");
        var verdict = said("verify", "pack", pack.toString());
        assertThat(verdict).contains("import/2: the pack says that its content was erased by law");
        SecondVerifier.agrees(
                true, verdict.lines().toList(), "pack", pack, KeyFile.publicFile(folder.resolve("lastro.key")));
        said("run", "rebuild");
        assertThat(said("run", "nightly", "--date=2026-11-21", "--again", "--because=the same"))
                .contains("2026-11-21/r2");
        assertThat(folder.resolve("reports/2026-11-21/r2/machine/loans.csv"))
                .hasSameBinaryContentAs(folder.resolve("reports/2026-11-21/r1/machine/loans.csv"));
    }

    @Test
    void whatIsErasedStaysSo() throws IOException {
        said("erase", "base39", "loan_a", BECAUSE);
        var twice = lastro.run("erase", "base39", "loan_a", BECAUSE);
        assertThat(twice.err() + twice.out()).contains("is erased already (decisions/0)");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(lastro.run("erase", "base39", "loan_x", BECAUSE).exitCode()).isEqualTo(2);
        assertThat(lastro.run("erase", "nobody", "loan_a", BECAUSE).exitCode()).isEqualTo(64);
        assertThat(lastro.run("erase", "base39", "loan_a").exitCode()).isEqualTo(64);

        receive("late", List.of(event("evnt_9", "loan_a", "repaid", "João da Silva")));
        said("run", "nightly", "--date=2026-11-21");
        assertThat(said("trace", "base39", "loan_a")).contains("not counted: the loan is erased");
        assertThat(said("erase", "base39", "loan_a", BECAUSE)).contains("erased deliveries: 1", "act: decisions/1");
        assertThat(said("verify", "log")).contains("import: verified: positions 0 to 5");
    }

    private LeafReader reader() {
        return new LeafReader(
                new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()),
                "webhook_log");
    }

    private List<String> bodies() throws SQLException {
        return database.rows("SELECT body FROM webhook_log WHERE log_name = 'import' ORDER BY position").stream()
                .map(List::getFirst)
                .toList();
    }

    /** But for the business date and the open findings: there is nothing left that proves one. */
    private String loan(String date) throws IOException {
        return Files.readAllLines(folder.resolve("reports/%s/r1/machine/loans.csv".formatted(date))).stream()
                .filter(line -> line.contains("loan_a"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^[^,]*,|,[0-9]+(?=,[a-z]*$)", "");
    }

    private String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
        return said.out();
    }
}

package dev.lastro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.log.Entry;
import dev.lastro.log.LeafReader;
import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.ConsistencyProof;
import dev.lastro.proof.InclusionProof;
import dev.lastro.proof.KeyFile;
import dev.lastro.proof.LogKey;
import dev.lastro.proof.TrustedKeys;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What an auditor types, and is told. */
class ProofsIT {

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Commands lastro;
    private Path publicKey;

    @BeforeEach
    void twoNights() throws IOException {
        database = MySql.database();
        lastro = Commands.on(database, folder.resolve("reports"));
        publicKey = KeyFile.publicFile(folder.resolve("lastro.key"));
        receive(0, 300);
        assertThat(said("run", "nightly", "--date=2026-11-20")).contains("2026-11-20/r1");
        receive(300, 300);
        assertThat(said("run", "nightly", "--date=2026-11-21")).contains("2026-11-21/r1");
    }

    private void receive(int from, int count) throws IOException {
        var lines = IntStream.range(from, from + count).mapToObj("""
                        {"id":"evnt_%d","eventType":"loan.created","data":{"id":"loan_%<d","status":"draft"},"createdAt":"2026-11-10T10:00:00Z"}"""::formatted).collect(Collectors.joining("\n"));
        var file = Files.writeString(folder.resolve("history-" + from), lines);
        assertThat(said("run", "import", "--provider=base39", "--file=" + file)).contains("appended: " + count);
    }

    @Test
    void aNightSealsWhatItCovers() {
        assertThat(said("verify", "log")).isEqualTo("import: verified: positions 0 to 599, 2 checkpoints\n");
        assertThat(said("run", "seal")).contains("import: 600 sealed");
        assertThat(said("verify", "log", "import", "--key=" + publicKey))
                .isEqualTo("import: verified: positions 0 to 599, 2 checkpoints\n");
        assertThat(said("verify", "log", "--since=300")).contains("import: verified: positions 300 to 599");
        assertThat(said("run", "verify", "--full")).contains("verified: positions 0 to 599", "canary in import");
    }

    @Test
    void aChangedRowIsNamedAndTheRunFails() throws Exception {
        sql("UPDATE webhook_log SET body = REPLACE(body, 'evnt_17\"', 'evnt_71\"') WHERE position = 17");
        var log = lastro.run("verify", "log");
        assertThat(log.out()).contains("import: broken at (import, 17): content");
        assertThat(log.exitCode()).isEqualTo(1);

        var round = lastro.run("run", "verify", "--full");
        assertThat(round.err()).contains("broken at (import, 17): content");
        assertThat(round.exitCode()).isEqualTo(1);

        assertThat(said("verify", "log", "--since=300"))
                .as("what was not read is not judged")
                .contains("verified");
    }

    /** A DBA with the key rewrites everything; somebody has kept one note. */
    @Test
    void aKeptCheckpointTellsWhatTheDatabaseCannot() throws Exception {
        var kept = Files.writeString(folder.resolve("kept"), said("proof", "checkpoint", "import", "300"));
        assertThat(said("verify", "log", "--against=" + kept)).contains("verified");

        sql("UPDATE webhook_log SET body = REPLACE(body, 'evnt_17\"', 'evnt_71\"') WHERE position = 17");
        sql("DELETE FROM checkpoint");
        sql("DELETE FROM tree_tile");
        said("run", "seal");
        assertThat(said("verify", "log")).contains("verified");
        var against = lastro.run("verify", "log", "--against=" + kept);
        assertThat(against.out()).contains("import: broken").contains("checkpoint");
        assertThat(against.exitCode()).isEqualTo(1);

        var torn = Files.writeString(
                folder.resolve("torn"), Files.readString(kept).substring(0, 100) + "\n\n" + Files.readString(kept));
        assertThat(lastro.run("verify", "log", "--against=" + torn).exitCode()).isEqualTo(1);
        var none = lastro.run("verify", "log", "--against=" + publicKey);
        assertThat(none.exitCode()).isEqualTo(64);
        assertThat(none.err()).contains("there is no checkpoint that a trusted key signed");
    }

    @Test
    void whoTrustsAnotherKeyTrustsNoCheckpoint() throws IOException {
        var stranger = Files.writeString(
                folder.resolve("stranger.pub"), LogKey.generate().publicPem());
        for (var what : List.of("log", "report " + folder.resolve("reports/2026-11-21/r1"))) {
            var said = lastro.run("verify %s --key=%s".formatted(what, stranger).split(" ", -1));
            assertThat(said.exitCode()).as(what).isEqualTo(1);
            assertThat(said.out()).as(what).contains("broken");
        }
        assertThat(lastro.run("verify", "log", "--key=no such file").exitCode()).isEqualTo(64);
    }

    @Test
    void proofsAreOfTheStandardsForm() throws Exception {
        var keys = TrustedKeys.parse(List.of(Files.readString(publicKey)));
        var older = keys.checkpoint(said("proof", "checkpoint", "import", "300"), "import");
        var newer = keys.checkpoint(said("proof", "checkpoint", "import"), "import");
        assertThat(newer.checkpoint().size()).isEqualTo(600);

        var reader = new LeafReader(
                new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()),
                "webhook_log");
        var entry = Entry.encode(reader.find("import", 42).orElseThrow());
        var inclusion = InclusionProof.decode(
                lastro.run("proof", "inclusion", "import/42").bytes());
        assertThat(inclusion
                        .verify(entry, Checkpoint.origin("import"), keys)
                        .checkpoint()
                        .text())
                .isEqualTo(newer.checkpoint().text());
        assertThatThrownBy(() -> inclusion.verify(new byte[0], Checkpoint.origin("import"), keys))
                .isInstanceOf(BadProofException.class);

        var consistency = ConsistencyProof.decode(
                lastro.run("proof", "consistency", "import", "300").bytes());
        assertThat(consistency.verify(older.checkpoint(), keys).checkpoint().text())
                .isEqualTo(newer.checkpoint().text());
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        receive(600, 1);
        assertThat(refused(1, "proof", "inclusion", "import/600")).contains("newer than the checkpoint", "run seal");
        assertThat(refused(1, "proof", "inclusion", "import/601")).contains("there is no delivery import/601");
        assertThat(refused(64, "proof", "inclusion", "import")).contains("LOG/POSITION");
        assertThat(refused(64, "proof", "checkpoint", "main")).contains("log main has no checkpoint yet");
        assertThat(refused(64, "proof", "checkpoint", "import", "7")).contains("no checkpoint of just 7");
        assertThat(refused(64, "verify", "log", "nope")).contains("there is no log nope; there are import");
        assertThat(refused(64, "verify", "report", folder.resolve("nope").toString()))
                .contains("is no folder");
    }

    @Test
    void aNightsFolderIsVerifiedWithoutADatabase() throws Exception {
        var night = folder.resolve("reports/2026-11-21/r1");
        var offline = Commands.bare();
        assertThat(offline.run("verify", "report", night.toString(), "--key=" + publicKey)
                        .out())
                .contains("verified");

        Files.writeString(
                night.resolve("machine/loans.csv"), Files.readString(night.resolve("machine/loans.csv")) + " ");
        var changed = offline.run("verify", "report", night.toString(), "--key=" + publicKey);
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.out()).contains("machine/loans.csv");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.connect();
                var sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        }
    }

    private String refused(int exitCode, String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).isEqualTo(exitCode);
        assertThat(said.out()).isEmpty();
        return said.err();
    }

    private String said(String... command) {
        var said = lastro.run(command);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said.out().replace(System.lineSeparator(), "\n");
    }
}

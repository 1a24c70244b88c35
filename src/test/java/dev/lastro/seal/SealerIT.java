package dev.lastro.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.log.Entry;
import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.ConsistencyProof;
import dev.lastro.proof.InclusionProof;
import dev.lastro.proof.LogKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerIT {

    private static final int SEALERS = 32;

    @TempDir
    Path folder;

    private SealedLog log;

    @BeforeEach
    void empty() throws SQLException {
        log = new SealedLog(folder, 5);
    }

    @Test
    void nothingIsSealedOfAnEmptyLog() {
        assertThat(log.sealer.seal("main", size -> {})).isNull();
        assertThat(Files.exists(log.keyFile)).isFalse();
    }

    @Test
    void onlyNewsAndOnceADay() {
        log.append("main", 3);
        assertThat(log.seal("main").number()).isZero();
        assertThat(log.seal("main").number()).isZero();
        log.append("main", 1);
        assertThat(log.seal("main").number()).isOne();
        log.now = log.now.plus(Duration.ofHours(24));
        assertThat(log.sealer.hasNews("main")).isTrue();
        var daily = log.seal("main");
        assertThat(daily.number()).isEqualTo(2);
        assertThat(daily.size()).isEqualTo(4);
        assertThat(log.sealer.hasNews("main")).isFalse();
        assertThat(log.verify("main").isVerified()).isTrue();
    }

    /** Each of them has a connection of its own, as if it were another process. */
    @Test
    void thirtyTwoSealersMakeOneChain() throws Exception {
        try (var pool = Executors.newFixedThreadPool(SEALERS)) {
            for (var round = 0; round < 5; round++) {
                log.append("main", 700);
                log.now = log.now.plus(Duration.ofMinutes(1));
                var tasks = new ArrayList<Callable<Seal>>();
                for (var i = 0; i < SEALERS; i++) {
                    var sealer = log.sealer(new KeyRing(log.keyFile, List.of()));
                    tasks.add(() -> Objects.requireNonNull(sealer.seal("main", size -> {})));
                }
                for (var seal : pool.invokeAll(tasks)) {
                    assertThat(seal.get().number()).isEqualTo(round);
                    assertThat(seal.get().size()).isEqualTo(700L * (round + 1));
                }
            }
        }
        assertThat(log.checkpoints.from("main", 0, 100)).hasSize(5);
        assertThat(log.verify("main").lines()).containsExactly("verified: positions 0 to 3,499, 5 checkpoints");
    }

    @Test
    void theKeyIsForItsOwnerAlone() throws IOException {
        log.append("main", 1);
        log.seal("main");
        assertThat(Files.getPosixFilePermissions(log.keyFile))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.readString(log.keyFile)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(folder.resolve("lastro.key.pub"))).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    @Test
    void anotherKeyDoesNotGoOnWithTheChain() throws IOException, BadProofException {
        log.append("main", 10);
        var old = log.seal("main");
        var oldPublic = Files.readString(folder.resolve("lastro.key.pub"));
        log.append("main", 10);
        var other = folder.resolve("other.key");
        Files.writeString(other, LogKey.generate().privatePem());

        assertThatThrownBy(() -> log.sealer(new KeyRing(other, List.of())).seal("main", size -> {}))
                .hasMessageContaining("is not signed by the key " + other)
                .hasMessageContaining("lastro.log.former-public-keys");
        assertThatThrownBy(() -> log.sealer(new KeyRing(folder.resolve("lost.key"), List.of()))
                        .seal("main", size -> {}))
                .hasMessageContaining("there is no key " + folder.resolve("lost.key"));
        log.append("import", 1);
        assertThatThrownBy(() -> log.sealer(new KeyRing(folder.resolve("lost.key"), List.of()))
                        .seal("import", size -> {}))
                .as("a log that was never sealed, in a schema where others were")
                .hasMessageContaining("there is no key");

        var rotated = new KeyRing(other, List.of(oldPublic));
        log.sealer(rotated).seal("main", size -> {});
        assertThat(log.verify(LogVerification.Request.everything("main", rotated.trusted()))
                        .lines())
                .containsExactly("verified: positions 0 to 19, 2 checkpoints");
        assertThat(rotated.trusted()
                        .checkpoint(old.note(), Checkpoint.origin("main"))
                        .checkpoint()
                        .size())
                .isEqualTo(10);
    }

    @Test
    void nothingIsSignedOnABrokenLog() {
        log.append("main", 20);
        log.seal("main");
        log.append("main", 5);
        log.sql("DELETE FROM webhook_log WHERE position = 22");
        assertThatThrownBy(() -> log.seal("main"))
                .isInstanceOf(BrokenLogException.class)
                .hasMessageContaining("broken at (main, 22): missing");
        log.sql("DELETE FROM webhook_log WHERE position >= 15");
        assertThatThrownBy(() -> log.seal("main")).hasMessageContaining("broken at (main, 15): tail cut");
        assertThat(log.checkpoints.from("main", 0, 10)).hasSize(1);
    }

    @Test
    void aTreeThatIsGoneIsMadeAgainFromRowsThatFit() {
        log.append("main", 600);
        log.seal("main");
        log.sql("DELETE FROM tree_tile WHERE tile = 2 OR level = 1");
        log.append("main", 10);
        log.seal("main");
        assertThat(log.verify("main").isVerified()).isTrue();
        log.sql("DELETE FROM tree_tile");
        log.sql("UPDATE webhook_log SET body = 'false' WHERE position = 7");
        log.append("main", 10);
        assertThatThrownBy(() -> log.seal("main")).isInstanceOf(BrokenLogException.class);
    }

    @Test
    void whatWasLeftBehindByAKilledSealIsWrittenOver() {
        log.append("main", 300);
        log.seal("main");
        log.append("main", 300);
        // As if it had been killed between the tiles and the checkpoint.
        log.seal("main");
        log.sql("DELETE FROM checkpoint WHERE number = 1");
        log.append("main", 100);
        log.seal("main");
        assertThat(log.verify("main").lines()).containsExactly("verified: positions 0 to 699, 2 checkpoints");
    }

    @Test
    void everyDeliveryAndEveryPairOfCheckpointsIsProved() throws BadProofException {
        var seals = new ArrayList<Seal>();
        for (var more : new int[] {1, 1, 254, 1, 300, 43}) {
            log.append("main", more);
            seals.add(log.seal("main"));
        }
        var prover = new Prover(log.checkpoints, log.tiles);
        var keys = log.keys.trusted();
        for (var position = 0; position < 600; position += 7) {
            var entry = Entry.encode(log.log.find("main", position).orElseThrow());
            var proof = InclusionProof.decode(
                    prover.inclusion("main", position).orElseThrow().encode());
            assertThat(proof.verify(entry, "lastro/main", keys).checkpoint().size())
                    .isEqualTo(600);
            var other = Entry.encode(log.log.find("main", (position + 1) % 600).orElseThrow());
            assertThatThrownBy(() -> proof.verify(other, "lastro/main", keys)).isInstanceOf(BadProofException.class);
        }
        assertThat(prover.inclusion("main", 600)).isEmpty();
        for (var older : seals) {
            for (var newer : seals.subList(seals.indexOf(older), seals.size())) {
                var proof =
                        ConsistencyProof.decode(prover.consistency(older, newer).encode());
                var kept = keys.checkpoint(older.note(), "lastro/main").checkpoint();
                assertThat(proof.verify(kept, keys).checkpoint().size()).isEqualTo(newer.size());
            }
        }
    }

    @Test
    void deliveriesThatArriveMeanwhileAreSealedByTheNext() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var writer = pool.submit(() -> {
                for (var i = 0; i < 60; i++) {
                    log.append("main", 50);
                }
            });
            while (!writer.isDone()) {
                log.now = log.now.plus(Duration.ofMinutes(1));
                log.sealer.seal("main", size -> {});
            }
            writer.get();
        }
        log.seal("main");
        var verdict = log.verify("main");
        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.verifiedTo()).isEqualTo(3_000);
    }
}

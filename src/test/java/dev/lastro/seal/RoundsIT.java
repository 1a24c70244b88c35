package dev.lastro.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lastro.seal.Fault.Kind;
import dev.lastro.seal.VerificationTable.Reading;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsIT {

    @TempDir
    Path folder;

    private SealedLog log;
    private VerificationTable table;
    private Rounds rounds;

    @BeforeEach
    void sealed() throws SQLException {
        log = new SealedLog(folder, 3);
        table = new VerificationTable(log.jdbc);
        rounds = new Rounds(log.verification, log.checkpoints, table, log.keys, log);
        log.append("main", 500);
        log.seal("main");
    }

    @Test
    void everyNightTheNewsAndAPartOfTheOld() throws InterruptedException {
        assertThat(rounds.state("main").covered()).isZero();
        assertThat(rounds.nightly("main", VerificationWatch.SILENT)).hasSize(1);
        assertThat(rounds.state("main").covered()).isEqualTo(500);
        log.append("main", 100);
        log.now = log.now.plus(Duration.ofDays(1));
        log.seal("main");

        var verdicts = rounds.nightly("main", VerificationWatch.SILENT);

        assertThat(verdicts).extracting(LogVerdict::from).containsExactly(500L, 0L);
        assertThat(verdicts).extracting(LogVerdict::verifiedTo).containsExactly(600L, 500L);
        var state = rounds.state("main");
        assertThat(state.covered()).isEqualTo(600);
        assertThat(state.lastFull()).isNull();
        assertThat(state.isBroken()).isFalse();
        log.now = log.now.plus(Duration.ofDays(36));
        assertThat(rounds.state("main").covered()).as("long ago").isZero();
    }

    @Test
    void aFullRoundThatWasKilledGoesOnBehindTheLastCheckpointThatFitted() throws InterruptedException {
        log.append("main", 100);
        log.seal("main");
        log.append("main", 100);
        log.seal("main");
        VerificationWatch killer = (name, done, total) -> {
            throw new CancellationException("killed");
        };
        assertThatThrownBy(() -> rounds.full("main", killer)).isInstanceOf(CancellationException.class);
        var killed = table.last("main", VerificationTable.Kind.FULL).orElseThrow();
        assertThat(killed.endedAt()).isNull();
        table.proved(killed, 600);

        var verdict = rounds.full("main", VerificationWatch.SILENT);

        assertThat(verdict.from()).isEqualTo(600);
        assertThat(verdict.verifiedTo()).isEqualTo(700);
        assertThat(table.last("main", VerificationTable.Kind.FULL).map(Reading::done))
                .contains(700L);
        assertThat(rounds.state("main").lastFull()).isNotNull();
        log.now = log.now.plus(Duration.ofDays(1));
        assertThat(rounds.full("main", VerificationWatch.SILENT).from())
                .as("the next begins anew")
                .isZero();
    }

    @Test
    void aFaultStaysInTheStateUntilARoundFindsNone() throws InterruptedException {
        log.sql("UPDATE webhook_log SET body = CONCAT(body, ' ') WHERE position = 77");
        assertThat(rounds.nightly("main", VerificationWatch.SILENT).getFirst().faults())
                .extracting(Fault::position, Fault::kind)
                .containsExactly(tuple(77L, Kind.CONTENT));
        assertThat(rounds.state("main").isBroken()).isTrue();
        // the next night's part of the old ends before it
        log.now = log.now.plus(Duration.ofDays(1));
        rounds.nightly("main", VerificationWatch.SILENT);
        assertThat(rounds.state("main").isBroken()).isTrue();
        log.sql("UPDATE webhook_log SET body = LEFT(body, LENGTH(body) - 1) WHERE position = 77");
        log.now = log.now.plus(Duration.ofDays(1));
        rounds.full("main", VerificationWatch.SILENT);
        assertThat(rounds.state("main").isBroken()).isFalse();
    }

    @Test
    void theCanaryIsFoundWhereverItSits() throws InterruptedException {
        for (var seed = 0; seed < 25; seed++) {
            assertThat(canary(new Random(seed)).sing("main")).endsWith("was found");
        }
        assertThat(log.jdbc
                        .sql("SELECT COUNT(*) FROM canary_log")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(log.verify("main").isVerified()).isTrue();
    }

    /** As if verification believed the stored hashes: the copy's change goes unseen. */
    @Test
    void aCanaryThatIsNotFoundFailsTheRun() {
        var blind = canary(new Random(1) {
            private static final long serialVersionUID = 1L;

            @Override
            public long nextLong(long bound) {
                return 0;
            }
        });
        log.sql("CREATE TRIGGER unseen BEFORE UPDATE ON canary_log FOR EACH ROW"
                + " SET NEW.body = OLD.body, NEW.headers = OLD.headers, NEW.salt = OLD.salt");
        assertThatThrownBy(() -> blind.sing("main"))
                .hasMessageContaining("was changed in a copy of main/")
                .hasMessageContaining("verification said: verified");
    }

    private Canary canary(Random random) {
        return new Canary(log.dataSource, log.jdbc, log.log, log.checkpoints, log.tiles, log.acts, log.keys, random);
    }
}

package dev.lastro.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.log.Entry;
import dev.lastro.proof.BadProofException;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.LogKey;
import dev.lastro.proof.RightEdge;
import dev.lastro.proof.SealedCheckpoint;
import dev.lastro.seal.Fault.Kind;
import dev.lastro.seal.LogVerification.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with all rights on the database can do to a sealed log, and what verification says of it. */
class LogVerificationIT {

    /** Beyond one whole tile of the second level would take 65,536; the first level has several, the last one is begun. */
    private static final int SIZE = 1_000;

    private static final List<String> TABLES = List.of("webhook_log", "checkpoint", "tree_tile");

    @TempDir
    static Path folder;

    private static SealedLog log;

    @BeforeAll
    static void sealedInThreeSteps() throws SQLException {
        log = new SealedLog(folder, 11);
        for (var more : new int[] {300, 456, SIZE - 756}) {
            log.append("main", more);
            log.seal("main");
        }
        for (var table : TABLES) {
            log.sql("CREATE TABLE kept_%s LIKE %1$s".formatted(table));
            log.sql("INSERT INTO kept_%s SELECT * FROM %1$s".formatted(table));
        }
    }

    @BeforeEach
    void asItWasSealed() {
        for (var table : TABLES) {
            log.sql("TRUNCATE TABLE " + table);
            log.sql("INSERT INTO %s SELECT * FROM kept_%1$s".formatted(table));
        }
    }

    @Test
    void intact() {
        var verdict = log.verify("main");
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.verifiedTo()).isEqualTo(SIZE);
        assertThat(verdict.checkpoints()).isEqualTo(3);
        assertThat(verdict.lines()).containsExactly("verified: positions 0 to 999, 3 checkpoints");
    }

    @Test
    void theRootIsThatOfTheEntriesOneByOne() {
        var edge = new RightEdge();
        log.log.read("main", 0, SIZE, delivery -> edge.append(Entry.leafHash(delivery)));
        assertThat(log.checkpoints.last("main").orElseThrow().root()).isEqualTo(edge.root());
    }

    @Test
    void whatIsNewerThanTheLastCheckpointIsNeitherVerifiedNorBroken() {
        log.append("main", 17);
        var verdict = log.verify("main");
        assertThat(verdict.lines())
                .containsExactly(
                        "verified: positions 0 to 999, 3 checkpoints",
                        "not verifiable: 17 rows (newer than the last checkpoint)");
        log.append("never", 4);
        assertThat(log.verify("never").isVerified()).isFalse();
        assertThat(log.verify("never").lines())
                .containsExactly("not verifiable: 4 rows (newer than the last checkpoint)");
    }

    static List<Arguments> columns() {
        var cases = new ArrayList<Arguments>();
        for (var position : new long[] {0, 299, 300, 555, 999}) {
            for (var change : List.of(
                    "received_at = received_at + INTERVAL 1 MICROSECOND",
                    "provider = 'celcoin'",
                    "remote_address = '203.0.113.8'",
                    "headers = CONCAT(headers, ' ')",
                    "salt = REVERSE(salt)",
                    "body = CONCAT(body, '\\n')",
                    "body = CONCAT('X', SUBSTRING(body, 2)), headers = '[]'")) {
                cases.add(Arguments.of(position, change));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("columns")
    void aColumnChanged(long position, String change) {
        log.sql("UPDATE webhook_log SET " + change + " WHERE log_name = 'main' AND position = ?", position);
        assertThat(places(log.verify("main"))).containsExactly("main/%d content".formatted(position));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "300", "555", "998"})
    void aRowDeleted(long position) {
        log.sql("DELETE FROM webhook_log WHERE position = ?", position);
        assertThat(places(log.verify("main"))).containsExactly("main/%d missing".formatted(position));
    }

    @Test
    void manyRowsDeletedAtTheHead() {
        log.sql("DELETE FROM webhook_log WHERE position < 400");
        var verdict = log.verify("main");
        assertThat(places(verdict)).containsExactly("main/0 missing");
        assertThat(verdict.faults().getFirst().what()).contains("up to 399");
    }

    @ParameterizedTest
    @CsvSource({"999", "900", "756", "300", "1", "0"})
    void theTailCut(long from) {
        log.sql("DELETE FROM webhook_log WHERE position >= ?", from);
        assertThat(places(log.verify("main"))).containsExactly("main/%d tail cut".formatted(from));
    }

    @Test
    void twoRowsSwapped() {
        swap(41, 777);
        assertThat(places(log.verify("main"))).containsExactly("main/41 order", "main/777 order");
    }

    private void swap(long one, long other) {
        log.sql("UPDATE webhook_log SET position = 1000000 WHERE position = ?", one);
        log.sql("UPDATE webhook_log SET position = ? WHERE position = ?", one, other);
        log.sql("UPDATE webhook_log SET position = ? WHERE position = 1000000", other);
    }

    @Test
    void aRowDeletedAndAllAfterItRenumbered() {
        log.sql("DELETE FROM webhook_log WHERE position = 500");
        log.sql("UPDATE webhook_log SET position = position - 1 WHERE position > 500 ORDER BY position");
        var verdict = log.verify("main");
        assertThat(places(verdict)).startsWith("main/500 order").hasSize(LogVerification.FAULTS_MAX);
        assertThat(log.verify("main").lines())
                .anyMatch(line -> line.equals("479 more rows are not those that were sealed there"));
    }

    @Test
    void aRowInsertedAndAllAfterItRenumbered() {
        log.sql("UPDATE webhook_log SET position = position + 1 WHERE position >= 500 ORDER BY position DESC");
        log.sql(
                "INSERT INTO webhook_log SELECT log_name, 500, received_at, provider, remote_address, headers, salt, 'false'"
                        + " FROM webhook_log WHERE position = 499");
        assertThat(places(log.verify("main")).subList(0, 2)).containsExactly("main/500 content", "main/501 order");
    }

    @Test
    void aRowMovedBehindTheTail() {
        log.sql("UPDATE webhook_log SET position = 5000 WHERE position = 500");
        assertThat(places(log.verify("main"))).containsExactly("main/500 missing", "main/1000 missing");
    }

    @Test
    void aRowMovedBeforeTheHead() {
        log.sql("UPDATE webhook_log SET position = -1 WHERE position = 0");
        assertThat(places(log.verify("main"))).containsExactly("main/-1 order", "main/0 missing");
    }

    @Test
    void aRowMovedToAnotherLog() {
        log.sql("UPDATE webhook_log SET log_name = 'import', position = 0 WHERE position = 3");
        assertThat(places(log.verify("main"))).containsExactly("main/3 missing");
    }

    @Test
    void aGapInWhatIsNotSealedYet() {
        log.append("main", 10);
        log.sql("DELETE FROM webhook_log WHERE position = 1004");
        assertThat(places(log.verify("main"))).containsExactly("main/1004 missing");
    }

    @Test
    void theStoredTreeGoneOrChanged() {
        log.sql("DELETE FROM tree_tile");
        assertThat(log.verify("main").isVerified()).isTrue();
        assertThat(log.verify(new Request("main", 400, 700, log.keys.trusted(), List.of()))
                        .lines())
                .anyMatch(line -> line.startsWith("verified: positions 0 to 999"))
                .anyMatch(line -> line.contains("the stored tree cannot be used"));
        log.append("main", 5);
        log.seal("main");
        assertThat(log.verify("main").lines()).containsExactly("verified: positions 0 to 1,004, 4 checkpoints");
        assertThat(log.verify(new Request("main", 400, 700, log.keys.trusted(), List.of()))
                        .lines())
                .containsExactly("verified: positions 400 to 699, 4 checkpoints", "not read: 400 rows before");
    }

    @Test
    void theStoredTreeChangedTogetherWithTheRow() {
        log.sql("UPDATE webhook_log SET body = 'false' WHERE position = 320");
        var leaf = Entry.leafHash(log.log.find("main", 320).orElseThrow());
        log.sql(
                "UPDATE tree_tile SET hashes = INSERT(hashes, ?, 32, ?) WHERE level = 0 AND tile = 1",
                64 * 32 + 1,
                leaf);
        var verdict = log.verify("main");
        assertThat(places(verdict)).containsExactly("main/300 content");
        assertThat(verdict.faults().getFirst().what()).contains("rows 300 to 755");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE checkpoint SET size = size + 1 WHERE number = 1",
                "UPDATE checkpoint SET root_hash = REVERSE(root_hash) WHERE number = 1",
                "UPDATE checkpoint SET sealed_at = sealed_at - INTERVAL 1 DAY WHERE number = 1",
                "UPDATE checkpoint SET note = CONCAT(note, ' ') WHERE number = 1",
                "DELETE FROM checkpoint WHERE number = 1",
                "DELETE FROM checkpoint WHERE number = 0",
            })
    void aCheckpointChangedOrGone(String change) {
        log.sql(change);
        assertThat(log.verify("main").faults())
                .extracting(Fault::kind)
                .contains(Kind.CHECKPOINT)
                .containsOnly(Kind.CHECKPOINT);
    }

    @Test
    void theWholeChainMadeAgainWithoutTheKey() throws IOException {
        log.sql("UPDATE webhook_log SET body = 'false' WHERE position = 320");
        log.sealAllAgain(LogKey.generate());
        var verdict = log.verify("main");
        assertThat(verdict.isVerified()).isFalse();
        assertThat(verdict.faults()).extracting(Fault::kind).containsOnly(Kind.CHECKPOINT);
        assertThat(verdict.faults().getFirst().what()).contains("by a key that is trusted");
    }

    @Test
    void theWholeChainMadeAgainWithTheKeyAgainstWhatWasKeptElsewhere() throws IOException, BadProofException {
        var kept = kept();
        log.sql("UPDATE webhook_log SET body = 'false' WHERE position = 320");
        log.sealAllAgain(LogKey.ofPem(Files.readString(log.keyFile)));
        assertThat(log.verify("main").isVerified()).as("nothing else can tell").isTrue();
        var verdict = log.verify(new Request("main", 0, Long.MAX_VALUE, log.keys.trusted(), kept));
        assertThat(places(verdict)).containsExactly("main/300 content");
        assertThat(verdict.faults().getFirst().what())
                .contains("rows 300 to 755", "756 deliveries that was kept elsewhere");
    }

    @Test
    void theTailCutWithItsCheckpointsAgainstWhatWasKeptElsewhere() throws BadProofException {
        var kept = kept();
        log.sql("DELETE FROM webhook_log WHERE position >= 300");
        log.sql("DELETE FROM checkpoint WHERE number > 0");
        assertThat(log.verify("main").isVerified()).as("nothing else can tell").isTrue();
        assertThat(places(log.verify(new Request("main", 0, Long.MAX_VALUE, log.keys.trusted(), kept))))
                .containsExactly("main/300 tail cut");
    }

    private List<SealedCheckpoint> kept() throws BadProofException {
        var kept = new ArrayList<SealedCheckpoint>();
        for (var seal : log.checkpoints.from("main", 0, 10)) {
            kept.add(log.keys.trusted().checkpoint(seal.note(), Checkpoint.origin("main")));
        }
        return kept;
    }

    @Test
    void aRangeIsVerifiedByItself() {
        for (var range : new long[][] {{0, 10}, {5, 6}, {255, 257}, {300, 756}, {299, 1000}, {999, 1000}, {512, 768}}) {
            var request = new Request("main", range[0], range[1], log.keys.trusted(), List.of());
            var verdict = log.verify(request);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.verifiedTo()).isEqualTo(range[1]);
        }
        log.sql("UPDATE webhook_log SET body = 'false' WHERE position = 600");
        assertThat(log.verify(new Request("main", 0, 600, log.keys.trusted(), List.of()))
                        .isVerified())
                .isTrue();
        assertThat(log.verify(new Request("main", 601, 1000, log.keys.trusted(), List.of()))
                        .isVerified())
                .isTrue();
        assertThat(places(log.verify(new Request("main", 600, 601, log.keys.trusted(), List.of()))))
                .containsExactly("main/600 content");
    }

    @Test
    void severalFaultsAreAllNamed() {
        log.sql("UPDATE webhook_log SET body = 'false' WHERE position IN (5, 700)");
        log.sql("DELETE FROM webhook_log WHERE position IN (310, 311)");
        log.sql("DELETE FROM webhook_log WHERE position >= 990");
        assertThat(places(log.verify("main")))
                .containsExactly("main/5 content", "main/310 missing", "main/700 content", "main/990 tail cut");
    }

    private static List<String> places(LogVerdict verdict) {
        assertThat(verdict.isVerified()).isEqualTo(verdict.faults().isEmpty());
        return verdict.faults().stream()
                .map(each -> "%s/%d %s"
                        .formatted(each.log(), each.position(), each.kind().word()))
                .toList();
    }
}

package dev.lastro.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.log.ErasureAct;
import dev.lastro.log.LeafReader;
import dev.lastro.log.Position;
import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.InclusionProof;
import dev.lastro.seal.LogVerification.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were erased by an act, and rows of which somebody says so. */
class ErasureVerificationIT {

    private static final int SIZE = 1_000;

    private static final List<String> TABLES = List.of("webhook_log", "erased", "checkpoint", "tree_tile");

    private static final String SELF_MADE = """
            INSERT INTO erased (log_name, position, headers_sha256, body_sha256, act_log, act_position)
            SELECT log_name, position, UNHEX(SHA2(headers, 256)), UNHEX(SHA2(CONCAT(salt, body), 256)), ?, ?
            FROM webhook_log WHERE log_name = 'main' AND position = ?""";

    private static final String EMPTY = "UPDATE webhook_log SET headers = '', body = '', salt = UNHEX(REPEAT('00', 16))"
            + " WHERE log_name = 'main' AND position = ?";

    @TempDir
    static Path folder;

    private static SealedLog log;
    private static List<Position> erased;
    private static Position act;
    private static Prover prover;
    /** Of the erased ones, made before they were. */
    private static final Map<Position, InclusionProof> PROOFS = new HashMap<>();

    private static final Map<Position, byte[]> ENTRIES = new HashMap<>();
    private static LeafReader leaves;

    @BeforeAll
    static void erasedByAnAct() throws SQLException {
        log = new SealedLog(folder, 11);
        prover = new Prover(log.checkpoints, log.tiles);
        leaves = new LeafReader(log.dataSource, "webhook_log");
        for (var more : new int[] {300, 456, SIZE - 756}) {
            log.append("main", more);
            log.seal("main");
        }
        erased = new ArrayList<>(log.some("main", 0, 2));
        erased.addAll(log.some("main", 295, 8));
        for (var each : erased) {
            PROOFS.put(each, prover.inclusion("main", each.position()).orElseThrow());
            ENTRIES.put(each, leaves.entry("main", each.position()).orElseThrow());
        }
        log.sql("CREATE TABLE whole AS SELECT * FROM webhook_log WHERE log_name = 'main'");
        act = log.order(erased);
        log.seal(ErasureAct.LOG);
        log.erase(act, erased);
        for (var table : TABLES) {
            log.sql("CREATE TABLE kept_%s LIKE %1$s".formatted(table));
            log.sql("INSERT INTO kept_%s SELECT * FROM %1$s".formatted(table));
        }
    }

    @BeforeEach
    void asItWasErased() {
        for (var table : TABLES) {
            log.sql("TRUNCATE TABLE " + table);
            log.sql("INSERT INTO %s SELECT * FROM kept_%1$s".formatted(table));
        }
    }

    @Test
    void theLogIsIntactAndTheContentIsGone() {
        assertThat(log.verify("main").lines()).containsExactly("verified: positions 0 to 999, 3 checkpoints");
        assertThat(log.verify(ErasureAct.LOG).isVerified()).isTrue();
        assertThat(log.jdbc
                        .sql("SELECT COUNT(*) FROM webhook_log JOIN erased USING (log_name, position)"
                                + " WHERE LENGTH(headers) + LENGTH(body) = 0 AND salt = UNHEX(REPEAT('00', 16))")
                        .query(Integer.class)
                        .single())
                .isEqualTo(erased.size());
        for (var range : new long[][] {{1, 2}, {290, 310}, {300, 1_000}, {900, 1_000}}) {
            var request = new Request("main", range[0], range[1], log.keys.trusted(), List.of());
            assertThat(log.verify(request).faults()).isEmpty();
        }
    }

    @Test
    void theLogGoesOn() {
        log.append("main", 20);
        log.seal("main");
        assertThat(log.verify("main").lines()).containsExactly("verified: positions 0 to 1,019, 4 checkpoints");
    }

    @Test
    void theStoredTreeIsMadeAgainOfWhatWasKept() {
        log.sql("DELETE FROM tree_tile");
        assertThat(log.verify("main").isVerified()).isTrue();
        log.append("main", 20);
        log.seal("main");
        assertThat(log.verify("main").lines()).containsExactly("verified: positions 0 to 1,019, 4 checkpoints");
    }

    @Test
    void proofsOfErasedDeliveriesHoldWheneverTheyWereMade() throws Exception {
        for (var each : erased) {
            var entry = leaves.entry("main", each.position()).orElseThrow();
            assertThat(entry).as("%s", each).isEqualTo(ENTRIES.get(each));
            var now = prover.inclusion("main", each.position()).orElseThrow();
            for (var proof : List.of(PROOFS.get(each), now)) {
                assertThat(proof.verify(entry, Checkpoint.origin("main"), log.keys.trusted()))
                        .isNotNull();
            }
        }
    }

    @Test
    void aRowThatIsEmptied() {
        log.sql(EMPTY, 500);
        assertThat(places(log.verify("main"))).containsExactly("main/500 erasure");
    }

    /** Its leaf is right. */
    @Test
    void aRowThatIsEmptiedWithALineOfTheAct() {
        log.sql(SELF_MADE, act.log(), act.position(), 500);
        log.sql(EMPTY, 500);
        assertThat(log.verify("main").lines())
                .contains(
                        "broken at (main, 500): erasure: the row was emptied, and decisions/0 is no sealed act that orders"
                                + " it");
        var elsewhere = new Request("main", 501, SIZE, log.keys.trusted(), List.of());
        assertThat(log.verify(elsewhere).faults())
                .as("what was not read is not judged")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decisions/7", "main/0", "decisions/-1"})
    void aRowThatIsEmptiedWithALineOfNoAct(String place) {
        var slash = place.indexOf('/');
        log.sql(SELF_MADE, place.substring(0, slash), Long.parseLong(place.substring(slash + 1)), 500);
        log.sql(EMPTY, 500);
        assertThat(places(log.verify("main"))).containsExactly("main/500 erasure");
    }

    @Test
    void anActThatIsNotSealedOrNotLastros() {
        var places = List.of(new Position("main", 500));
        var unsealed = log.order(places);
        log.sql(SELF_MADE, unsealed.log(), unsealed.position(), 500);
        log.sql(EMPTY, 500);
        assertThat(places(log.verify("main"))).containsExactly("main/500 erasure");

        log.seal(ErasureAct.LOG);
        assertThat(log.verify("main").faults()).as("sealed, it is an act").isEmpty();

        var body =
                log.log.find(unsealed.log(), unsealed.position()).orElseThrow().body();
        var strangers = log.append(ErasureAct.LOG, "base39", body);
        log.seal(ErasureAct.LOG);
        log.sql("UPDATE erased SET act_position = ? WHERE position = 500", strangers.position());
        assertThat(places(log.verify("main"))).containsExactly("main/500 erasure");
    }

    @Test
    void anActThatWasChangedOrCutProvesNothing() {
        log.sql("UPDATE webhook_log SET body = REPLACE(body, '\"main/', '\"main/ ') WHERE log_name = 'decisions'");
        assertThat(places(log.verify("main")))
                .containsExactly("main/%d erasure".formatted(erased.getFirst().position()));
        assertThat(places(log.verify(ErasureAct.LOG))).containsExactly("decisions/0 content");
        log.sql("DELETE FROM webhook_log WHERE log_name = 'decisions'");
        assertThat(places(log.verify("main")))
                .containsExactly("main/%d erasure".formatted(erased.getFirst().position()));
        log.sql("DELETE FROM checkpoint WHERE log_name = 'decisions'");
        assertThat(log.verify("main").lines()).anyMatch(line -> line.contains("log decisions is not sealed"));
    }

    @Test
    void whatIsNoActIsSaidToBeNone() {
        log.append(ErasureAct.LOG, ErasureAct.PROVIDER, "{\"act\":\"erasure\"}".getBytes(StandardCharsets.UTF_8));
        log.seal(ErasureAct.LOG);
        assertThat(log.verify("main").lines()).anyMatch(line -> line.contains("log decisions has no act of erasure"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body_sha256 = headers_sha256",
                "headers_sha256 = body_sha256",
                "body_sha256 = UNHEX(SHA2('', 256))"
            })
    void whatWasKeptIsChanged(String change) {
        var position = erased.get(3).position();
        log.sql("UPDATE erased SET " + change + " WHERE position = ?", position);
        assertThat(places(log.verify("main"))).containsExactly("main/%d erasure".formatted(position));
    }

    @Test
    void whatWasKeptIsGoneOrOfAnotherRow() {
        var one = erased.get(2).position();
        var other = erased.get(5).position();
        log.sql("DELETE FROM erased WHERE position = ?", one);
        assertThat(places(log.verify("main"))).containsExactly("main/%d erasure".formatted(one));
        log.sql("UPDATE erased SET position = ? WHERE position = ?", one, other);
        assertThat(places(log.verify("main")))
                .containsExactly("main/%d erasure".formatted(one), "main/%d erasure".formatted(other));
    }

    @Test
    void anErasedRowThatWasChangedBesides() {
        var position = erased.get(4).position();
        log.sql(
                "UPDATE webhook_log SET remote_address = '203.0.113.8' WHERE log_name = 'main' AND position = ?",
                position);
        assertThat(places(log.verify("main"))).containsExactly("main/%d erasure".formatted(position));
    }

    @Test
    void anErasedRowThatHasContentAgain() {
        var position = erased.get(4).position();
        log.sql("UPDATE webhook_log SET body = '{}' WHERE log_name = 'main' AND position = ?", position);
        assertThat(places(log.verify("main"))).as("some").containsExactly("main/%d erasure".formatted(position));
        log.sql("UPDATE webhook_log SET salt = RANDOM_BYTES(16) WHERE log_name = 'main' AND position = ?", position);
        assertThat(places(log.verify("main")))
                .as("some, salted")
                .containsExactly("main/%d content".formatted(position));
        restore(position);
        assertThat(log.verify("main").lines())
                .as("its own")
                .contains(
                        "broken at (main, %d): erasure: decisions/0 is said to have erased the row, and it has content"
                                .formatted(position));
    }

    /** That is how it was sealed; but somebody was promised something else. */
    @Test
    void anErasedRowThatIsAsIfItHadNeverBeen() {
        var position = erased.get(4).position();
        restore(position);
        log.sql("DELETE FROM erased WHERE position = ?", position);
        assertThat(log.verify("main").lines())
                .containsExactly(
                        "verified: positions 0 to 999, 3 checkpoints",
                        "ordered to be erased, and not erased: 1 rows, from main/%d on; `erase` once more completes it"
                                .formatted(position));
    }

    @Test
    void aRowThatIsOnlySaidToBeErased() {
        log.sql(SELF_MADE, act.log(), act.position(), 500);
        assertThat(log.verify("main").lines())
                .anyMatch(line -> line.contains("(main, 500): erasure: decisions/0 is said"));
    }

    private static void restore(long position) {
        log.sql("""
                UPDATE webhook_log JOIN whole USING (log_name, position)
                SET webhook_log.headers = whole.headers, webhook_log.salt = whole.salt, webhook_log.body = whole.body
                WHERE position = ?""", position);
    }

    private static List<String> places(LogVerdict verdict) {
        return verdict.faults().stream()
                .map(each -> "%s/%d %s"
                        .formatted(each.log(), each.position(), each.kind().word()))
                .toList();
    }
}

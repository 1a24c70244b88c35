package dev.lastro.seal;

import dev.lastro.log.LeafReader;
import dev.lastro.log.LogReader;
import dev.lastro.seal.Fault.Kind;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Proof that verification still finds something: in a copy of a few sealed rows one bit is changed, and it has to say where.
 */
public final class Canary {

    private static final String TABLE = "canary_log";

    /** Rows of the copy. */
    private static final int ROWS = 64;

    private static final List<String> COLUMNS = List.of("body", "headers", "salt");

    private final JdbcClient jdbc;
    private final CheckpointTable checkpoints;
    private final KeyRing keys;
    private final LogVerification verification;
    private final RandomGenerator random;

    Canary(
            DataSource dataSource,
            JdbcClient jdbc,
            LogReader log,
            CheckpointTable checkpoints,
            TileTable tiles,
            SealedActs acts,
            KeyRing keys,
            RandomGenerator random) {
        this.jdbc = jdbc;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.random = random;
        this.verification = new LogVerification(log, new LeafReader(dataSource, TABLE), checkpoints, tiles, acts);
    }

    /**
     * @return what was changed and found, for a person
     * @throws IllegalStateException if it was not found, or something else was
     */
    public String sing(String log) throws InterruptedException {
        var sealed = checkpoints.last(log).map(Seal::size).orElse(0L);
        if (sealed == 0) {
            return "nothing is sealed yet";
        }
        var from = random.nextLong(sealed);
        var to = Math.min(sealed, from + ROWS);
        copy(log, from, to);
        try {
            var position = random.nextLong(from, to);
            var column = change(log, position);
            var verdict = verification.verify(
                    new LogVerification.Request(log, from, to, keys.trusted(), List.of()), VerificationWatch.SILENT);
            var isFound = verdict.faults().size() == 1
                    && verdict.faults().getFirst().position() == position
                    && verdict.faults().getFirst().kind() == Kind.CONTENT;
            if (!isFound) {
                throw new IllegalStateException(
                        "one bit of %s was changed in a copy of %s/%d, and verification said: %s"
                                .formatted(column, log, position, String.join("; ", verdict.lines())));
            }
            return "a bit of %s changed in a copy of %s/%d was found".formatted(column, log, position);
        } finally {
            jdbc.sql("DELETE FROM " + TABLE + " WHERE log_name = ?").param(log).update();
        }
    }

    private void copy(String log, long from, long to) {
        jdbc.sql("DELETE FROM " + TABLE + " WHERE log_name = ?").param(log).update();
        jdbc.sql("INSERT INTO " + TABLE
                        + " SELECT * FROM webhook_log WHERE log_name = ? AND position >= ? AND position < ?")
                .params(log, from, to)
                .update();
    }

    private String change(String log, long position) {
        // A body can be empty; a salt never is.
        var column = COLUMNS.get(random.nextInt(COLUMNS.size()));
        var bytes = bytes(column, log, position);
        if (bytes.length == 0) {
            column = "salt";
            bytes = bytes(column, log, position);
        }
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        jdbc.sql("UPDATE " + TABLE + " SET " + column + " = ? WHERE log_name = ? AND position = ?")
                .params(bytes, log, position)
                .update();
        return column;
    }

    private byte[] bytes(String column, String log, long position) {
        return jdbc.sql("SELECT " + column + " FROM " + TABLE + " WHERE log_name = ? AND position = ?")
                .params(log, position)
                .query((row, _) -> row.getBytes(1))
                .single();
    }
}

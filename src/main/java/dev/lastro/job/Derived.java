package dev.lastro.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What the derived tables were made with, how far they are, and who may write them now. */
@Component
class Derived {

    private static final Logger LOG = LoggerFactory.getLogger(Derived.class);

    /** To be raised whenever the program itself derives something else from the same log and definitions. */
    private static final int FORMAT = 1;

    private static final List<String> TABLES =
            List.of("delivery", "unknown_delivery", "classified", "loan_news", "loan", "finding");

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Derived(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Makes this run the only one that may write, and empties the tables if they were made with other definitions.
     * Killed in between, the row of {@code derived} is absent, and the next run empties them again.
     */
    void takeOver(long owner, Map<String, String> definitions) {
        var digest = digest(definitions);
        var same = transactions.execute(status -> {
            var found = jdbc.sql("SELECT definitions FROM derived WHERE id = 1 FOR UPDATE")
                    .query((row, number) -> row.getBytes(1))
                    .optional();
            if (found.isPresent() && MessageDigest.isEqual(found.get(), digest)) {
                jdbc.sql("UPDATE derived SET owner = ? WHERE id = 1")
                        .param(owner)
                        .update();
                return true;
            }
            found.ifPresent(other -> LOG.info("the definitions have changed: every delivery is classified again"));
            jdbc.sql("DELETE FROM derived").update();
            return false;
        });
        if (!Boolean.TRUE.equals(same)) {
            TABLES.forEach(table -> jdbc.sql("TRUNCATE TABLE " + table).update());
            jdbc.sql("INSERT INTO derived (id, definitions, owner) VALUES (1, ?, ?)")
                    .params(digest, owner)
                    .update();
        }
    }

    /**
     * To be called first in each transaction that writes: a run that lost its lock without noticing finds another owner
     * here and fails, and until the transaction ends nobody else takes over.
     */
    void requireOwner(long owner) {
        var now = jdbc.sql("SELECT owner FROM derived WHERE id = 1 FOR UPDATE")
                .query(Long.class)
                .optional();
        if (now.isEmpty() || now.get() != owner) {
            throw new IllegalStateException(
                    "another run has taken over the derived tables (execution %s); this one (%d) lost its lock"
                            .formatted(now.map(String::valueOf).orElse("none"), owner));
        }
    }

    /** Puts in the news whatever must be folded again to stand at the cut-off; from now on loans may stand there. */
    void aim(long owner, Instant cutOff) {
        transactions.executeWithoutResult(status -> {
            requireOwner(owner);
            var before = cutOff();
            var at = SqlTime.to(cutOff);
            if (before.isPresent() && cutOff.isBefore(before.get())) {
                LOG.info("the loans stand at the later cut-off {}: all are folded again at {}", before.get(), cutOff);
                jdbc.sql("INSERT IGNORE INTO loan_news (provider, loan_id) SELECT provider, loan_id FROM loan")
                        .update();
            } else {
                jdbc.sql("""
                        INSERT IGNORE INTO loan_news (provider, loan_id)
                        SELECT provider, loan_id FROM loan WHERE next_look_at < ?
                        """).param(at).update();
            }
            jdbc.sql("UPDATE derived SET cut_off = ? WHERE id = 1").param(at).update();
        });
    }

    /** The cut-off at which the loans stand, or, while there is news, are being brought to. */
    Optional<Instant> cutOff() {
        return jdbc.sql("SELECT cut_off FROM derived WHERE id = 1 AND cut_off IS NOT NULL")
                .query((row, number) -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .optional();
    }

    /** For each log the next position to classify. */
    SortedMap<String, Long> classified() {
        var sizes = new TreeMap<String, Long>();
        jdbc.sql("SELECT log_name, size FROM classified").query(row -> {
            sizes.put(row.getString(1), row.getLong(2));
        });
        return sizes;
    }

    void classifiedUpTo(String log, long size) {
        jdbc.sql("""
                INSERT INTO classified (log_name, size) VALUES (?, ?) AS new
                ON DUPLICATE KEY UPDATE size = new.size
                """).params(log, size).update();
    }

    private static byte[] digest(Map<String, String> definitions) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            var text = new StringBuilder().append(FORMAT).append('\n');
            new TreeMap<>(definitions)
                    .forEach((file, digest) ->
                            text.append(file).append('=').append(digest).append('\n'));
            return sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

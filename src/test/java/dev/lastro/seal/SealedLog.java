package dev.lastro.seal;

import dev.lastro.log.ErasureAct;
import dev.lastro.log.Erasures;
import dev.lastro.log.LeafReader;
import dev.lastro.log.LogReader;
import dev.lastro.log.Position;
import dev.lastro.log.TestEraser;
import dev.lastro.proof.LogKey;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A schema with a log of strange deliveries, a key, and what seals and verifies it, without Spring. */
final class SealedLog implements InstantSource {

    private static final String[] BODIES = {
        "",
        "{}",
        "{\"b\":1,\"a\":2,\"a\":3,\"b\":1.10}",
        "{ \"z\" : null,\n\t\"a\":\"ç\\u00e7\" }\r\n",
        "not json at all \0\1\2",
        "a=1&b=2&a=1",
    };

    final TestDatabase database;
    final DataSource dataSource;
    final JdbcClient jdbc;
    final LogReader log;
    final CheckpointTable checkpoints;
    final TileTable tiles;
    final KeyRing keys;
    final Sealer sealer;
    final SealedActs acts;
    final LogVerification verification;
    final Path keyFile;
    private final Random random;
    Instant now = Instant.parse("2026-11-22T05:00:00.654321Z");

    SealedLog(Path folder, long seed) throws SQLException {
        this(MySql.migrated(), folder, seed);
    }

    SealedLog(TestDatabase database, Path folder, long seed) throws SQLException {
        this.database = database;
        this.random = new Random(seed);
        this.keyFile = folder.resolve("lastro.key");
        dataSource = new DriverManagerDataSource(
                database.jdbcUrl()
                        + (database.jdbcUrl().contains("?") ? "&" : "?")
                        + "connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&rewriteBatchedStatements=true",
                database.username(),
                database.password());
        jdbc = JdbcClient.create(dataSource);
        log = new LogReader(dataSource);
        checkpoints = new CheckpointTable(jdbc);
        tiles = new TileTable(jdbc, new JdbcTemplate(dataSource));
        keys = new KeyRing(keyFile, List.of());
        sealer = sealer(keys);
        acts = new SealedActs(new Erasures(dataSource, log), new LeafReader(dataSource, "webhook_log"), checkpoints);
        verification = new LogVerification(log, new LeafReader(dataSource, "webhook_log"), checkpoints, tiles, acts);
    }

    Sealer sealer(KeyRing ring) {
        return new Sealer(dataSource, log, new LeafReader(dataSource, "webhook_log"), checkpoints, tiles, ring, this);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Appends deliveries with odd microseconds, strange headers and bodies, some empty, few of a megabyte. */
    void append(String name, int count) {
        var rows = new ArrayList<Object[]>();
        var first = log.size(name);
        for (var i = 0; i < count; i++) {
            var salt = new byte[16];
            random.nextBytes(salt);
            rows.add(new Object[] {
                name,
                first + i,
                LocalDateTime.ofEpochSecond(
                        1_760_000_000L + first + i, random.nextInt(1_000_000) * 1_000, ZoneOffset.UTC),
                random.nextBoolean() ? "base39" : "openco",
                random.nextBoolean() ? "203.0.113.9" : "2001:db8::7:1",
                "[[\"X-N\",\"%d\"]]".formatted(first + i).getBytes(StandardCharsets.UTF_8),
                salt,
                body()
            });
        }
        new JdbcTemplate(dataSource)
                .batchUpdate(
                        "INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt,"
                                + " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        rows);
    }

    private byte[] body() {
        if (random.nextInt(400) == 0) {
            var large = new byte[1 << 20];
            random.nextBytes(large);
            return large;
        }
        return BODIES[random.nextInt(BODIES.length)].getBytes(StandardCharsets.UTF_8);
    }

    /** Appends an act that orders to erase them; it is not sealed yet. */
    Position order(List<Position> deliveries) {
        var act = new ErasureAct("base39", "loan-1", "asked for", "tester", now, deliveries, null);
        return append(ErasureAct.LOG, ErasureAct.PROVIDER, act.write());
    }

    Position append(String name, String provider, byte[] body) {
        var position = log.size(name);
        sql("""
                INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)
                VALUES (?, ?, '2026-11-22 05:00:00.654321', ?, '127.0.0.1', '[]', RANDOM_BYTES(16), ?)
                """, name, position, provider, body);
        return new Position(name, position);
    }

    /** The first deliveries of base39 from there on: those that acts may name here. */
    List<Position> some(String name, long from, int count) {
        return jdbc.sql("SELECT position FROM webhook_log WHERE log_name = ? AND position >= ? AND provider = 'base39'"
                        + " ORDER BY position LIMIT " + count)
                .params(name, from)
                .query((row, _) -> new Position(name, row.getLong(1)))
                .list();
    }

    void erase(Position act, List<Position> deliveries) {
        TestEraser.of(database).erase(act, "base39", deliveries, _ -> {});
    }

    /** A minute later. */
    Seal seal(String name) {
        now = now.plus(Duration.ofMinutes(1));
        var seal = sealer.seal(name, size -> {});
        if (seal == null) {
            throw new IllegalStateException("nothing to seal in " + name);
        }
        return seal;
    }

    LogVerdict verify(String name) {
        return verify(LogVerification.Request.everything(name, keys.trusted()));
    }

    LogVerdict verify(LogVerification.Request request) {
        try {
            return verification.verify(request, VerificationWatch.SILENT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void sql(String sql, Object... parameters) {
        jdbc.sql(sql).params(parameters).update();
    }

    /** What somebody with all rights, but without the key, would do to hide a change: everything made again and signed. */
    void sealAllAgain(LogKey key) throws IOException {
        var before = jdbc.sql("SELECT log_name, size FROM checkpoint ORDER BY log_name, number")
                .query((row, _) -> List.<Object>of(row.getString(1), row.getLong(2)))
                .list();
        sql("DELETE FROM checkpoint");
        sql("DELETE FROM tree_tile");
        Files.writeString(keyFile.resolveSibling("forger.key"), key.privatePem());
        var forger = sealer(new KeyRing(keyFile.resolveSibling("forger.key"), List.of()));
        for (var each : before) {
            jdbc.sql("UPDATE webhook_log SET log_name = 'hidden' WHERE log_name = ? AND position >= ?")
                    .params(each)
                    .update();
            now = now.plus(Duration.ofMinutes(1));
            forger.seal((String) each.getFirst(), size -> {});
            jdbc.sql("UPDATE webhook_log SET log_name = ? WHERE log_name = 'hidden'")
                    .param(each.getFirst())
                    .update();
        }
    }
}

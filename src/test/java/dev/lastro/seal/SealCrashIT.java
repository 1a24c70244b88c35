package dev.lastro.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.log.ServerLock;
import dev.lastro.proof.Tree;
import dev.lastro.testing.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run seal} as processes, killed and side by side, and the first of them makes the key. */
class SealCrashIT {

    private static final int ROWS = 300_000;
    private static final int PROCESSES = 6;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private SealedLog log;

    @BeforeEach
    void begin() throws SQLException {
        log = new SealedLog(folder, 7);
        log.append("main", 20_000);
    }

    private void fill() {
        // The same bodies again; places, and so leaves, are their own.
        while (log.log.size("main") < ROWS) {
            log.sql(
                    "INSERT INTO webhook_log (log_name, position, received_at, provider, remote_address, headers, salt, body)"
                            + " SELECT log_name, position + (SELECT MAX(position) + 1 FROM webhook_log), received_at, provider,"
                            + " remote_address, headers, salt, LEFT(body, 500) FROM webhook_log");
        }
    }

    @Test
    void aSealThatIsKilledIsMadeByTheNext() throws Exception {
        log.seal("main");
        fill();
        for (var kill = 0; kill < 3; kill++) {
            try (var child = seal("killed")) {
                awaitSealing(child);
                Thread.sleep(random.nextInt(1_000));
                child.kill9();
            }
        }
        try (var last = seal("last")) {
            assertThat(last.awaitEnd()).as(said("last")).isZero();
        }
        assertSealed(2);
    }

    @Test
    void processesSideBySideMakeOneChain() throws Exception {
        fill();
        var children = new ArrayList<JavaProcess>();
        try {
            for (var i = 0; i < PROCESSES; i++) {
                children.add(seal("beside-" + i));
            }
            for (var i = 0; i < PROCESSES; i++) {
                // 2: another process is at it, and does what this one was to do
                assertThat(children.get(i).awaitEnd()).as(said("beside-" + i)).isIn(0, 2);
            }
        } finally {
            children.forEach(JavaProcess::close);
        }
        assertSealed(1);
    }

    private void assertSealed(int checkpoints) {
        var verdict = log.verify("main");
        assertThat(verdict.isVerified()).as(verdict.lines().toString()).isTrue();
        assertThat(log.checkpoints.from("main", 0, 10))
                .hasSize(checkpoints)
                .last()
                .satisfies(seal -> {
                    assertThat(seal.size()).isEqualTo(log.log.size("main"));
                    assertThat(new Tree(new StoredTree(log.tiles, "main")).root(seal.size()))
                            .isEqualTo(seal.root());
                });
    }

    private JavaProcess seal(String name) {
        var arguments = Stream.of(
                        Stream.of("-Xmx512m"),
                        JavaProcess.classPath().stream(),
                        Stream.of(
                                LastroApplication.class.getName(),
                                "run",
                                "seal",
                                "--spring.datasource.url=" + log.database.jdbcUrl(),
                                "--spring.datasource.username=" + log.database.username(),
                                "--spring.datasource.password=" + log.database.password(),
                                // so many processes that start at once may wait longer for a processor
                                "--spring.datasource.hikari.connection-timeout=60000",
                                "--lastro.reports-dir=" + folder.resolve("reports"),
                                "--lastro.log.key-file=" + log.keyFile))
                .flatMap(each -> each)
                .toList();
        return JavaProcess.start(folder.resolve(name), Map.of(), arguments);
    }

    private String said(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }

    private void awaitSealing(JavaProcess child) throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(60));
        try (var connection = log.dataSource.getConnection()) {
            var lock = ServerLock.name(connection, "seal.main");
            while (child.isAlive() && !isUsed(lock)) {
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(10);
            }
        }
    }

    private boolean isUsed(String lock) {
        return log.jdbc
                .sql("SELECT IS_USED_LOCK(?) IS NOT NULL")
                .param(lock)
                .query(Boolean.class)
                .single();
    }
}

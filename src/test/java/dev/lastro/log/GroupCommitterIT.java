package dev.lastro.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.testing.LossyProxy;
import dev.lastro.testing.MySql;
import dev.lastro.testing.Mysqld;
import dev.lastro.testing.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitterIT {

    private static final int SENDERS = 32;

    @Test
    void positionsHaveNoGapUnderConcurrentSenders() throws Exception {
        var database = migrated(MySql.database());
        var answered = new ConcurrentHashMap<Integer, Long>();
        try (var writer = writer(database)) {
            assertThat(writer.awaitWriting(Duration.ofSeconds(10))).isTrue();
            sendAll(writer, 3_000, answered);
        }
        assertThat(answered).hasSize(3_000);
        assertThat(new TreeMap<>(inverse(answered)).keySet()).containsExactlyElementsOf(longs(3_000));
        assertThat(numbersInTheLog(database)).isEqualTo(new TreeMap<>(inverse(answered)));
    }

    @Test
    void aSecondWriterStandsByAndGoesOnWhereTheFirstStopped() throws Exception {
        var database = migrated(MySql.database());
        var first = writer(database);
        assertThat(first.awaitWriting(Duration.ofSeconds(10))).isTrue();
        assertThat(first.append(number(0)).get()).isZero();
        try (var second = writer(database)) {
            assertThat(second.awaitWriting(Duration.ofMillis(700))).isFalse();
            assertThatThrownBy(() -> second.append(number(1)).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LogUnavailableException.class);
            first.close();
            assertThat(second.awaitWriting(Duration.ofSeconds(5))).isTrue();
            assertThat(second.append(number(2)).get()).isEqualTo(1);
        }
        assertThat(numbersInTheLog(database)).isEqualTo(Map.of(0L, 0, 1L, 2));
    }

    @Test
    void anAnswerThatIsLostAfterTheCommitIsFoundInTheTable() throws Exception {
        cutAndAppend(LossyProxy.Cut.ANSWER_LOST);
    }

    @Test
    void aConnectionThatTheServerHoldsForAliveIsEnded() throws Exception {
        cutAndAppend(LossyProxy.Cut.ANSWER_LOST_UNNOTICED);
    }

    @Test
    void aStatementThatNeverArrivedIsWrittenAgain() throws Exception {
        cutAndAppend(LossyProxy.Cut.REQUEST_LOST);
    }

    /** What it then says is about the new connection, not about the INSERT. */
    @Test
    void aServerThatIsUnfitWhenItIsBackDecidesNothingAboutTheBatch() throws Exception {
        var database = migrated(MySql.database());
        try (var proxy = new LossyProxy(port(database), "base39")) {
            var through = through(database, proxy);
            var refusals = new AtomicInteger(3);
            LogSession.Connections connections = () -> {
                if (proxy.hasCut() && refusals.getAndDecrement() > 0) {
                    throw new UnfitDatabaseException("not durable any more");
                }
                return DriverManager.getConnection(through.jdbcUrl(), through.username(), through.password());
            };
            proxy.cutNext(LossyProxy.Cut.ANSWER_LOST);
            try (var writer = new GroupCommitter("main", connections, NoSpool.INSTANCE, new Random(1)).start()) {
                assertThat(writer.awaitWriting(Duration.ofSeconds(10))).isTrue();
                assertThat(writer.append(number(0)).get(10, TimeUnit.SECONDS)).isZero();
            }
            assertThat(refusals).hasValue(-1);
        }
        assertThat(numbersInTheLog(database)).isEqualTo(Map.of(0L, 0));
    }

    private static void cutAndAppend(LossyProxy.Cut cut) throws Exception {
        var database = migrated(MySql.database());
        try (var proxy = new LossyProxy(port(database), "base39");
                var writer = writer(through(database, proxy))) {
            assertThat(writer.awaitWriting(Duration.ofSeconds(10))).isTrue();
            assertThat(writer.append(number(0)).get()).isZero();
            proxy.cutNext(cut);
            assertThat(writer.append(number(1)).get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(proxy.hasCut()).isTrue();
            assertThat(writer.append(number(2)).get(10, TimeUnit.SECONDS)).isEqualTo(2);
        }
        assertThat(numbersInTheLog(database)).isEqualTo(Map.of(0L, 0, 1L, 1, 2L, 2));
    }

    /** The promise of a 200: 32 senders, mysqld killed -9 again and again, every acknowledged delivery is there, once. */
    @Test
    void nothingAcknowledgedIsLostWhenMysqldIsKilled(@TempDir Path folder) throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        try (var mysqld = Mysqld.start(folder)) {
            var database =
                    migrated(new TestDatabase(mysqld.jdbcUrl("crash"), mysqld.username(), mysqld.password(), "crash"));
            var answered = new ConcurrentHashMap<Integer, Long>();
            var refused = new AtomicInteger();
            var stop = new AtomicBoolean();
            var numbers = new AtomicInteger();
            try (var writer = writer(database);
                    var senders = Executors.newFixedThreadPool(SENDERS)) {
                assertThat(writer.awaitWriting(Duration.ofSeconds(10))).isTrue();
                for (var i = 0; i < SENDERS; i++) {
                    senders.execute(() -> sendUntil(stop, writer, numbers, answered, refused));
                }
                for (var kill = 0; kill < 3; kill++) {
                    Thread.sleep(700 + random.nextInt(800));
                    mysqld.kill9();
                    Thread.sleep(random.nextInt(4_000));
                    mysqld.startAgain();
                    assertThat(writer.awaitWriting(Duration.ofSeconds(20))).isTrue();
                }
                Thread.sleep(500);
                stop.set(true);
            }
            var stored = numbersInTheLog(database);
            assertThat(answered).as("seed %d", seed).hasSizeGreaterThan(SENDERS);
            assertThat(stored.keySet()).as("seed %d", seed).containsExactlyElementsOf(longs(stored.size()));
            answered.forEach(
                    (number, position) -> assertThat(stored.get(position)).isEqualTo(number));
            assertThat(stored.values()).as("seed %d: no number twice", seed).doesNotHaveDuplicates();
            // Only what was neither answered nor refused may be there unanswered; here everybody waited for an answer.
            assertThat(stored).as("seed %d, %d refused", seed, refused.get()).hasSize(answered.size());
        }
    }

    private static void sendUntil(
            AtomicBoolean stop,
            LogWriter writer,
            AtomicInteger numbers,
            Map<Integer, Long> answered,
            AtomicInteger refused) {
        while (!stop.get()) {
            var number = numbers.getAndIncrement();
            try {
                answered.put(number, writer.append(number(number)).get());
            } catch (ExecutionException e) {
                refused.incrementAndGet();
                sleep(5);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void sendAll(LogWriter writer, int count, Map<Integer, Long> answered) {
        var numbers = new AtomicInteger();
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            for (var i = 0; i < SENDERS; i++) {
                senders.execute(() -> {
                    for (var number = numbers.getAndIncrement(); number < count; number = numbers.getAndIncrement()) {
                        answered.put(number, writer.append(number(number)).join());
                    }
                });
            }
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Submission number(int number) {
        return new Submission("base39", "127.0.0.1", Instant.now(), bytes("[]"), bytes(Integer.toString(number)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LogWriter writer(TestDatabase database) {
        return new GroupCommitter(
                        "main",
                        () -> DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password()),
                        NoSpool.INSTANCE,
                        new Random(1))
                .start();
    }

    private static TestDatabase migrated(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:sql/schema")
                .load()
                .migrate();
        return database;
    }

    private static int port(TestDatabase database) {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    private static TestDatabase through(TestDatabase database, LossyProxy proxy) {
        var url = database.jdbcUrl().replace(":" + port(database) + "/", ":" + proxy.port() + "/");
        // The proxy reads along, so the statements must be readable.
        var plain = url + (url.contains("?") ? "&" : "?") + "sslMode=DISABLED&allowPublicKeyRetrieval=true";
        return new TestDatabase(plain, database.username(), database.password(), database.schema());
    }

    private static SortedMap<Long, Integer> numbersInTheLog(TestDatabase database) throws SQLException {
        var numbers = new TreeMap<Long, Integer>();
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT position, body FROM webhook_log WHERE log_name = 'main'")) {
            while (rows.next()) {
                numbers.put(rows.getLong(1), Integer.parseInt(new String(rows.getBytes(2), StandardCharsets.UTF_8)));
            }
        }
        return numbers;
    }

    private static Map<Long, Integer> inverse(Map<Integer, Long> map) {
        var inverse = new TreeMap<Long, Integer>();
        map.forEach((number, position) -> inverse.put(position, number));
        return inverse;
    }

    private static List<Long> longs(int count) {
        var longs = new ArrayList<Long>();
        for (var i = 0L; i < count; i++) {
            longs.add(i);
        }
        return longs;
    }
}

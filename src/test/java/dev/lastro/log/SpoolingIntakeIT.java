package dev.lastro.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.testing.Mysqld;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log cannot take goes to the spool, and from there into the log, once, whatever the database did meanwhile. */
class SpoolingIntakeIT {

    private static final SpoolLimits LIMITS = new SpoolLimits(64L << 20, 0);

    @TempDir
    static Path data;

    private static Mysqld mysqld;
    private static int schemas;

    @TempDir
    Path folder;

    private String url;

    @BeforeAll
    static void start() throws Exception {
        mysqld = Mysqld.start(data);
    }

    @AfterAll
    static void stop() {
        mysqld.close();
    }

    @BeforeEach
    void migrate() {
        url = mysqld.jdbcUrl("intake" + schemas++);
        Flyway.configure()
                .dataSource(url, mysqld.username(), mysqld.password())
                .locations("classpath:sql/schema")
                .load()
                .migrate();
    }

    @Test
    void whatComesWhileMysqldIsDownIsInTheLogInItsOrderOnceItIsBack() throws Exception {
        try (var receiver = new Receiver(folder)) {
            receiver.awaitWriting();
            assertThat(receiver.keep(0)).isEqualTo(new Receipt.Stored("main", 0));
            mysqld.kill9();
            for (var number = 1; number <= 1_500; number += 500) {
                assertThat(receiver.keepAll(number, 500)).containsOnly(new Receipt.Spooled());
            }
            var meters = new SimpleMeterRegistry();
            new LogMetrics(receiver.log, receiver.spool).bindTo(meters);
            assertThat(meters.get("lastro.log.writing").gauge().value()).isZero();
            assertThat(meters.get("lastro.spool.waiting").gauge().value()).isEqualTo(1_500);
            assertThat(meters.get("lastro.spool.bytes").gauge().value()).isPositive();
            mysqld.startAgain();
            receiver.awaitDrained();
            assertThat(meters.get("lastro.spool.waiting").gauge().value()).isZero();
            assertThat(receiver.keep(1_501)).isEqualTo(new Receipt.Stored("main", 1_501));
        }
        var stored = stored();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(numbers(0, 1_502));
        assertThat(stored.subList(1, 501)).as("as they were spooled").allMatch(number -> number <= 500);
        assertThat(stored.subList(501, 1_001)).allMatch(number -> number > 500 && number <= 1_000);
    }

    /** The batch that mysqld had in its hands is committed when it wakes up, and was spooled as well. */
    @Test
    void whatASilentMysqldCommitsAfterAllIsInTheLogOnce() throws Exception {
        try (var receiver = new Receiver(folder)) {
            receiver.awaitWriting();
            receiver.keep(0);
            mysqld.pause();
            List<Receipt> receipts;
            try {
                receipts = receiver.keepAll(1, 40);
                var since = System.nanoTime();
                receipts.addAll(receiver.keepAll(41, 40));
                assertThat(Duration.ofNanos(System.nanoTime() - since))
                        .as("nobody waits for a database that is known to hang")
                        .isLessThan(LogLimits.PATIENCE);
            } finally {
                mysqld.resume();
            }
            assertThat(receipts).containsOnly(new Receipt.Spooled());
            receiver.awaitDrained();
        }
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(numbers(0, 81));
    }

    @Test
    void aDatabaseThatMayNotBeWrittenIsAway() throws Exception {
        try (var receiver = new Receiver(folder)) {
            receiver.awaitWriting();
            receiver.keep(0);
            execute("SET GLOBAL super_read_only = ON");
            try {
                assertThat(receiver.keepAll(1, 20)).containsOnly(new Receipt.Spooled());
                assertThat(receiver.log.complaint()).contains("read-only");
            } finally {
                execute("SET GLOBAL super_read_only = OFF");
                execute("SET GLOBAL read_only = OFF");
            }
            receiver.awaitDrained();
        }
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(numbers(0, 21));
    }

    @Test
    void aDeliveryThatTheDatabaseRefusesIsSetAsideAndItsNeighboursAreNot() throws Exception {
        try (var receiver = new Receiver(folder);
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            receiver.awaitWriting();
            var tooLong = new Submission("p".repeat(33), "127.0.0.1", Instant.EPOCH, bytes("[]"), bytes("0"));
            var answers = List.of(
                    senders.submit(() -> receiver.keep(1)),
                    senders.submit(() -> receiver.intake.keep(tooLong)),
                    senders.submit(() -> receiver.keep(2)));
            for (var answer : answers) {
                assertThat(answer.get()).isNotNull();
            }
            receiver.awaitDrained();
            assertThat(receiver.spool.status().setAside()).isOne();
        }
        assertThat(stored()).containsExactlyInAnyOrder(1, 2);
    }

    /** It died between the commit and the spool's forgetting, or before the commit: the mark and the salt tell. */
    @Test
    void aDrainThatDiedHalfwayIsGoneOnWithWithoutADouble() throws Exception {
        try (var spool = SpoolOnDisk.open(folder, "main", LIMITS, new Random(7))) {
            for (var number = 0; number < 30; number++) {
                spool.add(submission(number), salt(number), null).get();
            }
            try (var session = LogSession.open(this::connect, "main")) {
                session.lock(Duration.ZERO);
                var first = spool.oldest(10, Long.MAX_VALUE);
                spool.mark(first, 0);
                var rows = new ArrayList<Delivery>();
                first.forEach(each -> rows.add(Delivery.of("main", rows.size(), each.submission(), each.salt())));
                session.insert(rows);
                spool.mark(spool.oldest(20, Long.MAX_VALUE).subList(10, 20), 10);
            }
        }
        try (var receiver = new Receiver(folder)) {
            receiver.awaitWriting();
            receiver.awaitDrained();
        }
        assertThat(stored()).containsExactlyElementsOf(numbers(0, 30));
    }

    @Test
    void aStandbyThatHasSpooledGetsItsTurn(@TempDir Path other) throws Exception {
        try (var first = new Receiver(folder)) {
            first.awaitWriting();
            first.keep(0);
            try (var second = new Receiver(other)) {
                await().until(() -> second.log.state() == GroupCommitter.State.STANDBY);
                assertThat(second.keep(1)).isEqualTo(new Receipt.Spooled());
                second.awaitDrained();
                assertThat(first.keep(2)).isNotNull();
                first.awaitDrained();
            }
        }
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(numbers(0, 3));
    }

    @Test
    void aWriterThatIsSilentForTooLongIsFollowedByTheStandby() throws Exception {
        try (var silent = LogSession.open(this::connect, "main")) {
            assertThat(silent.lock(Duration.ZERO)).isTrue();
            try (var standby = new Receiver(folder)) {
                await().until(() -> standby.log.state() == GroupCommitter.State.STANDBY);
                await().atMost(LogLimits.SILENCE.plusSeconds(10)).until(standby.log::isWriting);
                assertThat(standby.keep(0)).isEqualTo(new Receipt.Stored("main", 0));
            }
        }
    }

    private final class Receiver implements AutoCloseable {

        final SpoolOnDisk spool;
        final GroupCommitter log;
        final SpoolingIntake intake;

        Receiver(Path folder) {
            spool = SpoolOnDisk.open(folder, "main", LIMITS, new Random());
            log = new GroupCommitter("main", SpoolingIntakeIT.this::connect, spool, new Random()).start();
            intake = new SpoolingIntake(log, spool);
        }

        Receipt keep(int number) throws InterruptedException {
            return intake.keep(submission(number));
        }

        /** All at once. */
        List<Receipt> keepAll(int first, int count) throws InterruptedException, ExecutionException {
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = new ArrayList<Future<Receipt>>();
                for (var number = first; number < first + count; number++) {
                    var own = number;
                    answers.add(senders.submit(() -> keep(own)));
                }
                var receipts = new ArrayList<Receipt>();
                for (var answer : answers) {
                    receipts.add(answer.get());
                }
                return receipts;
            }
        }

        void awaitWriting() throws InterruptedException {
            assertThat(log.awaitWriting(Duration.ofSeconds(20))).isTrue();
        }

        void awaitDrained() {
            await().atMost(Duration.ofSeconds(40)).until(() -> spool.waiting() == 0);
        }

        @Override
        public void close() {
            log.close();
            spool.close();
        }
    }

    private java.sql.Connection connect() throws SQLException {
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?")
                        + "useServerPrepStmts=true&socketTimeout=10000&connectTimeout=2000",
                mysqld.username(),
                mysqld.password());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, mysqld.username(), mysqld.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** In the order of their positions, which have no gap. */
    private List<Integer> stored() throws SQLException {
        var numbers = new ArrayList<Integer>();
        var positions = new ArrayList<Long>();
        try (var connection = DriverManager.getConnection(url, mysqld.username(), mysqld.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT position, body FROM webhook_log ORDER BY position")) {
            while (rows.next()) {
                positions.add(rows.getLong(1));
                numbers.add(Integer.parseInt(new String(rows.getBytes(2), StandardCharsets.UTF_8)));
            }
        }
        assertThat(positions)
                .containsExactlyElementsOf(
                        LongStream.range(0, positions.size()).boxed().toList());
        return numbers;
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static Submission submission(int number) {
        return new Submission("base39", "127.0.0.1", Instant.now(), bytes("[]"), bytes(Integer.toString(number)));
    }

    private static byte[] salt(int number) {
        var salt = new byte[16];
        salt[15] = (byte) number;
        return salt;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

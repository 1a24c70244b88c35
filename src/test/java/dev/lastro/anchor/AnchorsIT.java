package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.outbound.Post;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AnchorsIT {

    private static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("thirty-two bytes of a secret key".getBytes(StandardCharsets.UTF_8));

    private static final Instant NOON = Instant.parse("2026-11-22T15:00:00Z");

    private static final String ANCHORED = "SELECT anchor, log_name, number FROM anchored ORDER BY 1, 2, 3";

    @TempDir
    private Path folder;

    private TestDatabase database;
    private Answering server;

    @BeforeEach
    void begin() {
        database = MySql.migrated();
        server = new Answering(Answering.status(200));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void eachCheckpointOfEachLogGoesToEachAnchorOnce() throws SQLException {
        try (var anchors = anchors(file(), webhook(server))) {
            assertThat(anchors.publishNew()).isZero();
            seal("import", 0, 1);
            seal("main", 0, 1, 2);

            assertThat(anchors.publishNew()).isEqualTo(10);
            assertThat(anchors.publishNew()).isZero();
            seal("main", 3);
            assertThat(anchors.publishNew()).isEqualTo(2);

            var sent = List.of(note("import", 0), note("import", 1), note("main", 0), note("main", 1), note("main", 2));
            assertThat(sentTo(server))
                    .startsWith(sent.toArray(String[]::new))
                    .last()
                    .isEqualTo(note("main", 3));
            assertThat(folder.resolve("checkpoints"))
                    .hasContent(String.join("\n", sent) + "\n" + note("main", 3) + "\n");
            assertThat(database.rows(ANCHORED)).hasSize(12);
        }
    }

    @Test
    void oneThatIsAwayStopsNoOtherAndGetsAllInOrderWhenItIsBack() throws Exception {
        var port = server.port();
        server.close();
        seal("main", 0, 1, 2);
        try (var anchors = anchors(webhook(server), file())) {
            assertThat(anchors.publishNew()).isEqualTo(3);
            assertThat(anchors.publishNew()).isZero();
            assertThat(database.rows("SELECT DISTINCT anchor FROM anchored")).containsExactly(List.of("file"));

            var metrics = new SimpleMeterRegistry();
            new AnchorMetrics(anchors).bindTo(metrics);
            assertThat(metrics.get("lastro.anchor.failures")
                            .tag("anchor", "webhook")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(metrics.get("lastro.anchor.waiting")
                            .tag("anchor", "webhook")
                            .gauge()
                            .value())
                    .isEqualTo(3);
            var health = new AnchorHealth(anchors).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .extracting("webhook")
                    .asString()
                    .contains("lastSuccess={}", "waiting=3", "away=true", "why=127.0.0.1: ConnectException");
            assertThat(health.getDetails())
                    .extracting("file")
                    .asString()
                    .contains("lastSuccess={main={", "checkpoint=2", "waiting=0", "away=false");

            seal("main", 3);
            server = new Answering(port, Answering.status(200));
            assertThat(anchors.publishNew()).isEqualTo(5);
            assertThat(sentTo(server))
                    .containsExactly(note("main", 0), note("main", 1), note("main", 2), note("main", 3));
            assertThat(new AnchorHealth(anchors).health().getDetails())
                    .extracting("webhook")
                    .asString()
                    .contains("waiting=0", "away=false", "lastFailure=");
        }
    }

    @Test
    void aFailureInTheMiddleIsGoneOnFrom() throws SQLException {
        seal("main", 0, 1, 2);
        server.answers((exchange, body) ->
                exchange.sendResponseHeaders(Arrays.equals(body, Notes.note("main", 200)) ? 503 : 200, -1));
        try (var anchors = anchors(webhook(server))) {
            assertThat(anchors.publishNew()).isEqualTo(1);
            assertThat(anchors.publishNew()).isZero();
            server.answers(Answering.status(200));
            assertThat(anchors.publishNew()).isEqualTo(2);
            assertThat(sentTo(server))
                    .containsExactly(
                            note("main", 0), note("main", 1), note("main", 1), note("main", 1), note("main", 2));
        }
    }

    /** The same as a kill there: whoever pushed cannot note it any more. */
    @Test
    void whatWasPushedAndNotNotedIsPushedAgainUnderTheSameId() throws SQLException {
        seal("main", 0);
        server.answers((exchange, body) -> {
            killTheHolder();
            exchange.sendResponseHeaders(200, -1);
        });
        try (var anchors = anchors(webhook(server))) {
            assertThat(anchors.publishNew()).isZero();
            assertThat(database.rows(ANCHORED)).isEmpty();

            server.answers(Answering.status(200));
            assertThat(anchors.publishNew()).isEqualTo(1);
            assertThat(server.requests.stream().map(request -> request.headers().getFirst("webhook-id")))
                    .hasSize(2)
                    .containsOnly(WebhookAnchor.id(Notes.sealed("main", 0, NOON)));
        }
    }

    @Test
    void onlyOneProcessPushes() throws Exception {
        seal("main", 0);
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        server.answers((exchange, body) -> {
            inside.countDown();
            leave.await();
            exchange.sendResponseHeaders(200, -1);
        });
        try (var one = anchors(webhook(server));
                var other = anchors(webhook(server));
                var threads = Executors.newSingleThreadExecutor()) {
            var first = threads.submit(one::publishNew);
            inside.await();
            assertThat(other.publishNew()).isZero();
            leave.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(other.publishNew()).isZero();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void oneThatIsAskedSeldomGetsTheNewestAndKeepsItsReceipt() throws SQLException {
        var clock = new Instant[] {NOON};
        Anchor hourly = new Anchor() {
            @Override
            public String name() {
                return "hourly";
            }

            @Override
            public Duration every() {
                return Duration.ofHours(1);
            }

            @Override
            public byte[] publish(Sealed checkpoint) {
                return ("token of " + checkpoint.number()).getBytes(StandardCharsets.UTF_8);
            }
        };
        try (var anchors = anchors(() -> clock[0], hourly)) {
            seal("main", 0, 1, 2);
            assertThat(anchors.publishNew()).isEqualTo(1);
            seal("main", 3, 4);
            assertThat(anchors.publishNew()).isZero();
            clock[0] = NOON.plus(Duration.ofHours(1));
            assertThat(anchors.publishNew()).isEqualTo(1);

            assertThat(database.rows("SELECT number, anchored_at, CONVERT(receipt USING utf8mb4) FROM anchored"))
                    .containsExactly(
                            List.of("2", "2026-11-22 15:00:00", "token of 2"),
                            List.of("4", "2026-11-22 16:00:00", "token of 4"));
        }
    }

    /** A DBA who takes the newest checkpoints away, or all. */
    @Test
    void checkpointsThatAreGoneAreTold() throws SQLException {
        seal("import", 0);
        seal("main", 0, 1, 2);
        try (var anchors = anchors(file())) {
            anchors.publishNew();
            try (var dba = database.connect();
                    var statement = dba.createStatement()) {
                statement.execute("DELETE FROM checkpoint WHERE log_name = 'import' OR number = 2");
            }
            anchors.publishNew();

            var metrics = new SimpleMeterRegistry();
            new AnchorMetrics(anchors).bindTo(metrics);
            assertThat(metrics.get("lastro.anchor.gone").gauge().value()).isEqualTo(2);
            assertThat(new AnchorHealth(anchors).health().getDetails())
                    .extracting("file")
                    .asString()
                    .contains("log import: checkpoint 0 was anchored, and is not in the database any more")
                    .contains("log main: checkpoint 2 was anchored");
        }
    }

    @Test
    void withoutTheDatabaseNothingIsThrown() {
        var nowhere = new DriverManagerDataSource("jdbc:mysql://127.0.0.1:1/lastro", "nobody", "");
        try (var anchors = new Anchors(nowhere, List.of(file()), Clock.systemUTC())) {
            assertThat(anchors.publishNew()).isZero();
        }
    }

    @Test
    void withoutAnyHealthSaysSo() {
        try (var anchors = anchors()) {
            assertThat(new AnchorHealth(anchors).health().getDetails()).containsKey("warning");
        }
    }

    private void seal(String log, long... numbers) throws SQLException {
        for (var number : numbers) {
            Notes.seal(
                    database, Notes.sealed(log, number, NOON.minusSeconds(600).plusSeconds(60 * number)));
        }
    }

    private void killTheHolder() throws SQLException {
        var holder = database.rows(
                "SELECT IS_USED_LOCK(CONCAT('lastro.anchors@', LOWER(LPAD(HEX(CRC32(DATABASE())), 8, '0'))))");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("KILL CONNECTION " + holder.getFirst().getFirst());
        }
    }

    private FileAnchor file() {
        return new FileAnchor(folder.resolve("checkpoints"), Duration.ZERO);
    }

    private static WebhookAnchor webhook(Answering server) {
        return new WebhookAnchor(
                new Post(server.address(), Duration.ofSeconds(5)), Duration.ZERO, SECRET, Clock.systemUTC());
    }

    private Anchors anchors(Anchor... anchors) {
        return anchors(Clock.systemUTC(), anchors);
    }

    private Anchors anchors(InstantSource clock, Anchor... anchors) {
        var dataSource = new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
        return new Anchors(dataSource, List.of(anchors), clock);
    }

    private static List<String> sentTo(Answering server) {
        return server.requests.stream()
                .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String note(String log, long number) {
        return new String(Notes.note(log, 100 * (number + 1)), StandardCharsets.UTF_8);
    }
}

package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.LastroApplication;
import dev.lastro.testing.Mysqld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** What a sender was told is true, whatever became of the database meanwhile. */
class ReceiverCrashIT {

    private static final int SENDERS = 32;

    @TempDir
    Path folder;

    @Test
    void every200IsInTheLogOnceWhenMysqldIsKilled() throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        try (var mysqld = Mysqld.start(folder);
                var application = new SpringApplicationBuilder(LastroApplication.class)
                        .run(
                                "--spring.datasource.url=" + mysqld.jdbcUrl("crash"),
                                "--spring.datasource.username=" + mysqld.username(),
                                "--spring.datasource.password=" + mysqld.password(),
                                "--server.port=0",
                                "--lastro.roles=receiver",
                                "--lastro.providers=base39",
                                "--BASE39_WEBHOOK_SECRET=secret")) {
            var port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var answered = new ConcurrentHashMap<Integer, Long>();
            var statuses = new ConcurrentHashMap<Integer, AtomicInteger>();
            var numbers = new AtomicInteger();
            var stop = new AtomicBoolean();
            try (var senders = Executors.newFixedThreadPool(SENDERS)) {
                for (var i = 0; i < SENDERS; i++) {
                    senders.execute(() -> send(port, stop, numbers, answered, statuses));
                }
                for (var kill = 0; kill < 2; kill++) {
                    awaitMore(answered, 200);
                    mysqld.kill9();
                    Thread.sleep(random.nextInt(4_000));
                    mysqld.startAgain();
                }
                awaitMore(answered, 200);
                stop.set(true);
            }
            var stored = numbersInTheLog(mysqld);
            assertThat(statuses.keySet()).as("seed %d", seed).isSubsetOf(200, 503);
            answered.forEach((number, position) ->
                    assertThat(stored.get(position)).as("seed %d", seed).isEqualTo(number));
            assertThat(stored.keySet())
                    .as("seed %d: no gap", seed)
                    .containsExactlyElementsOf(
                            LongStream.range(0, stored.size()).boxed().toList());
            assertThat(stored.values()).as("seed %d: none twice", seed).doesNotHaveDuplicates();
        }
    }

    private static void send(
            int port,
            AtomicBoolean stop,
            AtomicInteger numbers,
            Map<Integer, Long> answered,
            Map<Integer, AtomicInteger> statuses) {
        while (!stop.get()) {
            var number = numbers.getAndIncrement();
            var body = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
            try {
                var response = RawHttp.exchange(
                        port, RawHttp.request("/webhooks/base39", List.of("Authorization: secret"), body));
                statuses.computeIfAbsent(response.status(), status -> new AtomicInteger())
                        .incrementAndGet();
                if (response.status() == 200) {
                    answered.put(number, Long.parseLong(response.text().replaceAll("\\D", "")));
                } else {
                    Thread.sleep(50);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void awaitMore(Map<Integer, Long> answered, int more) throws InterruptedException {
        var goal = answered.size() + more;
        var deadline = System.nanoTime() + 60_000_000_000L;
        while (answered.size() < goal) {
            assertThat(System.nanoTime()).as("deliveries are taken again").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static SortedMap<Long, Integer> numbersInTheLog(Mysqld mysqld) throws SQLException {
        var numbers = new TreeMap<Long, Integer>();
        try (var connection =
                        DriverManager.getConnection(mysqld.jdbcUrl("crash"), mysqld.username(), mysqld.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT position, body FROM webhook_log WHERE log_name = 'main'")) {
            while (rows.next()) {
                numbers.put(rows.getLong(1), Integer.parseInt(new String(rows.getBytes(2), StandardCharsets.UTF_8)));
            }
        }
        return numbers;
    }
}

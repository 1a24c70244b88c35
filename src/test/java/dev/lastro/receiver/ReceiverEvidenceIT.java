package dev.lastro.receiver;

import static dev.lastro.receiver.RawHttp.latin1;
import static dev.lastro.receiver.RawHttp.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastro.testing.MySql;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known afterwards of those that came, were refused, or said to come from elsewhere. */
class ReceiverEvidenceIT {

    private static final String HEADER = "- header: {name: X-Hook, secrets: [\"old-secret\", \"new-secret\"]}";

    @TempDir
    static Path folder;

    private static Receiver receiver;
    private static int port;
    private static int managementPort;

    @BeforeAll
    static void start() throws Exception {
        try (var socket = new ServerSocket(0)) {
            managementPort = socket.getLocalPort();
        }
        receiver = Receiver.start(
                MySql.database(),
                folder.resolve("jobs"),
                Map.of(
                        "hook",
                        HEADER,
                        "bearer",
                        "- bearer: {secrets: [\"token\"]}",
                        "office",
                        "- allow-list: [\"203.0.113.0/24\", \"2001:db8::/32\"]",
                        "anywhere",
                        "- allow-list: [\"0.0.0.0/0\", \"::/0\"]",
                        "shadow",
                        "- allow-list: {networks: [\"203.0.113.0/24\"], mode: shadow}\n  " + HEADER,
                        "slow",
                        Receiver.OPEN + "\nrate: {per-second: 1, burst: 1}",
                        "changing",
                        Receiver.OPEN + "\nrate: {per-second: 1, burst: 2}",
                        "open",
                        Receiver.OPEN),
                Map.of(
                        "lastro.receiver.trusted-proxies",
                        "127.0.0.0/8,10.0.0.0/8",
                        "management.server.port",
                        "" + managementPort,
                        "management.server.address",
                        "127.0.0.1",
                        "management.endpoints.web.exposure.include",
                        "health,prometheus"));
        port = receiver.port();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    private static RawHttp.Response post(String path, String body, String... headers) throws Exception {
        return RawHttp.exchange(port, request(path, List.of(headers), latin1(body)));
    }

    private static List<String> lastRejection(String provider) throws Exception {
        var rows = receiver.rows("""
                SELECT source_address, status, reason, LOWER(HEX(body_sha256)), headers_sha256 IS NULL, log_name
                FROM rejection WHERE provider = '%s' ORDER BY number DESC LIMIT 1""".formatted(provider));
        return rows.isEmpty() ? List.of() : rows.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            office   | 203.0.113.9                   | 200 | 203.0.113.9
            office   | 203.0.113.9:5678              | 200 | 203.0.113.9
            office   | [2001:DB8::1]:443             | 200 | 2001:db8::1
            office   | ::ffff:203.0.113.9, 10.0.0.1  | 200 | 203.0.113.9
            office   | 203.0.113.9, 198.51.100.7     | 403 | 198.51.100.7
            office   | 203.0.113.9, who              | 403 | 127.0.0.1
            office   | 127.0.0.1                     | 403 | 127.0.0.1
            anywhere | 198.51.100.7                  | 200 | 198.51.100.7
            anywhere | who                           | 403 | 127.0.0.1
            open     | who, 10.9.9.9                 | 200 | 10.9.9.9
            """)
    void behindAProxyTheSourceIsWhomItNames(String provider, String forwarded, int status, String source)
            throws Exception {
        var response = post("/webhooks/" + provider, "{}", "X-Forwarded-For: " + forwarded);
        assertThat(response.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(receiver.rows("SELECT remote_address FROM webhook_log ORDER BY position DESC LIMIT 1"))
                    .isEqualTo(List.of(List.of(source)));
        } else {
            await().untilAsserted(() -> assertThat(lastRejection(provider)).contains(source, "403"));
        }
    }

    @Test
    void everyRejectionIsWrittenDownWithoutWhatIsSecret() throws Exception {
        assertThat(post("/webhooks/hook", "{\"a\":1}", "X-Hook: wrong", "X-Forwarded-For: 198.51.100.7")
                        .status())
                .isEqualTo(401);
        await().untilAsserted(() -> assertThat(lastRejection("hook"))
                .containsExactly("198.51.100.7", "401", "header X-Hook: no secret fits", "null", "0", "main"));
        assertThat(post("/webhooks/..%2e/secret-in-a-path", "{}").status()).isEqualTo(404);
        assertThat(post("/webhooks/nobody", "{}").status()).isEqualTo(404);
        await().untilAsserted(() ->
                assertThat(lastRejection("")).containsExactly("127.0.0.1", "404", "unknown path", "null", "1", "main"));
        assertThat(post("/webhooks/slow", "{}").status()).isEqualTo(200);
        assertThat(post("/webhooks/slow", "{}").status()).isEqualTo(429);
        await().untilAsserted(() -> assertThat(lastRejection("slow")).contains("429", "over the rate"));
    }

    @Test
    void metricsHaveConfiguredNamesOnly() throws Exception {
        var before = receiver.metric("lastro.receiver.requests", "provider", "other", "status", "404");
        for (var i = 0; i < 20; i++) {
            post("/webhooks/made-up-" + i, "{}");
        }
        post("/webhooks/bearer", "{}", "Authorization: Bearer made-up");
        await().untilAsserted(() -> assertThat(
                        receiver.metric("lastro.receiver.requests", "provider", "other", "status", "404"))
                .isEqualTo(before + 20));
        var names = receiver.application().getBean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().toString())
                .toList();
        assertThat(names).noneMatch(name -> name.contains("made-up"));
        assertThat(receiver.metric(
                        "lastro.receiver.rejected",
                        "provider",
                        "bearer",
                        "reason",
                        "bearer Authorization: no secret fits"))
                .isEqualTo(1);
    }

    @Test
    void aShadowedAllowListLetsInAndCounts() throws Exception {
        assertThat(post("/webhooks/shadow", "{}", "X-Hook: old-secret", "X-Forwarded-For: 203.0.113.9")
                        .status())
                .isEqualTo(200);
        assertThat(receiver.metric("lastro.receiver.shadow.refusals", "provider", "shadow"))
                .isZero();
        assertThat(post("/webhooks/shadow", "{}", "X-Hook: old-secret", "X-Forwarded-For: 198.51.100.7")
                        .status())
                .isEqualTo(200);
        assertThat(post("/webhooks/shadow", "{}", "X-Hook: old-secret", "X-Forwarded-For: who")
                        .status())
                .isEqualTo(200);
        assertThat(receiver.metric("lastro.receiver.shadow.refusals", "provider", "shadow"))
                .isEqualTo(2);
    }

    @Test
    void prometheusReadsThePortOfManagementAlone() throws Exception {
        post("/webhooks/open", "{}");
        var get = latin1("GET /actuator/prometheus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.exchange(port, get).status()).isEqualTo(404);
        await().untilAsserted(
                        () -> assertThat(RawHttp.exchange(managementPort, get).text())
                                .contains("lastro_receiver_requests_total{provider=\"open\",status=\"200\"}")
                                .contains("lastro_receiver_answer_seconds_bucket{provider=\"open\",le=\"0.001\"}")
                                .contains("lastro_receiver_in_flight_bytes ")
                                .contains("lastro_receiver_rejections_dropped_total ")
                                .contains("lastro_receiver_body_bytes_sum{provider=\"open\"}")
                                .contains("lastro_receiver_definitions_refused 0.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks",
                "/webhooks/open/",
                "/webhooks/open;x=y",
                "/webhooks;x=y/open",
                "//webhooks/open",
                "/webhooks//open",
                "/webhooks/./open",
                "/webhooks/x/../open",
                "/webhooks/Open",
                "/WEBHOOKS/open",
                "/webhooks/op%65n",
                "/%77ebhooks/open",
                "/webhooks/open%20",
                "/webhooks/open%2f"
            })
    void aPathIsTakenAsItIsWritten(String path) throws Exception {
        var before = receiver.rows("SELECT COUNT(*) FROM webhook_log WHERE provider = 'open'");
        // Tomcat itself refuses an encoded slash
        assertThat(post(path, "{}").status()).isEqualTo(path.contains("%2f") ? 400 : 404);
        assertThat(receiver.rows("SELECT COUNT(*) FROM webhook_log WHERE provider = 'open'"))
                .isEqualTo(before);
    }

    @Test
    void aQueryIsPartOfNoName() throws Exception {
        assertThat(post("/webhooks/open?x=/../y", "{}").status()).isEqualTo(200);
        assertThat(post("http://localhost/webhooks/open", "{}").status()).isEqualTo(200);
    }

    @Test
    void definitionsAreReadAgainAndBrokenOnesAreNot() throws Exception {
        assertThat(post("/webhooks/changing", "{}").status()).isEqualTo(200);
        assertThat(post("/webhooks/changing", "{}").status()).isEqualTo(200);
        assertThat(post("/webhooks/changing", "{}").status()).isEqualTo(429);

        Receiver.define(folder.resolve("jobs"), "open", Receiver.OPEN + "\nbody-max: 1KB");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                post("/webhooks/open", "x".repeat(1025)).status())
                        .isEqualTo(413));
        assertThat(receiver.metric("lastro.receiver.requests", "provider", "open", "status", "200"))
                .as("counted before, too")
                .isNotZero();

        var file = folder.resolve("jobs/providers/open.yaml");
        Files.writeString(file, "provider: open\nbody-max: 2KB\nchecks: []\n");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(receiver.metric("lastro.receiver.definitions.refused"))
                        .isEqualTo(1));
        assertThat(post("/webhooks/open", "x".repeat(1024)).status()).isEqualTo(200);
        assertThat(post("/webhooks/open", "x".repeat(1025)).status()).isEqualTo(413);
        var health = RawHttp.exchange(
                managementPort, latin1("GET /actuator/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text()).contains("open.yaml:");

        Receiver.define(folder.resolve("jobs"), "open", Receiver.OPEN);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(receiver.metric("lastro.receiver.definitions.refused"))
                        .isZero());
        assertThat(post("/webhooks/open", "x".repeat(1025)).status()).isEqualTo(200);
    }
}

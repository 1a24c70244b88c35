package dev.lastro.receiver;

import static dev.lastro.receiver.RawHttp.latin1;
import static dev.lastro.receiver.RawHttp.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.log.Delivery;
import dev.lastro.log.LogReader;
import dev.lastro.testing.MySql;
import dev.lastro.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The real application on a real MySQL, spoken to by the byte. */
class ReceiverIT {

    private static final String SECRET = "a-secret-of-the-test";
    private static final String CREDENTIAL = "Authorization: " + SECRET;

    /** A provider for each check, besides the built-in ones. */
    private static final Map<String, String> CHECKS = Map.of(
            "header-two",
            "- header: {name: X-Hook, secrets: [\"old-secret\", \"new-secret\"]}",
            "basic-auth",
            "- basic: {username: lender, passwords: [\"pass:word\"]}",
            "bearer-auth",
            "- bearer: {secrets: [\"token-1\"]}",
            "elsewhere",
            "- allow-list: [\"192.0.2.0/24\", \"2001:db8::/32\"]",
            "open",
            "- none: {because: \"reachable through the VPN alone\"}",
            "both",
            "- allow-list: [\"127.0.0.0/8\"]\n  - header: {name: X-Hook, secrets: [\"hook-secret\"]}",
            "small",
            "- none: {because: \"reachable through the VPN alone\"}\nbody-max: 1KB",
            "slow",
            "- none: {because: \"reachable through the VPN alone\"}\nrate: {per-second: 1, burst: 2}");

    @TempDir
    static Path jobs;

    @TempDir
    static Path spools;

    private static final AtomicInteger started = new AtomicInteger();
    private static TestDatabase database;
    private static ConfigurableApplicationContext application;
    private static int port;
    private static LogReader log;

    @BeforeAll
    static void start() throws IOException {
        CHECKS.forEach((name, lines) -> Receiver.define(jobs, name, lines));
        database = MySql.database();
        application = start(Map.of());
        port = port(application);
        log = application.getBean(LogReader.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static ConfigurableApplicationContext start(Map<String, String> further) {
        var properties = new HashMap<>(Map.of("BASE39_WEBHOOK_SECRET", SECRET, "OPENCO_ALLOW_LIST", "127.0.0.1,::1"));
        // each of several receivers has a spool of its own
        properties.put(
                "lastro.spool-dir",
                spools.resolve("spool-" + started.incrementAndGet()).toString());
        properties.putAll(further);
        return Receiver.start(database, jobs, Map.of(), properties).application();
    }

    static Stream<Arguments> bodies() throws IOException {
        var everyByte = new byte[256];
        for (var i = 0; i < 256; i++) {
            everyByte[i] = (byte) i;
        }
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(latin1("{\"id\":1}"));
        }
        var large = new byte[1_000_000];
        new Random(39).nextBytes(large);
        return Stream.of(
                Arguments.of("Content-Type: application/json", latin1("{\"b\" : 1,\r\n \"a\":1, \"a\":2}")),
                Arguments.of("Content-Type: application/x-www-form-urlencoded", latin1("a=1&b=%20+x&&c=\u00e9")),
                Arguments.of(
                        "Content-Type: multipart/form-data; boundary=XX",
                        latin1(
                                "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n1\r\n--XX--\r\n")),
                Arguments.of("Content-Type: text/plain; charset=ISO-8859-1", latin1("S\u00e3o Paulo")),
                Arguments.of("Content-Type: application/json; charset=utf-16", latin1("{}")),
                Arguments.of("Content-Encoding: gzip", gzip.toByteArray()),
                Arguments.of("Content-Type: ;;;/broken=\"", everyByte),
                Arguments.of("Content-Type: application/octet-stream", large),
                Arguments.of("X-None: 1", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsStoredIsWhatWasSent(String header, byte[] body) throws IOException {
        var response = RawHttp.exchange(port, request("/webhooks/base39", List.of(CREDENTIAL, header), body));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        var stored = stored(response);
        assertThat(stored.body()).isEqualTo(body);
        assertThat(stored.provider()).isEqualTo("base39");
        assertThat(stored.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(stored.salt()).hasSize(16).isNotEqualTo(new byte[16]);
    }

    @Test
    void aChunkedBodyIsStoredWithoutItsChunks() throws IOException {
        var response = RawHttp.exchange(
                port,
                latin1(
                        "POST /webhooks/base39 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                                + CREDENTIAL + "\r\n\r\n"),
                latin1("3\r\n{\"a\r\n"),
                latin1("5;x=y\r\n\":1}\0\r\n0\r\n\r\n"));
        assertThat(response.status()).isEqualTo(200);
        assertThat(stored(response).body()).isEqualTo(latin1("{\"a\":1}\0"));
    }

    @Test
    void aRepeatIsStoredAgain() throws IOException {
        var request = request("/webhooks/base39", List.of(CREDENTIAL), latin1("{\"id\":\"evnt_1\"}"));
        var first = RawHttp.exchange(port, request);
        var second = RawHttp.exchange(port, request);
        assertThat(first.text()).matches("\\{\"log\":\"main\",\"position\":\\d+}");
        assertThat(position(second)).isGreaterThan(position(first));
        assertThat(stored(first).salt()).isNotEqualTo(stored(second).salt());
    }

    @Test
    void headersKeepOrderCaseRepeatsAndLatin1ButNoCredential() throws IOException {
        var response = RawHttp.exchange(
                port,
                request(
                        "/webhooks/base39",
                        List.of("X-b: 2", CREDENTIAL, "x-A: 1", "X-B: \u00e9\t\"3\"", "Cookie: session=1"),
                        latin1("{}")));
        // printf %s a-secret-of-the-test | sha256sum; printf %s session=1 | sha256sum
        assertThat(new String(stored(response).headers(), StandardCharsets.UTF_8))
                .isEqualTo("[[\"Host\",\"localhost\"],[\"X-b\",\"2\"],"
                        + "[\"Authorization\",\"sha256:%s\"],"
                                .formatted("dfdcb9b9535342c45a8eb1e9689dc9534ff3272dd8818183b9ac61a7b2e4de1d")
                        + "[\"x-A\",\"1\"],[\"X-B\",\"\u00e9\\t\\\"3\\\"\"],"
                        + "[\"Cookie\",\"sha256:%s\"],"
                                .formatted("f15c11a6f731e67c895529b4b39bd61a82ec7033a7dd1d76186f51cadef7ec5c")
                        + "[\"Content-Length\",\"2\"],[\"Connection\",\"close\"]]");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("/webhooks/nobody", List.of(CREDENTIAL), 404),
                Arguments.of("/webhooks/qitech", List.of(CREDENTIAL), 404), // built in, and configured by nobody
                Arguments.of("/webhooks/", List.of(CREDENTIAL), 404),
                Arguments.of("/webhooks/base39/", List.of(CREDENTIAL), 404),
                Arguments.of("/webhooks/base39/x", List.of(CREDENTIAL), 404),
                Arguments.of("/webhooks/BASE39", List.of(CREDENTIAL), 404),
                Arguments.of("/", List.of(CREDENTIAL), 404),
                Arguments.of("/webhooks/base39", List.of(), 401),
                Arguments.of("/webhooks/base39", List.of("Authorization: wrong"), 401),
                Arguments.of("/webhooks/base39", List.of("Authorization:"), 401),
                Arguments.of("/webhooks/base39", List.of(CREDENTIAL, CREDENTIAL), 401),
                Arguments.of("/webhooks/base39", List.of(CREDENTIAL + "x"), 401),
                Arguments.of("/webhooks/elsewhere", List.of(), 403),
                Arguments.of("/webhooks/elsewhere", List.of("X-Forwarded-For: 192.0.2.1"), 403),
                Arguments.of("/webhooks/header-two", List.of("X-Hook: old-secret"), 200),
                Arguments.of("/webhooks/header-two", List.of("x-hook: new-secret"), 200),
                Arguments.of("/webhooks/header-two", List.of("X-Hook: other-secret"), 401),
                // printf %s lender:pass:word | base64
                Arguments.of("/webhooks/basic-auth", List.of("Authorization: Basic bGVuZGVyOnBhc3M6d29yZA=="), 200),
                Arguments.of("/webhooks/basic-auth", List.of("Authorization: basic bGVuZGVyOnBhc3M6d29yZA=="), 200),
                Arguments.of("/webhooks/basic-auth", List.of("Authorization: Basic bGVuZGVyOnBhc3M="), 401),
                Arguments.of("/webhooks/basic-auth", List.of("Authorization: Basic %%%"), 401),
                Arguments.of("/webhooks/bearer-auth", List.of("Authorization: Bearer token-1"), 200),
                Arguments.of("/webhooks/bearer-auth", List.of("Authorization: Bearer token-2"), 401),
                Arguments.of("/webhooks/open", List.of(), 200),
                Arguments.of("/webhooks/both", List.of("X-Hook: hook-secret"), 200),
                Arguments.of("/webhooks/both", List.of("X-Hook: nope"), 401));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everySituationHasItsStatus(String path, List<String> headers, int status) throws IOException {
        var before = log.sizes().getOrDefault("main", 0L);
        var response = RawHttp.exchange(port, request(path, headers, latin1("{}")));
        assertThat(response.status()).isEqualTo(status);
        var stored = log.sizes().getOrDefault("main", 0L) - before;
        assertThat(stored).as("only a 200 is in the log").isEqualTo(status == 200 ? 1 : 0);
    }

    @Test
    void a401SaysTheSameWhateverWasWrong() throws IOException {
        var none = RawHttp.exchange(port, request("/webhooks/base39", List.of(), latin1("{}")));
        var wrong = RawHttp.exchange(port, request("/webhooks/base39", List.of("Authorization: x"), latin1("{}")));
        assertThat(none.text()).isEqualTo(wrong.text());
        assertThat(none.head())
                .filteredOn(line -> !line.startsWith("Date: "))
                .isEqualTo(wrong.head().stream()
                        .filter(line -> !line.startsWith("Date: "))
                        .toList());
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Webhook realm=\"lastro\"");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
    void onlyPostIsAnswered(String method) throws IOException {
        var response = RawHttp.exchange(
                port,
                latin1(method
                        + " /webhooks/base39 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo("POST");
    }

    @Test
    void aBodyAtTheLimitIsTakenAndOneByteMoreIsNot() throws IOException {
        assertThat(RawHttp.exchange(port, request("/webhooks/small", List.of(), new byte[1024]))
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.exchange(port, request("/webhooks/small", List.of(), new byte[1025]))
                        .status())
                .isEqualTo(413);
        var tooLong = RawHttp.exchange(
                port,
                latin1("POST /webhooks/small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n401\r\n" + "x".repeat(1025) + "\r\n0\r\n\r\n"));
        assertThat(tooLong.status()).isEqualTo(413);
    }

    @Test
    void whoComesTooFastIsToldWhenToComeAgain() throws IOException {
        var request = request("/webhooks/slow", List.of(), latin1("{}"));
        assertThat(RawHttp.exchange(port, request).status()).isEqualTo(200);
        assertThat(RawHttp.exchange(port, request).status()).isEqualTo(200);
        var third = RawHttp.exchange(port, request);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void aStandbyIsNotReadyAndKeepsWhatReachesItAllTheSame() throws Exception {
        try (var standby = start(Map.of())) {
            var standbyPort = port(standby);
            assertThat(readiness(port)).isEqualTo(200);
            assertThat(readiness(standbyPort)).isEqualTo(503);
            var response =
                    RawHttp.exchange(standbyPort, request("/webhooks/base39", List.of(CREDENTIAL), latin1("{}")));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("{\"spooled\":true}");
        }
    }

    @Test
    void webhooksCanHaveAPortOfTheirOwn() throws Exception {
        int own;
        try (var socket = new java.net.ServerSocket(0)) {
            own = socket.getLocalPort();
        }
        try (var separate = start(Map.of("lastro.receiver.port", "" + own, "lastro.log.name", "separate"))) {
            var console = port(separate);
            var request = request("/webhooks/base39", List.of(CREDENTIAL), latin1("{}"));
            var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (readiness(console) != 200 && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(RawHttp.exchange(own, request).text()).isEqualTo("{\"log\":\"separate\",\"position\":0}");
            assertThat(RawHttp.exchange(console, request).status()).isEqualTo(404);
            assertThat(readiness(own)).isEqualTo(404);
        }
    }

    @Test
    void aProviderThatIsLeftOutNeedsNoSecretAndIsNotKnown() throws IOException {
        try (var one = start(Map.of("lastro.providers", "base39", "OPENCO_ALLOW_LIST", "", "lastro.log.name", "one"))) {
            assertThat(RawHttp.exchange(port(one), request("/webhooks/openco", List.of(), latin1("{}")))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void anEmptySecretStopsTheStart() {
        assertThatThrownBy(() -> start(Map.of("BASE39_WEBHOOK_SECRET", "")))
                .rootCause()
                .hasMessageContaining("providers/base39.yaml:4: ")
                .hasMessageContaining("BASE39_WEBHOOK_SECRET");
    }

    @Test
    void healthShowsTheDurabilityThatTheAnswersRestOn() throws IOException {
        var response = RawHttp.exchange(
                port, latin1("GET /actuator/health/readiness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        assertThat(response.text()).contains("innodb_flush_log_at_trx_commit=1").contains("sync_binlog=");
    }

    private static int port(ConfigurableApplicationContext of) {
        return of.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static int readiness(int port) throws IOException {
        return RawHttp.exchange(
                        port, latin1("GET /actuator/health/readiness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .status();
    }

    private static Delivery stored(RawHttp.Response response) {
        return log.find("main", position(response)).orElseThrow();
    }

    private static long position(RawHttp.Response response) {
        return Long.parseLong(response.text().replaceAll("\\D", ""));
    }
}

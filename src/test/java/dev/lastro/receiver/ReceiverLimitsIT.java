package dev.lastro.receiver;

import static dev.lastro.receiver.RawHttp.latin1;
import static dev.lastro.receiver.RawHttp.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.testing.MySql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver takes no more of, and that nobody else has to suffer for it. */
class ReceiverLimitsIT {

    private static final String ODD = "SELECT COUNT(*) FROM webhook_log WHERE provider = 'odd'";
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static Receiver receiver;
    private static int port;

    @BeforeAll
    static void start() {
        receiver = Receiver.start(
                MySql.database(),
                folder.resolve("jobs"),
                Map.of(
                        "open",
                        Receiver.OPEN,
                        "odd",
                        Receiver.OPEN,
                        "small",
                        Receiver.OPEN + "\nbody-max: 1KB",
                        "closed",
                        "- bearer: {secrets: [\"token\"]}",
                        "elsewhere",
                        "- allow-list: [\"192.0.2.0/24\"]"),
                Map.of(
                        "lastro.receiver.body-deadline",
                        DEADLINE.toMillis() + "ms",
                        "lastro.receiver.bytes-in-flight",
                        "1MB"));
        port = receiver.port();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(latin1(text));
        socket.getOutputStream().flush();
    }

    private static String head(String path, String... headers) {
        var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n";
    }

    /** Each drips a byte well within any time-out of a single read, and announces as much as all memory has room for. */
    @Test
    void whoDripsGets408AndHurtsNobodyElse() throws Exception {
        try (var drippers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<String>>();
            var began = System.nanoTime();
            for (var i = 0; i < 64; i++) {
                var framing = i % 2 == 0 ? "Content-Length: 1000000" : "Transfer-Encoding: chunked";
                answers.add(drippers.submit(() -> drip(head("/webhooks/open", framing), framing.startsWith("T"))));
            }
            Thread.sleep(300);
            for (var i = 0; i < 50; i++) {
                var sent = System.nanoTime();
                assertThat(RawHttp.exchange(port, request("/webhooks/open", List.of(), new byte[10_000]))
                                .status())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(DEADLINE);
            }
            for (var answer : answers) {
                assertThat(answer.get()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(took).isBetween(DEADLINE, DEADLINE.plusSeconds(4));
        }
    }

    /** Everything that is answered until the server closes the connection. */
    private static String drip(String head, boolean isChunked) throws Exception {
        try (var socket = connect()) {
            send(socket, head);
            var closed = false;
            while (!closed && socket.getInputStream().available() == 0) {
                try {
                    send(socket, isChunked ? "1\r\nx\r\n" : "x");
                } catch (SocketException e) {
                    closed = true;
                }
                Thread.sleep(100);
            }
            return RawHttp.untilClosed(socket);
        }
    }

    @Test
    void whoFallsSilentGets408() throws Exception {
        try (var socket = connect()) {
            var began = System.nanoTime();
            send(socket, head("/webhooks/open", "Content-Length: 10") + "12345");
            assertThat(RawHttp.untilClosed(socket)).startsWith("HTTP/1.1 408 ");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(DEADLINE, DEADLINE.plusSeconds(3));
        }
    }

    /** The deadline is one for all of a request; the next on the same connection has its own. */
    @Test
    void aBodyThatTakesLongButNotTooLongIsTaken() throws Exception {
        try (var socket = connect()) {
            for (var i = 0; i < 3; i++) {
                send(socket, head("/webhooks/open", "Content-Length: 10") + "12345");
                Thread.sleep(DEADLINE.toMillis() * 2 / 3);
                send(socket, "67890");
                assertThat(RawHttp.next(socket).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/nobody", "/webhooks/closed", "/webhooks/elsewhere", "/webhooks/small"})
    void whoIsRefusedCannotHoldAConnectionByDripping(String path) throws Exception {
        var began = System.nanoTime();
        assertThat(drip(head(path, "Content-Length: 1000000"), false)).matches("(?s)HTTP/1.1 4(04|01|03|13) .*");
        try (var socket = connect()) {
            send(socket, head(path, "Content-Length: 1000000"));
            assertThat(RawHttp.next(socket).status()).isIn(404, 401, 403, 413);
            assertThat(RawHttp.untilClosed(socket)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(DEADLINE.plusSeconds(2).multipliedBy(2));
    }

    @Test
    void aRefusedBodyIsReadAwayAndTheConnectionGoesOn() throws Exception {
        try (var socket = connect()) {
            for (var path : List.of("/webhooks/nobody", "/webhooks/closed", "/webhooks/elsewhere")) {
                send(socket, head(path, "Content-Length: 20000") + "x".repeat(20_000));
                assertThat(RawHttp.next(socket).status()).isIn(404, 401, 403);
            }
            send(socket, head("/webhooks/open", "Content-Length: 2") + "{}");
            assertThat(RawHttp.next(socket).status()).isEqualTo(200);
        }
    }

    /** It would not look for an answer before, and a connection that is cut loses it. */
    @ParameterizedTest
    @ValueSource(ints = {2_000, 1_000_000, 16 << 20})
    void whoSendsAllOfATooLargeBodyStillReadsTheAnswer(int bytes) throws Exception {
        var body = "x".repeat(bytes);
        assertThat(RawHttp.exchange(port, latin1(head("/webhooks/small", "Content-Length: " + bytes) + body))
                        .status())
                .isEqualTo(413);
        var chunk = Integer.toHexString(bytes) + "\r\n" + body + "\r\n0\r\n\r\n";
        assertThat(RawHttp.exchange(port, latin1(head("/webhooks/small", "Transfer-Encoding: chunked") + chunk))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsToldToComeAgain() throws Exception {
        var holders = new ArrayList<Socket>();
        try {
            // one after the other: while a body grows it is there twice
            for (var held : List.of(300_000, 600_000)) {
                var holder = connect();
                holders.add(holder);
                send(holder, head("/webhooks/open", "Content-Length: 300001") + "x".repeat(300_000));
                within(DEADLINE, () -> receiver.metric("lastro.receiver.in.flight") > held ? true : null);
            }
            var refused = RawHttp.exchange(port, request("/webhooks/open", List.of(), new byte[900_000]));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            for (var holder : holders) {
                send(holder, "y");
                assertThat(RawHttp.next(holder).status()).isEqualTo(200);
            }
        } finally {
            for (var holder : holders) {
                holder.close();
            }
        }
        assertThat(within(DEADLINE, () -> receiver.metric("lastro.receiver.in.flight") == 0 ? true : null))
                .as("everything is given back")
                .isTrue();
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() throws Exception {
        var response = RawHttp.exchange(
                port, request("/webhooks/open", List.of("X-Long: " + "x".repeat(17 * 1024)), new byte[2]));
        assertThat(response.status()).isEqualTo(400);
        assertThat(RawHttp.exchange(
                                port,
                                request("/webhooks/open", List.of("X-Long: " + "x".repeat(15 * 1024)), new byte[2]))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoAsksBeforeItSendsIsToldToGoOnOnlyIfItMay() throws Exception {
        try (var socket = connect()) {
            send(socket, head("/webhooks/open", "Content-Length: 2", "Expect: 100-continue"));
            assertThat(RawHttp.next(socket).status()).isEqualTo(100);
            send(socket, "{}");
            assertThat(RawHttp.next(socket).status()).isEqualTo(200);
        }
        for (var path : List.of("/webhooks/nobody", "/webhooks/closed", "/webhooks/elsewhere")) {
            try (var socket = connect()) {
                send(socket, head(path, "Content-Length: 2", "Expect: 100-continue"));
                assertThat(RawHttp.next(socket).status()).as(path).isIn(404, 401, 403);
                assertThat(RawHttp.untilClosed(socket)).isEmpty();
            }
        }
        try (var socket = connect()) {
            send(socket, head("/webhooks/small", "Content-Length: 1025", "Expect: 100-continue"));
            assertThat(RawHttp.next(socket).status()).isEqualTo(413);
        }
    }

    @Test
    void requestsThatAreSentWithoutWaitingAreAnsweredInTheirOrder() throws Exception {
        try (var socket = connect()) {
            var one = head("/webhooks/open", "Content-Length: 2") + "{}";
            var no = head("/webhooks/nobody", "Content-Length: 2") + "{}";
            var chunked = head("/webhooks/open", "Transfer-Encoding: chunked") + "2\r\n{}\r\n0\r\n\r\n";
            send(socket, one + no + chunked + one);
            var statuses = new ArrayList<Integer>();
            for (var i = 0; i < 4; i++) {
                statuses.add(RawHttp.next(socket).status());
            }
            assertThat(statuses).containsExactly(200, 404, 200, 200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhooks/odd HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
                "POST /webhooks/odd HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /webhooks/odd HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /webhooks/odd HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /webhooks/odd HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}\r\n0\r\n\r\n",
                "POST /webhooks/odd HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
                "POST /webhooks/odd HTTP/1.1\r\nHost: x\r\n folded: 1\r\nContent-Length: 2\r\n\r\n{}",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "POST /webhooks/%2e%2e/x%00 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
            })
    void whatIsNoHttpIsSentAwayAndNotStored(String bytes) throws Exception {
        var before = receiver.rows(ODD);
        try (var socket = connect()) {
            send(socket, bytes);
            socket.shutdownOutput();
            assertThat(RawHttp.untilClosed(socket)).matches("(?s)(HTTP/1.1 (4\\d\\d|50[15]) .*)?");
        }
        assertThat(receiver.rows(ODD)).isEqualTo(before);
    }

    @Test
    void aBodyThatBreaksOffIsNotStored() throws Exception {
        var before = receiver.rows(ODD);
        try (var socket = connect()) {
            send(socket, head("/webhooks/odd", "Content-Length: 10") + "12345");
            socket.shutdownOutput();
            assertThat(RawHttp.untilClosed(socket)).matches("(?s)(HTTP/1.1 400 .*)?");
        }
        assertThat(receiver.rows(ODD)).isEqualTo(before);
    }

    private static <T> T within(Duration time, Callable<T> look) throws Exception {
        var deadline = System.nanoTime() + time.toNanos();
        while (true) {
            var found = look.call();
            if (found != null) {
                return found;
            }
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}

package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** HTTPS at the port of the webhooks, on real sockets, with certificates that come and go. */
@ExtendWith(OutputCaptureExtension.class)
class HttpsIT {

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Certificates.Identity first;
    private static Certificates.Identity second;
    private static TlsSender sender;
    private static TlsReceiver receiver;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        certificates = new Certificates(folder);
        var authority = certificates.authority("authority");
        first = certificates.server("server-1", "authority");
        second = certificates.server("server-2", "authority");
        sender = new TlsSender(authority, null);
        TlsReceiver.serve(folder, first);
        TlsReceiver.trust(folder, authority);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        receiver = new TlsReceiver(
                folder,
                Map.of("open", "none: {because: \"a test\"}"),
                Map.of("lastro.receiver.port", "" + port, "lastro.receiver.ssl.bundle", "webhooks"));
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @BeforeEach
    void theFirst() throws IOException {
        TlsReceiver.serve(folder, first);
        TlsReceiver.untilServed(sender, port, first);
    }

    private static byte[] delivery() {
        return TlsReceiver.delivery("open");
    }

    @Test
    void tls12And13() throws IOException {
        for (var protocol : List.of("TLSv1.2", "TLSv1.3")) {
            var socket = sender.connect(port, protocol);
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(RawHttp.exchange(socket, delivery()).status()).isEqualTo(200);
        }
    }

    @Test
    void nothingOlder() throws IOException {
        var ecdsaGcm = "c02b";
        var ecdsaCbc = "c009c00a";
        assertThat(RawHello.answer(port, "0303", ecdsaGcm)).isEqualTo("hello");
        var protocolVersion = "alert 70";
        assertThat(RawHello.answer(port, "0302", ecdsaCbc)).isEqualTo(protocolVersion);
        assertThat(RawHello.answer(port, "0301", ecdsaCbc)).isEqualTo(protocolVersion);
    }

    @Test
    void noCipherWithoutForwardSecrecy() throws IOException {
        var staticEcdh = "c004c005c02dc02e";
        var anonymous = "c018c019";
        var handshakeFailure = "alert 40";
        assertThat(RawHello.answer(port, "0303", staticEcdh)).isEqualTo(handshakeFailure);
        assertThat(RawHello.answer(port, "0303", anonymous)).isEqualTo(handshakeFailure);
    }

    @Test
    void noPlainHttp() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(delivery());
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContain("position");
        }
    }

    @Test
    void reloadedUnderLoad() throws Exception {
        var handshakes = new LongAdder();
        var stop = new AtomicBoolean();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var protocol : List.of("TLSv1.2", "TLSv1.3", "TLSv1.2", "TLSv1.3")) {
                running.add(senders.submit(() -> {
                    while (!stop.get()) {
                        var answer = RawHttp.exchange(sender.connect(port, protocol), delivery());
                        assertThat(answer.status()).isEqualTo(200);
                        handshakes.increment();
                    }
                    return null;
                }));
            }
            try {
                for (var round = 0; round < 20; round++) {
                    var next = round % 2 == 0 ? second : first;
                    TlsReceiver.serve(folder, next);
                    TlsReceiver.untilServed(sender, port, next);
                }
            } finally {
                stop.set(true);
            }
            for (var each : running) {
                each.get();
            }
        }
        System.out.println("full handshakes during 20 reloads, 0 failed: " + handshakes);
        assertThat(handshakes.sum()).isGreaterThan(100);
    }

    @Test
    void brokenFilesAreLeft(CapturedOutput output) throws IOException {
        TlsReceiver.replace(folder.resolve("key.pem"), second.keyPem());
        stays("the private key does not belong to the first certificate (CN=server-1)", output);

        var text = second.keyPem();
        TlsReceiver.replace(folder.resolve("key.pem"), text.substring(0, text.length() / 2));
        TlsReceiver.replace(folder.resolve("chain.pem"), second.chainPem());
        stays("Missing private key or unrecognized format", output);

        Files.delete(folder.resolve("key.pem"));
        stays("FileNotFoundException: " + folder.resolve("key.pem"), output);

        var expired = certificates.server("expired", "authority", -30, 20);
        TlsReceiver.serve(folder, expired);
        stays("expired, or not valid yet: CN=expired", output);

        TlsReceiver.serve(folder, second);
        TlsReceiver.untilServed(sender, port, second);
        assertThat(readiness()).doesNotContain("warnings");
    }

    private static void stays(String reason, CapturedOutput output) throws IOException {
        await().atMost(TlsReceiver.SOON)
                .untilAsserted(() -> assertThat(output.getAll())
                        .containsPattern("webhooks .*key.pem.* cannot be used: .*" + Pattern.quote(reason)
                                + ".*stays in use: CN=server-1"));
        assertThat(sender.served(port)).isEqualTo(first.certificate());
        assertThat(readiness()).startsWith("HTTP/1.1 200 ").contains("cannot be used");
    }

    private static String readiness() throws IOException {
        var answer = RawHttp.exchange(receiver.serverPort(), TlsReceiver.readiness());
        return answer.head().getFirst() + "\n" + answer.text();
    }

    @Test
    void exchangedBySymbolicLink() throws IOException {
        var next = Files.createDirectories(folder.resolve("tls-next"));
        Files.writeString(next.resolve("chain.pem"), second.chainPem());
        Files.writeString(next.resolve("key.pem"), second.keyPem());
        for (var file : List.of("chain.pem", "key.pem")) {
            var link = Files.createSymbolicLink(folder.resolve(file + ".link"), next.resolve(file));
            Files.move(link, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        }
        TlsReceiver.untilServed(sender, port, second);
    }

    @Test
    void anOpenConnectionGoesOn() throws IOException {
        var keptAlive = new String(delivery(), StandardCharsets.ISO_8859_1).replace("Connection: close\r\n", "");
        try (var socket = sender.connect(port)) {
            for (var next : List.of(second, first)) {
                socket.getOutputStream().write(keptAlive.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                        .isEqualTo("HTTP/1.1 200");
                var _ = socket.getInputStream().skip(socket.getInputStream().available());
                TlsReceiver.serve(folder, next);
                TlsReceiver.untilServed(sender, port, next);
            }
            assertThat(RawHttp.exchange(socket, delivery()).status()).isEqualTo(200);
        }
    }

    @Test
    void expiryIsAMetric() throws IOException {
        assertThat(secondsLeft(first)).isCloseTo((double) Duration.ofDays(90).toSeconds(), withinPercentage(1));
        TlsReceiver.serve(folder, second);
        TlsReceiver.untilServed(sender, port, second);
        assertThat(secondsLeft(second)).isPositive();
        assertThat(secondsLeft(first)).isNaN();
    }

    private static double secondsLeft(Certificates.Identity identity) {
        var gauge = receiver.bean(MeterRegistry.class)
                .find("ssl.chain.expiry")
                .tag("bundle", "webhooks")
                .tag("source", "keystore")
                .tag("certificate", identity.certificate().getSerialNumber().toString(16))
                .gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }
}

package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that prove who they are by TLS, at {@code server.port}; others at the same port notice nothing of it. */
class ClientCertificateIT {

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static X509Certificate authority;
    private static X509Certificate lenders;
    private static X509Certificate strangers;
    private static TlsSender anybody;
    private static TlsSender lender;
    private static TlsSender stranger;
    private static TlsReceiver receiver;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        certificates = new Certificates(folder);
        authority = certificates.authority("authority");
        lenders = certificates.authority("lenders");
        strangers = certificates.authority("strangers");
        anybody = new TlsSender(authority, null);
        lender = new TlsSender(authority, certificates.client("lender", "lenders"));
        stranger = new TlsSender(authority, certificates.client("stranger", "strangers"));
        TlsReceiver.serve(folder, certificates.server("server", "authority"));
        TlsReceiver.trust(folder, lenders);
        receiver = new TlsReceiver(
                folder,
                Map.of("open", "none: {because: \"a test\"}"),
                Map.of("server.ssl.bundle", "webhooks", "server.ssl.client-auth", "want"));
        port = receiver.serverPort();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @BeforeEach
    void theLendersAuthority() throws IOException {
        TlsReceiver.trust(folder, lenders);
    }

    private static int status(TlsSender sender, String provider) throws IOException {
        return sender.exchange(port, TlsReceiver.delivery(provider)).status();
    }

    @Test
    void whoHasNoneOrAForeignOneIsHeardElsewhere() throws IOException {
        var expired = new TlsSender(authority, certificates.client("expired-lender", "lenders", -30, 20));
        assertThat(status(anybody, "open")).isEqualTo(200);
        assertThat(status(lender, "open")).isEqualTo(200);
        assertThat(status(stranger, "open")).isEqualTo(200);
        assertThat(status(expired, "open")).isEqualTo(200);
    }

    @Test
    void needed() throws IOException {
        int own;
        try (var free = new ServerSocket(0)) {
            own = free.getLocalPort();
        }
        var inherited = Map.of(
                "server.ssl.bundle", "webhooks", "server.ssl.client-auth", "need", "lastro.receiver.port", "" + own);
        try (var strict = new TlsReceiver(folder, Map.of("open", "none: {because: \"a test\"}"), inherited)) {
            var delivery = TlsReceiver.delivery("open");
            assertThat(lender.exchange(own, delivery).status()).isEqualTo(200);
            assertThatThrownBy(() -> stranger.exchange(own, delivery)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> anybody.exchange(own, delivery)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> anybody.exchange(strict.serverPort(), TlsReceiver.readiness()))
                    .isInstanceOf(IOException.class);
        }
    }
}

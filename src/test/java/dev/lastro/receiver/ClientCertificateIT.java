package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that prove who they are by TLS, at {@code server.port}; others at the same port notice nothing of it. */
class ClientCertificateIT {

    /** Two lenders with mTLS by the same names, as a stranger may call himself what he likes. */
    private static final Map<String, String> CHECKS = Map.of(
            "open", "none: {because: \"a test\"}", "mutual", "mtls: {subjects: [\"CN=lender\", \"CN=late-lender\"]}");

    @TempDir
    static Path folder;

    @TempDir
    static Path elsewhere;

    private static X509Certificate lenders;
    private static X509Certificate strangers;
    private static TlsSender anybody;
    private static TlsSender lender;
    private static TlsSender expired;
    private static TlsSender stranger;
    private static TlsReceiver receiver;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        var certificates = new Certificates(folder);
        var authority = certificates.authority("authority");
        lenders = certificates.authority("lenders");
        anybody = new TlsSender(authority, null);
        lender = new TlsSender(authority, certificates.client("lender", "lenders"));
        expired = new TlsSender(authority, certificates.client("late-lender", "lenders", -30, 20));
        TlsReceiver.serve(folder, certificates.server("server", "authority"));
        var others = new Certificates(elsewhere);
        strangers = others.authority("strangers");
        stranger = new TlsSender(authority, others.client("lender", "strangers"));
        TlsReceiver.trust(folder, lenders);
        receiver = new TlsReceiver(
                folder, CHECKS, Map.of("server.ssl.bundle", "webhooks", "server.ssl.client-auth", "want"));
        port = receiver.serverPort();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    private static int status(TlsSender sender, String provider) throws IOException {
        return sender.exchange(port, TlsReceiver.delivery(provider)).status();
    }

    @Test
    void whoHasNoneOrAForeignOneIsHeardElsewhere() throws IOException {
        assertThat(status(anybody, "open")).isEqualTo(200);
        assertThat(status(lender, "open")).isEqualTo(200);
        assertThat(status(stranger, "open")).isEqualTo(200);
        assertThat(status(expired, "open")).isEqualTo(200);
    }

    @Test
    void mtls() throws IOException {
        assertThat(status(lender, "mutual")).isEqualTo(200);
        assertThat(status(anybody, "mutual")).isEqualTo(401);
        assertThat(status(stranger, "mutual")).isEqualTo(401);
        assertThat(status(expired, "mutual")).isEqualTo(401);
    }

    @Test
    void anAuthorityComesAndAnotherGoes() throws IOException {
        try (var open = lender.connect(port)) {
            TlsReceiver.trust(folder, strangers);
            await().atMost(TlsReceiver.SOON).until(() -> status(stranger, "mutual") == 200);
            assertThat(status(lender, "mutual")).isEqualTo(401);
            assertThat(RawHttp.exchange(open, TlsReceiver.delivery("mutual")).status())
                    .isEqualTo(401);
        } finally {
            TlsReceiver.trust(folder, lenders);
            await().atMost(TlsReceiver.SOON).until(() -> status(lender, "mutual") == 200);
        }
        assertThat(status(stranger, "mutual")).isEqualTo(401);
    }

    @Test
    void needed() throws IOException {
        int own;
        try (var free = new ServerSocket(0)) {
            own = free.getLocalPort();
        }
        var inherited = Map.of(
                "server.ssl.bundle", "webhooks", "server.ssl.client-auth", "need", "lastro.receiver.port", "" + own);
        try (var strict = new TlsReceiver(folder, CHECKS, inherited)) {
            var delivery = TlsReceiver.delivery("open");
            assertThat(lender.exchange(own, delivery).status()).isEqualTo(200);
            assertThatThrownBy(() -> stranger.exchange(own, delivery)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> anybody.exchange(own, delivery)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> anybody.exchange(strict.serverPort(), TlsReceiver.readiness()))
                    .isInstanceOf(IOException.class);
        }
    }
}

package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/** What the settings make of {@code lastro.receiver.port}, and what of them is refused. */
class WebhookTlsTest {

    @TempDir
    static Path folder;

    private static CheckedSslBundles bundles;

    @BeforeAll
    static void certificates() throws IOException {
        var certificates = new Certificates(folder);
        certificates.authority("authority");
        TlsReceiver.serve(folder, certificates.server("server", "authority"));
        bundles = TlsBundles.of(folder, InstantSource.system());
        TlsReceiver.trust(folder, certificates.authority("lenders"));
        bundles.registerBundle("mutual", PropertiesSslBundle.get(TlsBundles.pem(folder)));
    }

    private static @Nullable WebhookTls ownPort(
            @Nullable Boolean enabled, @Nullable String bundle, @Nullable ClientAuth auth, @Nullable Ssl server) {
        return WebhookTls.atOwnPort(new TlsProperties(enabled, bundle, auth), server, bundles);
    }

    private static Ssl server(@Nullable String bundle, @Nullable ClientAuth auth) {
        var ssl = new Ssl();
        ssl.setBundle(bundle);
        ssl.setClientAuth(auth);
        return ssl;
    }

    @Test
    void plainUnlessSomethingIsSaid() {
        assertThat(ownPort(null, null, null, null)).isNull();
        assertThat(ownPort(false, null, null, server("mutual", null))).isNull();
    }

    @Test
    void asTheServersPort() {
        assertThat(ownPort(null, null, null, server("webhooks", null)))
                .isEqualTo(new WebhookTls("webhooks", ClientAuth.NONE));
        assertThat(ownPort(null, null, null, server("mutual", ClientAuth.NEED)))
                .isEqualTo(new WebhookTls("mutual", ClientAuth.NEED));
        assertThat(ownPort(null, null, ClientAuth.NONE, server("mutual", ClientAuth.NEED)))
                .isEqualTo(new WebhookTls("mutual", ClientAuth.NONE));
    }

    @Test
    void aTrustStoreAsksForCertificates() {
        assertThat(ownPort(null, "webhooks", null, null)).isEqualTo(new WebhookTls("webhooks", ClientAuth.NONE));
        assertThat(ownPort(null, "mutual", null, null)).isEqualTo(new WebhookTls("mutual", ClientAuth.WANT));
        assertThat(ownPort(null, "mutual", null, server("webhooks", ClientAuth.NONE)))
                .isEqualTo(new WebhookTls("mutual", ClientAuth.WANT));
    }

    @Test
    void withoutATrustStoreNobodyIsBelieved() {
        assertThatThrownBy(() -> ownPort(null, "webhooks", ClientAuth.WANT, null))
                .isInstanceOf(UnfitTlsException.class)
                .hasMessage("lastro.receiver.ssl.client-auth=want, but spring.ssl.bundle.*.webhooks has no truststore"
                        + " that says whose client certificates are believed");
        assertThatThrownBy(() -> WebhookTls.atServerPort(server("webhooks", ClientAuth.NEED), bundles))
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageStartingWith("server.ssl.client-auth=need, but ");
    }

    @Test
    void settingsThatNothingWouldHeed() {
        assertThatThrownBy(() -> ownPort(true, null, null, null))
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageContaining("lastro.receiver.ssl.bundle");
        assertThatThrownBy(() -> ownPort(null, null, null, server(null, null)))
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageStartingWith("server.ssl has no bundle");
        assertThatThrownBy(() -> new TlsProperties(null, "webhooks", null).checkUnset())
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageContaining("lastro.receiver.port, which is not set");
    }
}

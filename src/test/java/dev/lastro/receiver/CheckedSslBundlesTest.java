package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.ssl.SslBundle;

class CheckedSslBundlesTest {

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Certificates.Identity first;
    private static Certificates.Identity second;

    private CheckedSslBundles bundles;
    private final ArrayList<SslBundle> handedOn = new ArrayList<>();

    @BeforeAll
    static void certificates() {
        certificates = new Certificates(folder);
        certificates.authority("authority");
        first = certificates.server("server-1", "authority");
        second = certificates.server("server-2", "authority");
    }

    @BeforeEach
    void theFirst() throws IOException {
        TlsReceiver.serve(folder, first);
        bundles = TlsBundles.of(folder, InstantSource.system());
        bundles.addBundleUpdateHandler("webhooks", handedOn::add);
    }

    private void update() {
        bundles.updateBundle("webhooks", PropertiesSslBundle.get(TlsBundles.pem(folder)));
    }

    @Test
    void aNewPairIsHandedOnOnce() throws IOException {
        TlsReceiver.serve(folder, second);
        update();
        update();
        assertThat(handedOn).hasSize(1);
        assertThat(bundles.current("webhooks").own()).containsExactly(second.certificate());
    }

    @Test
    void theKeyOfAnotherCertificateIsNot() throws IOException {
        Files.writeString(folder.resolve("chain.pem"), second.chainPem());
        assertThatThrownBy(this::update)
                .isInstanceOf(UnfitTlsException.class)
                .hasMessage("the private key does not belong to the first certificate (CN=server-2)");
        assertThat(handedOn).isEmpty();
        assertThat(bundles.current("webhooks").own()).containsExactly(first.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "RSASSA-PSS", "Ed25519"})
    void keysOfEveryKind(String algorithm) throws IOException {
        var one = certificates.server("one of " + algorithm, List.of("-keyalg", algorithm), "authority", 0, 90);
        var other = certificates.server("other of " + algorithm, List.of("-keyalg", algorithm), "authority", 0, 90);
        TlsReceiver.serve(folder, one);
        update();
        assertThat(handedOn).hasSize(1);

        Files.writeString(folder.resolve("key.pem"), other.keyPem());
        assertThatThrownBy(this::update)
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageContaining("does not belong to the first certificate (CN=one of " + algorithm + ")");
    }

    @Test
    void aPkcs12File() throws Exception {
        var jks = new JksSslBundleProperties();
        jks.getKeystore().setLocation(folder.resolve("bundle.p12").toString());
        jks.getKeystore().setPassword(Certificates.PASSWORD);
        store(first);
        bundles.registerBundle("p12", PropertiesSslBundle.get(jks));
        store(second);
        bundles.updateBundle("p12", PropertiesSslBundle.get(jks));
        assertThat(bundles.current("p12").own()).containsExactly(second.certificate());

        jks.getKeystore().setPassword("wrong");
        var unreadable = PropertiesSslBundle.get(jks);
        assertThatThrownBy(() -> bundles.updateBundle("p12", unreadable)).isInstanceOf(UnfitTlsException.class);
    }

    private static void store(Certificates.Identity identity) throws Exception {
        try (var file = Files.newOutputStream(folder.resolve("bundle.p12"))) {
            identity.keyStore().store(file, Certificates.PASSWORD.toCharArray());
        }
    }

    @Test
    void nothingOlderThan12() {
        var old = TlsBundles.pem(folder);
        old.getOptions().setEnabledProtocols(Set.of("TLSv1.1"));
        assertThatThrownBy(() -> bundles.registerBundle("old", PropertiesSslBundle.get(old)))
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageEndingWith("options.enabled-protocols=TLSv1.1: TLSv1.2 and TLSv1.3 alone are served");
        assertThat(bundles.getBundle("webhooks").getOptions().getEnabledProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    @Test
    void aStartSaysWhichFileIsWrong() throws IOException {
        Files.delete(folder.resolve("key.pem"));
        assertThatThrownBy(() -> TlsBundles.of(folder, InstantSource.system()))
                .isInstanceOf(UnfitTlsException.class)
                .hasMessageStartingWith("spring.ssl.bundle.*.webhooks")
                .hasMessageContaining("FileNotFoundException: " + folder.resolve("key.pem"));
    }
}

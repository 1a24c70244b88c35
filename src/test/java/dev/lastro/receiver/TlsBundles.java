package dev.lastro.receiver;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;

/** The bundle {@code webhooks} without Spring: chain.pem, key.pem and, if it is there, trust.pem of a folder. */
final class TlsBundles {

    private TlsBundles() {}

    static CheckedSslBundles of(Path folder, InstantSource clock) {
        var bundles = new CheckedSslBundles(Map.of(), clock);
        bundles.registerBundle("webhooks", PropertiesSslBundle.get(pem(folder)));
        return bundles;
    }

    static PemSslBundleProperties pem(Path folder) {
        var pem = new PemSslBundleProperties();
        pem.getKeystore().setCertificate(folder.resolve("chain.pem").toString());
        pem.getKeystore().setPrivateKey(folder.resolve("key.pem").toString());
        if (folder.resolve("trust.pem").toFile().exists()) {
            pem.getTruststore().setCertificate(folder.resolve("trust.pem").toString());
        }
        return pem;
    }
}

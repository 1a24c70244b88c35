package dev.lastro.receiver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where an SSL bundle comes from.
 *
 * @param locations its files, for whoever has to mend them
 * @param read reads them anew
 */
record BundleFiles(String locations, Supplier<SslBundle> read) {

    /** By the name of the bundle: all of {@code spring.ssl.bundle}. */
    static Map<String, BundleFiles> of(SslProperties properties) {
        var files = new HashMap<String, BundleFiles>();
        properties.getBundle().getPem().forEach((name, pem) -> {
            var locations = new ArrayList<String>();
            add("keystore.certificate", pem.getKeystore().getCertificate(), locations);
            add("keystore.private-key", pem.getKeystore().getPrivateKey(), locations);
            add("truststore.certificate", pem.getTruststore().getCertificate(), locations);
            files.put(name, new BundleFiles(String.join(", ", locations), () -> PropertiesSslBundle.get(pem)));
        });
        properties.getBundle().getJks().forEach((name, jks) -> {
            var locations = new ArrayList<String>();
            add("keystore.location", jks.getKeystore().getLocation(), locations);
            add("truststore.location", jks.getTruststore().getLocation(), locations);
            files.put(name, new BundleFiles(String.join(", ", locations), () -> PropertiesSslBundle.get(jks)));
        });
        return files;
    }

    private static void add(String key, @Nullable String location, ArrayList<String> locations) {
        // PEM and Base64 may stand in the property itself, the private key too
        var isHere = location != null && (location.contains("-----BEGIN") || location.startsWith("base64:"));
        if (location != null) {
            locations.add(key + "=" + (isHere ? "…" : location));
        }
    }
}

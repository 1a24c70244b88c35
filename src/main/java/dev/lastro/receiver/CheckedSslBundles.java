package dev.lastro.receiver;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * The SSL bundles, of which none is handed on unless it can be served. Spring Boot's own registry takes what the files
 * hold: with a key and a certificate that do not belong together every handshake fails from then on.
 */
final class CheckedSslBundles extends DefaultSslBundleRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedSslBundles.class);

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Map<String, BundleFiles> files;
    private final InstantSource clock;

    CheckedSslBundles(Map<String, BundleFiles> files, InstantSource clock) {
        this.files = Map.copyOf(files);
        this.clock = clock;
    }

    /** @throws UnfitTlsException if it cannot be used: then the start stops */
    @Override
    public void registerBundle(String name, SslBundle bundle) {
        try {
            BundleCertificates.read(bundle);
            super.registerBundle(name, modern(bundle));
        } catch (UnfitTlsException e) {
            throw new UnfitTlsException(
                    "spring.ssl.bundle.*.%s (%s): %s".formatted(name, locations(name), e.getMessage()), e);
        }
    }

    /** @throws UnfitTlsException if it cannot be used: then what was in use stays in use */
    @Override
    public void updateBundle(String name, SslBundle updated) {
        var certificates = BundleCertificates.read(updated);
        if (certificates.equals(current(name))) {
            return;
        }
        checkTime(current(name), certificates);
        super.updateBundle(name, modern(updated));
        LOG.info("SSL bundle {}: its files were changed, and are in use now: {}", name, certificates.describe());
    }

    /** The files of a bundle, by their keys. */
    String locations(String name) {
        var from = files.get(name);
        return from == null ? "" : from.locations();
    }

    BundleCertificates current(String name) {
        return BundleCertificates.read(getBundle(name));
    }

    private void checkTime(BundleCertificates current, BundleCertificates updated) {
        var now = clock.instant();
        if (current.isInTime(now) && !updated.isInTime(now)) {
            throw new UnfitTlsException("expired, or not valid yet: " + updated.describe());
        }
    }

    /** TLS 1.2 and 1.3 by name, whatever the platform has enabled. */
    private static SslBundle modern(SslBundle bundle) {
        var options = bundle.getOptions();
        var chosen = options.getEnabledProtocols();
        var protocols = chosen == null ? PROTOCOLS : List.of(chosen);
        if (!PROTOCOLS.containsAll(protocols)) {
            throw new UnfitTlsException("options.enabled-protocols=%s: TLSv1.2 and TLSv1.3 alone are served"
                    .formatted(String.join(",", protocols)));
        }
        return SslBundle.of(
                bundle.getStores(),
                bundle.getKey(),
                SslOptions.of(options.getCiphers(), protocols.toArray(String[]::new)),
                bundle.getProtocol(),
                bundle.getManagers());
    }
}

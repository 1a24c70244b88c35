package dev.lastro.receiver;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How long the certificates last. It warns, and is up nevertheless: with a certificate that has expired some senders stay
 * away, and a receiver that is not ready would send away the others too.
 */
final class CertificateHealth implements HealthIndicator {

    static final Duration WARN = Duration.ofDays(14);

    private final CheckedSslBundles bundles;
    private final BundleReload reload;
    private final InstantSource clock;

    CertificateHealth(CheckedSslBundles bundles, BundleReload reload, InstantSource clock) {
        this.bundles = bundles;
        this.reload = reload;
        this.clock = clock;
    }

    @Override
    public Health health() {
        var now = clock.instant();
        var days = new LinkedHashMap<String, Object>();
        var warnings = new ArrayList<String>();
        for (var name : bundles.getBundleNames()) {
            var certificates = bundles.current(name);
            days.put(name, details(certificates.all(), now));
            certificates.all().stream()
                    .filter(certificate -> expiry(certificate).isBefore(now.plus(WARN)))
                    .map(certificate -> warning(name, certificate, now))
                    .forEach(warnings::add);
            var problem = reload.problem(name);
            if (problem != null) {
                warnings.add("%s: its files were changed, but cannot be used: %s".formatted(name, problem));
            }
        }
        var health = Health.up().withDetail("bundles", days);
        return (warnings.isEmpty() ? health : health.withDetail("warnings", warnings)).build();
    }

    private static Map<String, Object> details(List<X509Certificate> certificates, Instant now) {
        var first = certificates.stream()
                .min(Comparator.comparing(CertificateHealth::expiry))
                .orElseThrow();
        return Map.of(
                "certificate", BundleCertificates.name(first), "expires", expiry(first), "days", days(first, now));
    }

    private static String warning(String bundle, X509Certificate certificate, Instant now) {
        return (expiry(certificate).isBefore(now) ? "%s: %s has EXPIRED at %s" : "%s: %s expires at %s")
                .formatted(bundle, BundleCertificates.name(certificate), expiry(certificate));
    }

    private static Instant expiry(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** Whole ones that are left; negative: since when it has expired. */
    private static long days(X509Certificate certificate, Instant now) {
        return Math.floorDiv(
                Duration.between(now, expiry(certificate)).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }
}

package dev.lastro.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class CertificateHealthTest {

    @TempDir
    static Path folder;

    private static Certificates.Identity server;

    @BeforeAll
    static void certificates() throws IOException {
        var certificates = new Certificates(folder);
        TlsReceiver.trust(folder, certificates.authority("lenders"));
        certificates.authority("authority");
        server = certificates.server("hooks.example", "authority", 0, 90);
        TlsReceiver.serve(folder, server);
    }

    private static Instant expiry() {
        return server.certificate().getNotAfter().toInstant();
    }

    private static Health healthAt(Instant now) {
        var bundles = TlsBundles.of(folder, () -> now);
        try (var reload = new BundleReload(bundles, Map.of(), Duration.ofHours(1))) {
            return new CertificateHealth(bundles, reload, () -> now).health();
        }
    }

    @Test
    void fifteenDaysLeft() {
        var health = healthAt(expiry().minus(Duration.ofDays(15)));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .isEqualTo(Map.of(
                        "bundles",
                        Map.of(
                                "webhooks",
                                Map.of("certificate", "CN=hooks.example", "expires", expiry(), "days", 15L))));
    }

    @Test
    void thirteenDaysLeft() {
        var health = healthAt(expiry().minus(Duration.ofDays(13)));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("warnings", List.of("webhooks: CN=hooks.example expires at " + expiry()));
    }

    @Test
    void expired() {
        var health = healthAt(expiry().plus(Duration.ofHours(1)));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("warnings", List.of("webhooks: CN=hooks.example has EXPIRED at " + expiry()))
                .hasEntrySatisfying(
                        "bundles", bundles -> assertThat(bundles.toString()).contains("days=-1"));
    }
}

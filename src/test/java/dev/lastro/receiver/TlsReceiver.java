package dev.lastro.receiver;

import static dev.lastro.receiver.RawHttp.latin1;
import static dev.lastro.receiver.RawHttp.request;
import static org.awaitility.Awaitility.await;

import dev.lastro.LastroApplication;
import dev.lastro.testing.MySql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A receiver with the SSL bundle {@code webhooks}, whose files change. */
final class TlsReceiver implements AutoCloseable {

    /** Within which a change of the files must be in use. */
    static final Duration SOON = Duration.ofSeconds(15);

    private final Path folder;
    private final ConfigurableApplicationContext application;

    /**
     * @param folder where the files of the bundle are: chain.pem, key.pem and trust.pem
     * @param checks the checks of each provider, by its name
     */
    TlsReceiver(Path folder, Map<String, String> checks, Map<String, String> properties) throws IOException {
        this.folder = folder;
        var providers = Files.createDirectories(folder.resolve("jobs/providers"));
        for (var provider : checks.entrySet()) {
            Files.writeString(providers.resolve(provider.getKey() + ".yaml"), """
                    provider: %s
                    lifecycle: base39-loan
                    checks: [%s]
                    event:
                      type: /type
                      loan-id: /id
                      occurred-at: {at: /at}
                      rules:
                        - {type: loan.created, event: CREATED}
                    """.formatted(
                            provider.getKey(), provider.getValue()));
        }
        var database = MySql.database();
        var all = new HashMap<>(Map.of(
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.username(),
                "spring.datasource.password", database.password(),
                "server.port", "0",
                "lastro.roles", "receiver",
                "lastro.providers", String.join(",", checks.keySet()),
                "lastro.jobs-dir", folder.resolve("jobs").toString()));
        all.put("spring.ssl.bundle.pem.webhooks.keystore.certificate", file("chain.pem"));
        all.put("spring.ssl.bundle.pem.webhooks.keystore.private-key", file("key.pem"));
        all.put("spring.ssl.bundle.pem.webhooks.truststore.certificate", file("trust.pem"));
        all.put("lastro.ssl.read-every", "200ms");
        all.put("lastro.spool-dir", Files.createTempDirectory(folder, "spool").toString());
        all.putAll(properties);
        this.application = new SpringApplicationBuilder(LastroApplication.class)
                .run(all.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    int serverPort() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    static void serve(Path folder, Certificates.Identity identity) throws IOException {
        replace(folder.resolve("chain.pem"), identity.chainPem());
        replace(folder.resolve("key.pem"), identity.keyPem());
    }

    static void trust(Path folder, X509Certificate... authorities) throws IOException {
        replace(folder.resolve("trust.pem"), Certificates.pem(List.of(authorities)));
    }

    static void replace(Path file, String text) throws IOException {
        var fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void untilServed(TlsSender sender, int port, Certificates.Identity identity) {
        await().atMost(SOON).until(() -> sender.served(port).equals(identity.certificate()));
    }

    static byte[] delivery(String provider) {
        return request("/webhooks/" + provider, List.of(), latin1("{}"));
    }

    static byte[] readiness() {
        return latin1("GET /actuator/health/readiness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Override
    public void close() {
        application.close();
    }
}

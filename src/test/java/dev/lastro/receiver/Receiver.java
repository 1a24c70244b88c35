package dev.lastro.receiver;

import dev.lastro.LastroApplication;
import dev.lastro.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The real application as a receiver, with providers of the test's own beside it. */
record Receiver(ConfigurableApplicationContext application, TestDatabase database, Path jobs) implements AutoCloseable {

    static final String OPEN = "- none: {because: \"reachable through the VPN alone\"}";

    /** @param checks by provider: the lines of its {@code checks:}, and what follows them */
    static Receiver start(
            TestDatabase database, Path jobs, Map<String, String> checks, Map<String, String> properties) {
        checks.forEach((name, lines) -> define(jobs, name, lines));
        var all = new HashMap<>(Map.of(
                "spring.datasource.url",
                database.jdbcUrl(),
                "spring.datasource.username",
                database.username(),
                "spring.datasource.password",
                database.password(),
                "server.port",
                "0",
                "lastro.roles",
                "receiver",
                "lastro.jobs-dir",
                jobs.toString(),
                "lastro.providers",
                String.join(",", checks.keySet())));
        all.put("lastro.spool-dir", jobs.resolveSibling("spool").toString());
        all.putAll(properties);
        var application = new SpringApplicationBuilder(LastroApplication.class)
                .run(all.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
        return new Receiver(application, database, jobs);
    }

    static void define(Path jobs, String name, String checks) {
        try {
            Files.createDirectories(jobs.resolve("providers"));
            Files.writeString(jobs.resolve("providers/" + name + ".yaml"), """
                    provider: %s
                    lifecycle: base39-loan
                    checks:
                      %s
                    event:
                      type: /type
                      loan-id: /id
                      occurred-at: {at: /at}
                      rules:
                        - {type: loan.created, event: CREATED}
                    """.formatted(name, checks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The sum over all meters of that name whose tags have these values. */
    double metric(String name, String... tags) {
        return application.getBean(MeterRegistry.class).find(name).tags(tags).meters().stream()
                .flatMap(meter -> {
                    var first = meter.measure().iterator().next();
                    return java.util.stream.Stream.of(first.getValue());
                })
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    List<List<String>> rows(String sql) throws SQLException {
        return database.rows(sql);
    }

    @Override
    public void close() {
        application.close();
    }
}

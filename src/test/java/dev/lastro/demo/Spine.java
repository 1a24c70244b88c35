package dev.lastro.demo;

import dev.lastro.LastroApplication;
import dev.lastro.job.JobRequest;
import dev.lastro.job.Jobs;
import dev.lastro.job.Outcome;
import dev.lastro.job.Progress;
import dev.lastro.oracle.LogRow;
import dev.lastro.proof.KeyFile;
import dev.lastro.simulator.Sender;
import dev.lastro.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The real application in this process, with the settings that an operator would give it. */
public final class Spine implements AutoCloseable {
    public static final String BASE39_SECRET = "a-secret-that-only-base39-knows";

    private final TestDatabase database;
    private final ConfigurableApplicationContext application;

    private Spine(TestDatabase database, ConfigurableApplicationContext application) {
        this.database = database;
        this.application = application;
    }

    /** By the time that it is. */
    public static Spine start(TestDatabase database, Path reports, int port, String... further) {
        return start(database, Clock.systemUTC(), reports, port, further);
    }

    /**
     * @param clock of the application
     * @param port 0: any free one
     * @param further properties, {@code name=value}
     */
    public static Spine start(TestDatabase database, InstantSource clock, Path reports, int port, String... further) {
        var arguments = new ArrayList<String>();
        arguments.add("--spring.datasource.url=" + database.jdbcUrl());
        arguments.add("--spring.datasource.username=" + database.username());
        arguments.add("--spring.datasource.password=" + database.password());
        arguments.add("--server.port=" + port);
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--lastro.reports-dir=" + reports);
        arguments.add("--lastro.log.key-file=" + reports.resolveSibling("lastro.key"));
        arguments.add("--BASE39_WEBHOOK_SECRET=" + BASE39_SECRET);
        arguments.add("--OPENCO_ALLOW_LIST=127.0.0.1");
        for (String property : further) {
            arguments.add("--" + property);
        }
        var application = new SpringApplicationBuilder(LastroApplication.class)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("clock", InstantSource.class, () -> clock))
                .run(arguments.toArray(String[]::new));
        return new Spine(database, application);
    }

    public int port() {
        return Integer.parseInt(
                Objects.requireNonNull(application.getEnvironment().getProperty("local.server.port")));
    }

    public URI webhooks() {
        return URI.create("http://127.0.0.1:" + port() + "/webhooks/");
    }

    /** What a reader of the reports has to have from elsewhere. */
    public Path publicKey() {
        return KeyFile.publicFile(Path.of(
                        Objects.requireNonNull(application.getEnvironment().getProperty("lastro.log.key-file"))))
                .toAbsolutePath();
    }

    public Sender sender() {
        return new Sender(webhooks(), Map.of("base39", Map.of("Authorization", BASE39_SECRET)));
    }

    /** Through the gate that every start goes through. */
    public Outcome nightly(LocalDate businessDate, Progress progress) {
        return application.getBean(Jobs.class).run(new JobRequest.Nightly(businessDate, false, "test", ""), progress);
    }

    /** @param list Base39's own, of the end of that day */
    public Outcome reconcile(Path list, LocalDate asOf, Progress progress) {
        return application
                .getBean(Jobs.class)
                .run(new JobRequest.Reconcile("base39", list, "loans", asOf, null, false, "test", ""), progress);
    }

    public List<LogRow> log() {
        try (var connection = database.connect()) {
            return LogRow.readAll(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        application.close();
    }
}

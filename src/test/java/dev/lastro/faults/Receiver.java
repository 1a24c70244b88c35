package dev.lastro.faults;

import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receiver as a process of its own, at the same port with the same spool whenever it is started. */
final class Receiver implements AutoCloseable {

    static final String SECRET = "loss-check";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final String name;
    private final Path folder;
    private final Path spool;
    private final Map<String, String> environment = new HashMap<>();
    private final int port = JavaProcess.freePort();
    private @Nullable JavaProcess process;

    /**
     * @param folder for its output and its clock
     * @param database {@code SPRING_DATASOURCE_*}
     */
    Receiver(String name, Path folder, Path spool, Map<String, String> database) {
        this.name = name;
        this.folder = folder;
        this.spool = spool;
        environment.putAll(database);
        environment.put("BASE39_WEBHOOK_SECRET", SECRET);
    }

    int port() {
        return port;
    }

    Path spool() {
        return spool;
    }

    boolean isRunning() {
        var running = process;
        return running != null && running.isAlive();
    }

    /** Returns when it answers anything at all. */
    void start() {
        if (isRunning()) {
            throw new IllegalStateException("receiver %s runs".formatted(name));
        }
        // a short life: C1 alone is up sooner
        var arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + SteppedClock.FILE + "=" + clockFile()));
        arguments.addAll(JavaProcess.classPath());
        arguments.addAll(List.of(
                SteppedClock.class.getName(),
                "serve",
                "--server.port=" + port,
                "--lastro.roles=receiver",
                "--lastro.providers=base39",
                "--lastro.spool-dir=" + spool,
                // or the disk is never full
                "--lastro.spool-keep-free=0B"));
        process = JavaProcess.start(output(), environment, arguments);
        await();
    }

    private void await() {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (var client = new Client()) {
            while (true) {
                try {
                    client.get(port, "/actuator/health/liveness");
                    return;
                } catch (IOException e) {
                    if (!isRunning() || System.nanoTime() > deadline) {
                        throw new IllegalStateException(
                                "receiver %s does not answer, see %s".formatted(name, output()));
                    }
                }
                Stage.sleep(50);
            }
        }
    }

    /** SIGKILL. */
    void kill9() {
        var running = process;
        if (running != null) {
            running.kill9();
        }
    }

    /** Its clock is set this many seconds off the true one, within 0.1 s. */
    void stepClock(int seconds) {
        try {
            Files.writeString(clockFile(), Integer.toString(seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path clockFile() {
        return folder.resolve(name + ".clock");
    }

    private Path output() {
        return folder.resolve(name + ".log");
    }

    @Override
    public void close() {
        kill9();
    }
}

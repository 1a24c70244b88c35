package dev.lastro.bench;

import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of those that are measured, as a process of its own. */
record Server(String name, JavaProcess process, int port) implements AutoCloseable {

    static final String HEAP = "-Xmx256m";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    static Server noOp(Path folder) {
        return bare("no-op", folder, List.of());
    }

    static Server controller(Path folder) {
        return bare("controller", folder, List.of("--" + BareServer.CONTROLLER + "=true"));
    }

    static Server naive(Path folder, BenchDatabase database) {
        return bare(
                "naive",
                folder,
                List.of(
                        "--" + BareServer.POOL_URL + "=" + database.url(),
                        "--bench.username=" + database.username(),
                        "--bench.password=" + database.password()));
    }

    /** The packaged product. */
    static Server lastro(Path folder, BenchDatabase database, Path jar) {
        var port = JavaProcess.freePort();
        var process = JavaProcess.start(
                folder.resolve("lastro.log"),
                Map.of(
                        "SPRING_DATASOURCE_URL", database.url(),
                        "SPRING_DATASOURCE_USERNAME", database.username(),
                        "SPRING_DATASOURCE_PASSWORD", database.password(),
                        "BASE39_WEBHOOK_SECRET", Requests.SECRET),
                List.of(
                        HEAP,
                        "-jar",
                        jar.toString(),
                        "serve",
                        "--server.port=" + port,
                        "--lastro.roles=receiver",
                        "--lastro.providers=base39",
                        "--lastro.spool-dir=" + folder.resolve("spool")));
        return new Server("lastro", process, port);
    }

    private static Server bare(String name, Path folder, List<String> options) {
        var port = JavaProcess.freePort();
        var arguments = new ArrayList<>(List.of(HEAP));
        arguments.addAll(JavaProcess.classPath());
        arguments.addAll(List.of(BareServer.class.getName(), "--server.port=" + port));
        arguments.addAll(options);
        return new Server(name, JavaProcess.start(folder.resolve(name + ".log"), Map.of(), arguments), port);
    }

    /** @throws IllegalStateException if it does not answer 200 in time; its log says why */
    void awaitAnswering(Path folder) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                var log = folder.resolve(name + ".log");
                var lines = Files.readAllLines(log);
                throw new IllegalStateException("%s does not answer; %s ends with%n%s"
                        .formatted(
                                name,
                                log,
                                String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()))));
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() throws IOException {
        try (var selector = Selector.open();
                var connection = new HttpConnection(port, selector)) {
            connection.send(new Requests().next(), 0);
            while (true) {
                selector.select(1000);
                var status = connection.receive();
                if (status != HttpConnection.INCOMPLETE) {
                    return status == 200;
                }
            }
        } catch (ConnectException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

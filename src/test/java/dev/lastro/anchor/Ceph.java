package dev.lastro.anchor;

import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Ceph's object gateway, by {@code anchor/ceph.sh}; it does not outlive this JVM. */
final class Ceph implements AutoCloseable {

    static final String KEY = "lastro";
    static final String SECRET = "lastro-secret";

    private final Process process;
    private final String said;
    private final int port;

    Ceph(Path folder) throws IOException {
        var script = Files.createDirectories(folder).resolve("ceph.sh");
        try (var resource = Ceph.class.getResourceAsStream("/anchor/ceph.sh")) {
            Files.copy(resource, script);
        }
        port = JavaProcess.freePort();
        process = new ProcessBuilder(
                        "bash",
                        script.toString(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(JavaProcess.freePort()))
                .redirectErrorStream(true)
                .start();
        var line = process.inputReader(StandardCharsets.UTF_8).readLine();
        said = line == null ? "nothing" : line;
    }

    boolean isReady() {
        return said.equals("ready");
    }

    /** Why it is not. */
    String said() {
        return said;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }
}

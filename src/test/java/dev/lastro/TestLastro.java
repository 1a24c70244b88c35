package dev.lastro;

import dev.lastro.demo.Demo;
import dev.lastro.demo.ShownTime;
import dev.lastro.demo.Spine;
import dev.lastro.testing.MySql;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./mvnw spring-boot:test-run}: the whole of Lastro with simulated lenders on a MySQL of its own, until Ctrl-C.
 *
 * <p>{@code -Dspring-boot.run.arguments=--then-exit} ends it after the show, {@code --loans=100} makes that shorter.
 */
public final class TestLastro {
    static final int LOANS = 1_000;
    private static final int PORT = 8080;

    private TestLastro() {}

    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var folder = Path.of("target", "demo");
        int loans = List.of(arguments).stream()
                .filter(argument -> argument.startsWith("--loans="))
                .mapToInt(argument -> Integer.parseInt(argument.substring("--loans=".length())))
                .findFirst()
                .orElse(LOANS);
        out.println();
        out.println("Lastro on simulated lenders. First a MySQL of its own, then the application …");
        var database = MySql.database();
        int port = portToServe(out);
        Demo.clean(folder);
        var time = new ShownTime();
        var spine = Spine.start(
                database,
                time,
                folder.resolve("reports"),
                port,
                "lastro.spool-dir=" + folder.resolve("spool"),
                "logging.level.root=WARN",
                "logging.level.dev.lastro.log.LogWriters=ERROR");
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        new Demo(spine, time, database, out, terminal).show(loans, folder);
        if (List.of(arguments).contains("--then-exit")) {
            spine.close();
            return;
        }
        out.println("Serving until Ctrl-C.");
        // the web server's threads keep the process alive
    }

    private static int portToServe(PrintStream out) throws IOException {
        try (var socket = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            out.println("Port " + PORT + " is taken: another one is used.");
            return 0;
        }
    }
}

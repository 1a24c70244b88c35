package dev.lastro.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A private MySQL 8.0 server process that a test may kill, freeze and start again; always the Maven artifact's, whatever
 * {@link MySql} found. It listens on 127.0.0.1, is as durable as production must be, and dies with this JVM.
 *
 * <p>Not for concurrent use. What this build lacks: time zone tables and ICU, so no named zones and no REGEXP in SQL.
 */
public final class Mysqld implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    /** A free port may be taken again before mysqld binds it. */
    private static final int PORTS_TRIED = 5;

    private static final Path THROW_AWAY = Path.of("target", "mysql");

    private final MysqldFiles files;
    private final Path data;
    private final int port;
    private Process process;
    private Process guard;

    private Mysqld(MysqldFiles files, Path data, int port) throws IOException {
        this.files = files;
        this.data = data;
        this.port = port;
        this.process = launch(files, data, port);
        this.guard = guard(process);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param dataFolder another start's, or empty, or not there; stays when the server is closed
     */
    public static Mysqld start(Path dataFolder) {
        var files = MysqldFiles.ready();
        var data = dataFolder.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(data.resolve("mysql"))) {
                endLeftover(data);
            } else {
                files.copyTemplate(data);
            }
            for (var attempt = 1; attempt < PORTS_TRIED; attempt++) {
                var server = new Mysqld(files, data, freePort());
                if (server.becomesReady()) {
                    return server;
                }
                server.close();
            }
            var server = new Mysqld(files, data, freePort());
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server whose data goes with {@link #discard()}, or with the next start should this JVM be killed. */
    static Mysqld startThrowAway() {
        try {
            Files.createDirectories(THROW_AWAY);
            try (var folders = Files.newDirectoryStream(THROW_AWAY, "jvm-*")) {
                for (var folder : folders) {
                    var owner = Long.parseLong(folder.getFileName().toString().substring("jvm-".length()));
                    if (ProcessHandle.of(owner).isEmpty()) {
                        endLeftover(folder.toAbsolutePath().normalize());
                        Folders.delete(folder);
                    }
                }
            }
            return start(THROW_AWAY.resolve("jvm-" + ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param schema is made by the first connection where it is not there; empty for none */
    public String jdbcUrl(String schema) {
        return "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true%s"
                .formatted(port, schema, schema.isEmpty() ? "" : "&createDatabaseIfNotExist=true");
    }

    /** A user with all rights, those to create users and to grant included. */
    public String username() {
        return MysqldFiles.USERNAME;
    }

    public String password() {
        return MysqldFiles.PASSWORD;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL; returns when the process is gone. What it had committed is there after {@link #startAgain()}. */
    public void kill9() {
        // first the guard: it may not outlive the process whose id it holds
        guard.destroyForcibly();
        process.destroyForcibly().onExit().join();
    }

    /** On the same data and port after {@link #kill9()}; returns when the server answers. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("mysqld " + pid() + " runs");
        }
        try {
            process = launch(files, data, port);
            guard = guard(process);
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGSTOP: connections stay, nothing answers. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT, after {@link #pause()}. */
    public void resume() {
        signal("-CONT");
    }

    /** The same as {@link #kill9()}; nothing happens where there is no process any more. */
    @Override
    public void close() {
        kill9();
    }

    void discard() {
        close();
        try {
            Folders.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        var sent = Commands.run(data, Map.of(), List.of("kill", signal, Long.toString(pid())));
        if (!sent.ok()) {
            throw new IllegalStateException("kill %s %d: %s".formatted(signal, pid(), sent.output()));
        }
    }

    private static Process launch(MysqldFiles files, Path data, int port) throws IOException {
        var command = new ArrayList<>(files.command(data));
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // relative to the data folder: a socket's path may not be longer than 107 bytes
                "--socket=mysqld.sock",
                "--pid-file=mysqld.pid",
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=1",
                "--sync-binlog=1"));
        var builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
        builder.environment().putAll(files.environment());
        return builder.start();
    }

    /** Waits for the end of its input, which comes when this JVM ends in whatever way, and then kills the process. */
    static Process guard(Process process) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' INT HUP TERM; read -r _; kill -9 \"$1\"",
                        "process-guard",
                        Long.toString(process.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What a JVM left behind that was killed together with its guard. */
    private static void endLeftover(Path data) throws IOException {
        var file = data.resolve("mysqld.pid");
        if (!Files.exists(file)) {
            return;
        }
        var pid = Long.parseLong(Files.readString(file).strip());
        ProcessHandle.of(pid)
                .filter(handle -> handle.info().commandLine().orElse("").contains("--datadir=" + data + " "))
                .ifPresent(handle -> {
                    handle.destroyForcibly();
                    handle.onExit().join();
                });
    }

    private void awaitReady() {
        if (!becomesReady()) {
            close();
            throw new IllegalStateException("mysqld does not start, see " + log(data));
        }
    }

    private boolean becomesReady() {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < limit) {
            if (answers()) {
                return true;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** Another server may have been quicker to bind the port. */
    private boolean answers() {
        try (var connection = DriverManager.getConnection(jdbcUrl(""), username(), password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@datadir")) {
            return row.next() && Path.of(row.getString(1)).equals(data);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Path log(Path data) {
        return data.resolve("mysqld.log");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

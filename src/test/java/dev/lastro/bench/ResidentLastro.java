package dev.lastro.bench;

import dev.lastro.LastroApplication;
import dev.lastro.cli.CommandLineInterface;
import dev.lastro.testing.JavaProcess;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One JVM that runs command after command, each with a Spring of its own, so it is as warm as a server that has run some
 * nights: a JVM that begins with a night compiles for longer than the night takes.
 */
final class ResidentLastro implements AutoCloseable {

    /** For {@code /proc/pid/clear_refs}: the most that was resident begins anew. */
    private static final String RESET_HIGH_WATER = "5";

    private static final int RETRY_MILLIS = 100;

    private final JavaProcess process;
    private final int port;
    private final Path log;
    private final Path collections;

    private ResidentLastro(JavaProcess process, int port, Path log, Path collections) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.collections = collections;
    }

    static ResidentLastro start(Path folder, String heap) throws IOException {
        Files.createDirectories(folder);
        var port = JavaProcess.freePort();
        var log = folder.resolve("resident.log");
        var collections = folder.resolve("resident-gc.log");
        var arguments = new ArrayList<>(List.of(heap, "-Xlog:gc:file=" + collections + "::filecount=0"));
        arguments.addAll(JavaProcess.classPath());
        arguments.add(ResidentLastro.class.getName());
        arguments.add(Integer.toString(port));
        var process = JavaProcess.start(log, LastroCommand.senders(), arguments);
        return new ResidentLastro(process, port, log, collections);
    }

    /** The time is that of the command, the start of its Spring included. */
    Cost run(BenchDatabase database, List<String> arguments) throws IOException {
        try (var socket = connect();
                var in = new DataInputStream(socket.getInputStream());
                var out = new DataOutputStream(socket.getOutputStream())) {
            Files.writeString(Path.of("/proc/%d/clear_refs".formatted(process.pid())), RESET_HIGH_WATER);
            var collected = Files.size(collections);
            var cpu = ProcessMeter.cpuSeconds(process.pid());
            var written = ProcessMeter.writtenMebibytes(process.pid());
            var mysqld = ProcessMeter.cpuSeconds(database.pid());
            var mysqldWritten = ProcessMeter.writtenMebibytes(database.pid());
            var start = System.nanoTime();
            out.writeUTF(String.join("\t", arguments));
            var code = in.readInt();
            var seconds = (System.nanoTime() - start) / 1e9;
            if (code != 0) {
                throw new IllegalStateException(
                        "%s: exit %d%n%s".formatted(String.join(" ", arguments), code, LastroCommand.end(log)));
            }
            return new Cost(
                    seconds,
                    ProcessMeter.cpuSeconds(process.pid()) - cpu,
                    ProcessMeter.cpuSeconds(database.pid()) - mysqld,
                    ProcessMeter.mebibytes(process.pid(), "VmHWM"),
                    LastroCommand.heapAtMost(Files.readString(collections).substring((int) collected)),
                    ProcessMeter.writtenMebibytes(process.pid()) - written,
                    ProcessMeter.writtenMebibytes(database.pid()) - mysqldWritten);
        }
    }

    /** It may be starting still. */
    private Socket connect() throws IOException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException(LastroCommand.end(log), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        try (var server = new ServerSocket(Integer.parseInt(arguments[0]), 1, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (var socket = server.accept();
                        var in = new DataInputStream(socket.getInputStream());
                        var out = new DataOutputStream(socket.getOutputStream())) {
                    out.writeInt(CommandLineInterface.run(
                            LastroApplication.class, in.readUTF().split("\t", -1)));
                }
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

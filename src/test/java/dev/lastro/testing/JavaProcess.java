package dev.lastro.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java program in a process of its own, on this JVM's Java, that may be killed; it does not outlive this JVM. */
public final class JavaProcess implements AutoCloseable {

    private final Process process;
    private final Process guard;

    private JavaProcess(Process process, Process guard) {
        this.process = process;
        this.guard = guard;
    }

    /**
     * @param output is appended to
     * @param environment beside this JVM's own
     * @param arguments all that follows {@code java}
     */
    public static JavaProcess start(Path output, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(tool("java"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            return new JavaProcess(process, Mysqld.guard(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of this JVM, tests included. */
    public static List<String> classPath() {
        return List.of("-cp", System.getProperty("java.class.path"));
    }

    /** A program of the JDK that runs this JVM. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code, when it has ended by itself. */
    public int awaitEnd() throws InterruptedException {
        var code = process.waitFor();
        guard.destroyForcibly();
        return code;
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill9() {
        // first the guard: it may not outlive the process whose id it holds
        guard.destroyForcibly();
        process.destroyForcibly().onExit().join();
    }

    /** The same as {@link #kill9()}. */
    @Override
    public void close() {
        kill9();
    }
}

package dev.lastro.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: what was asked for to {@code out}, everything else to {@code err}, so that the first can be
 * piped.
 */
record Terminal(PrintStream out, PrintStream err) {

    /** In UTF-8 whatever the locale: a container often has none, and names are Portuguese. */
    static Terminal standard() {
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    /** Somebody looks at it, and a line can be overwritten. */
    @SuppressWarnings("SystemConsoleNull") // it is, where jdk.console names java.base
    boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    void complain(String message) {
        err.println("lastro: " + message);
        err.flush();
    }
}

package dev.lastro.cli;

import dev.lastro.LastroApplication;
import dev.lastro.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Types commands and reads what they say, within this JVM. */
final class Commands {

    private final List<String> properties;

    private Commands(List<String> properties) {
        this.properties = properties;
    }

    /** Of a user who has configured nothing. */
    static Commands bare() {
        return new Commands(List.of());
    }

    static Commands on(TestDatabase database, Path reports) {
        return new Commands(List.of(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--lastro.reports-dir=" + reports,
                "--lastro.log.key-file=" + reports.resolveSibling("lastro.key")));
    }

    List<String> properties() {
        return properties;
    }

    Said run(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(properties);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var realOut = System.out;
        var realErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var exitCode = CommandLineInterface.run(LastroApplication.class, all.toArray(String[]::new));
            return new Said(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // bytes as they came, never compared as a record
    record Said(int exitCode, byte[] bytes, String err) {

        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

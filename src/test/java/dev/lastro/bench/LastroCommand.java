package dev.lastro.bench;

import dev.lastro.testing.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The product as somebody starts it on the command line, watched while it runs.
 *
 * @param resident where the commands run one after the other; null: the packaged product, a process each time
 */
record LastroCommand(
        BenchDatabase database,
        Path folder,
        Path jar,
        String heap,
        @Nullable ResidentLastro resident) {

    LastroCommand(BenchDatabase database, Path folder, Path jar, String heap) {
        this(database, folder, jar, heap, null);
    }

    private static final Pattern HEAP_BEFORE = Pattern.compile(" (\\d+)M->\\d+M\\(\\d+M\\)");
    private static final int EVERY_MILLIS = 20;

    /**
     * @param command from the start of its JVM to its exit
     * @param steps seconds of each step of the job as Spring Batch noted them, without the JVM's start
     * @param jobSeconds of the whole job, likewise
     */
    record Ran(Cost command, double jobSeconds, Map<String, Double> steps) {

        double step(String name) {
            var seconds = steps.get(name);
            if (seconds == null) {
                throw new IllegalStateException("no step %s: %s".formatted(name, steps.keySet()));
            }
            return seconds;
        }
    }

    Path reports() {
        return folder.resolve("reports");
    }

    Ran run(String... arguments) throws IOException, InterruptedException, SQLException {
        return resident == null ? runAlone(arguments) : runThere(resident, arguments);
    }

    private Ran runThere(ResidentLastro there, String... arguments) throws IOException, SQLException {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--spring.datasource.url=" + database.url());
        all.add("--spring.datasource.username=" + database.username());
        all.add("--spring.datasource.password=" + database.password());
        all.add("--lastro.reports-dir=" + reports());
        all.add("--lastro.log.key-file=" + reports().resolveSibling("lastro.key"));
        all.add("--lastro.work-dir=" + folder.resolve("work"));
        all.add("--lastro.spool-dir=" + folder.resolve("spool"));
        var before = lastExecution();
        return ran(there.run(database, all), before);
    }

    private Ran runAlone(String... arguments) throws IOException, InterruptedException, SQLException {
        var log = folder.resolve("lastro.log");
        var collections = folder.resolve("gc.log");
        Files.deleteIfExists(collections);
        Files.deleteIfExists(log);
        var all = new ArrayList<>(
                List.of(heap, "-Xlog:gc:file=" + collections + "::filecount=0", "-jar", jar.toString()));
        all.addAll(List.of(arguments));
        var before = lastExecution();
        var mysqld = ProcessMeter.cpuSeconds(database.pid());
        var mysqldWritten = ProcessMeter.writtenMebibytes(database.pid());
        var start = System.nanoTime();
        try (var process = JavaProcess.start(log, environment(), all)) {
            var watched = watch(process);
            var seconds = (System.nanoTime() - start) / 1e9;
            var code = process.awaitEnd();
            if (code != 0) {
                throw new IllegalStateException(
                        "%s: exit %d%n%s".formatted(String.join(" ", arguments), code, end(log)));
            }
            var cost = new Cost(
                    seconds,
                    watched.cpuSeconds(),
                    ProcessMeter.cpuSeconds(database.pid()) - mysqld,
                    watched.residentMebibytes(),
                    heapAtMost(Files.readString(collections)),
                    watched.writtenMebibytes(),
                    ProcessMeter.writtenMebibytes(database.pid()) - mysqldWritten);
            return ran(cost, before);
        }
    }

    /** What the built-in definitions ask for. */
    static Map<String, String> senders() {
        return Map.of("BASE39_WEBHOOK_SECRET", Requests.SECRET, "OPENCO_ALLOW_LIST", "127.0.0.1");
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(senders());
        environment.putAll(Map.of(
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", database.username(),
                "SPRING_DATASOURCE_PASSWORD", database.password(),
                "LASTRO_REPORTSDIR", reports().toString(),
                "LASTRO_WORKDIR", folder.resolve("work").toString(),
                "LASTRO_SPOOLDIR", folder.resolve("spool").toString()));
        return environment;
    }

    /** The last that the system said of it before it ended. */
    private static Cost watch(JavaProcess process) throws InterruptedException {
        var cpu = 0.0;
        var resident = 0L;
        var written = 0.0;
        while (process.isAlive()) {
            try {
                cpu = Math.max(cpu, ProcessMeter.cpuSeconds(process.pid()));
                resident = Math.max(resident, ProcessMeter.mebibytes(process.pid(), "VmHWM"));
                written = Math.max(written, ProcessMeter.writtenMebibytes(process.pid()));
            } catch (UncheckedIOException | java.util.NoSuchElementException e) {
                break; // it ended in between
            }
            Thread.sleep(EVERY_MILLIS);
        }
        return new Cost(0, cpu, 0, resident, 0, written, 0);
    }

    /** @param collections as {@code -Xlog:gc} tells them */
    static long heapAtMost(String collections) {
        return HEAP_BEFORE
                .matcher(collections)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }

    static String end(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    private long lastExecution() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery("SELECT COALESCE(MAX(JOB_EXECUTION_ID), 0) FROM BATCH_JOB_EXECUTION")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Ran ran(Cost cost, long before) throws SQLException {
        var steps = new LinkedHashMap<String, Double>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            try (var row = statement.executeQuery("SELECT s.STEP_NAME,"
                    + " TIMESTAMPDIFF(MICROSECOND, s.START_TIME, s.END_TIME) / 1e6 FROM BATCH_STEP_EXECUTION s"
                    + " WHERE s.JOB_EXECUTION_ID > " + before + " ORDER BY s.STEP_EXECUTION_ID")) {
                while (row.next()) {
                    steps.merge(row.getString(1), row.getDouble(2), Double::sum);
                }
            }
            try (var row = statement.executeQuery("SELECT COALESCE(SUM("
                    + "TIMESTAMPDIFF(MICROSECOND, START_TIME, END_TIME)) / 1e6, 0) FROM BATCH_JOB_EXECUTION"
                    + " WHERE JOB_EXECUTION_ID > " + before)) {
                row.next();
                return new Ran(cost, row.getDouble(1), steps);
            }
        }
    }
}

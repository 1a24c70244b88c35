package dev.lastro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;

/** What the benches of jobs have in common. */
@SuppressWarnings("SystemOut") // programs
final class Bench {

    static final Path JAR = Path.of("target", "lastro.jar");
    static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 20);

    interface Work {
        void run(BenchDatabase database, Path folder) throws Exception;
    }

    private Bench() {}

    /** Starts and ends the database, and clears the folder before and after. */
    static void run(String name, Work work) throws Exception {
        var folder = Path.of("target", "bench", name).toAbsolutePath();
        delete(folder);
        Files.createDirectories(folder);
        try (var database = BenchDatabase.start(folder)) {
            // also on Ctrl-C
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            database.prepareForGigabytes();
            System.out.printf(
                    "%s%nJava %s, %d processors, load average at the beginning %s%n",
                    database.settings(), Runtime.version(), Runtime.getRuntime().availableProcessors(), load());
            work.run(database, folder);
            System.out.println("load average at the end: " + load());
        } finally {
            delete(folder);
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }

    static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** On standard error, so that what is printed is the table alone. */
    static void say(String what) {
        System.err.printf("%tT %s%n", LocalTime.now(ZoneId.systemDefault()), what);
    }
}

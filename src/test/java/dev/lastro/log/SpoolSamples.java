package dev.lastro.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Deliveries that are told by their number, for the spool's tests. */
final class SpoolSamples {

    static final SpoolLimits ROOMY = new SpoolLimits(1L << 30, 0);
    static final int EVERYTHING = 1_000_000;

    private SpoolSamples() {}

    static void add(Spool spool, int number, @Nullable Long perhapsAt) {
        spool.add(submission(number), salt(number), perhapsAt)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    static void addAll(Spool spool, int from, int to) {
        var answers = new ArrayList<CompletableFuture<Void>>();
        for (var i = from; i <= to; i++) {
            answers.add(spool.add(submission(i), salt(i), null));
        }
        answers.forEach(CompletableFuture::join);
    }

    static List<Spooled> all(Spool spool) {
        return spool.oldest(EVERYTHING, 1L << 40);
    }

    static Submission submission(int number) {
        var body = new byte[1_000];
        new Random(number).nextBytes(body);
        return new Submission(
                "p%07d".formatted(number),
                "10.0.0.1",
                Instant.EPOCH.plusSeconds(number).plusNanos(123_456_000),
                "[[\"n\",\"%07d\"]]".formatted(number).getBytes(StandardCharsets.UTF_8),
                body);
    }

    static byte[] salt(int number) {
        var salt = new byte[16];
        new Random(-number).nextBytes(salt);
        return salt;
    }

    static int number(Spooled spooled) {
        return Integer.parseInt(spooled.submission().provider().substring(1));
    }

    static void assertIsAsItWas(Spooled spooled) {
        var number = number(spooled);
        assertSame(spooled.submission(), submission(number));
        assertThat(spooled.salt()).isEqualTo(salt(number));
    }

    static void assertSame(Submission found, Submission expected) {
        assertThat(found.provider()).isEqualTo(expected.provider());
        assertThat(found.remoteAddress()).isEqualTo(expected.remoteAddress());
        assertThat(found.receivedAt()).isEqualTo(expected.receivedAt());
        assertThat(found.headers()).isEqualTo(expected.headers());
        assertThat(found.body()).isEqualTo(expected.body());
    }

    static void assertNumbers(List<Spooled> found, int from, int to) {
        assertThat(found).hasSize(to - from + 1);
        for (var i = 0; i < found.size(); i++) {
            assertThat(number(found.get(i))).isEqualTo(from + i);
        }
    }

    static List<Path> segments(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> setAside(Path folder) throws IOException {
        try (var files = Files.list(folder.resolve("set-aside"))) {
            return files.sorted().toList();
        }
    }

    /** What damages files and looks hundreds of times does so in memory where that can be had. */
    static Path quickFolder() throws IOException {
        var memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "lastro-spool")
                : Files.createTempDirectory("lastro-spool");
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

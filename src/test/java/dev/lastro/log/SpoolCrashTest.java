package dev.lastro.log;

import static dev.lastro.log.SpoolSamples.ROOMY;
import static dev.lastro.log.SpoolSamples.all;
import static dev.lastro.log.SpoolSamples.number;
import static dev.lastro.log.SpoolSamples.salt;
import static dev.lastro.log.SpoolSamples.submission;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dlastro.test.seed=} repeats a run, {@code -Dlastro.test.crashes=} makes it longer. */
class SpoolCrashTest {

    private final long seed = Long.getLong("lastro.test.seed", System.nanoTime());
    private final Set<Integer> acknowledged = new HashSet<>();
    private final Set<Integer> removed = new HashSet<>();
    private final Set<Integer> aboutToBeRemoved = new HashSet<>();
    private final Map<Integer, Long> marks = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedOutlivesAnyNumberOfKillsInOrderWithItsMark() throws Exception {
        var random = new Random(seed);
        for (var crash = 0; crash < Integer.getInteger("lastro.test.crashes", 12); crash++) {
            crash(1 + crash * 1_000_000, random.nextInt(400));
            try (var spool = SpoolOnDisk.open(folder, "main", ROOMY, new SecureRandom())) {
                var told = "seed %d, crash %d".formatted(seed, crash);
                var found = all(spool);
                found.forEach(SpoolSamples::assertIsAsItWas);
                assertThat(found)
                        .as(told)
                        .extracting(Spooled::sequence)
                        .isSorted()
                        .doesNotHaveDuplicates();
                var numbers = found.stream().map(SpoolSamples::number).toList();
                assertThat(numbers).as(told).doesNotHaveDuplicates().noneMatch(removed::contains);
                var missing = new HashSet<>(acknowledged);
                missing.removeAll(removed);
                missing.removeAll(aboutToBeRemoved);
                missing.removeAll(new HashSet<>(numbers));
                assertThat(missing).as(told).isEmpty();
                for (var each : found) {
                    var mark = marks.get(number(each));
                    if (mark != null) {
                        assertThat(each.perhapsAt()).as(told).isEqualTo(mark);
                    }
                }
                // What the dead process may have removed without being able to say so is gone or is there; no more.
                aboutToBeRemoved.removeIf(each -> !numbers.contains(each) && removed.add(each));
                aboutToBeRemoved.clear();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(200);
        assertThat(removed).isNotEmpty();
    }

    private void crash(int firstNumber, int afterMillis) throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        Integer.toString(firstNumber))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            // The child's log is on the same stream.
            var line = lines.readLine();
            while (line != null && !line.equals("open")) {
                line = lines.readLine();
            }
            assertThat(line).as("whether the child could open the spool").isNotNull();
            var killer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(afterMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                // Process.destroyForcibly would close the stream with what the child said last.
                child.toHandle().destroyForcibly();
            });
            for (line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("(added|marked|removing|removed) [0-9]+( [0-9]+)?\\.")) {
                    note(line.substring(0, line.length() - 1).split(" "));
                }
            }
            killer.join();
        } finally {
            child.destroyForcibly();
            child.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void note(String[] said) {
        var number = Integer.parseInt(said[1]);
        switch (said[0]) {
            case "added" -> acknowledged.add(number);
            case "marked" -> marks.put(number, Long.parseLong(said[2]));
            case "removing" -> aboutToBeRemoved.add(number);
            case "removed" -> removed.add(number);
            default -> throw new IllegalArgumentException(said[0]);
        }
    }

    /** Adds from eight threads and drains by one, and says what was done, a line ended by a full stop each. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            var spool = SpoolOnDisk.open(Path.of(args[0]), "main", ROOMY, new SecureRandom());
            say("open");
            var next = new AtomicInteger(Integer.parseInt(args[1]));
            for (var i = 0; i < 8; i++) {
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        var number = next.getAndIncrement();
                        spool.add(submission(number), salt(number), null).join();
                        say("added " + number + ".");
                    }
                });
            }
            for (var position = Long.parseLong(args[1]); ; position += 20) {
                var oldest = spool.oldest(20, SpoolSamples.EVERYTHING);
                spool.mark(oldest, position);
                for (var i = 0; i < oldest.size(); i++) {
                    say("marked " + number(oldest.get(i)) + " " + (position + i) + ".");
                }
                oldest.forEach(each -> say("removing " + number(each) + "."));
                spool.remove(oldest);
                oldest.forEach(each -> say("removed " + number(each) + "."));
                Thread.sleep(15);
            }
        }

        private static void say(String what) {
            synchronized (Child.class) {
                System.out.println(what);
                System.out.flush();
            }
        }
    }
}

package dev.lastro.log;

import static dev.lastro.log.SpoolSamples.add;
import static dev.lastro.log.SpoolSamples.all;
import static dev.lastro.log.SpoolSamples.number;
import static dev.lastro.log.SpoolSamples.salt;
import static dev.lastro.log.SpoolSamples.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of 6 MB of its own, which only root can mount. */
class SpoolDiskTest {

    private static final SpoolLimits UP_TO_THE_LAST_BYTE = new SpoolLimits(1L << 30, 0);

    @TempDir
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()), "mount is not permitted");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void aFullDiskRefusesTheNewKeepsTheOldAndWorksAgainOnceThereIsRoom() throws Exception {
        var kept = new HashSet<Integer>();
        try (var spool = open(UP_TO_THE_LAST_BYTE)) {
            for (var number = 1; number <= 50; number++) {
                add(spool, number, null);
                kept.add(number);
            }
            assertThat(fill(spool, kept)).anyMatch(each -> each.contains("No space left on device"));
            assertThat(all(spool)).extracting(SpoolSamples::number).containsExactlyElementsOf(sorted(kept));

            var first = spool.oldest(5, SpoolSamples.EVERYTHING);
            spool.mark(first, 70);
            spool.remove(first.subList(0, 2));
            kept.removeAll(
                    first.subList(0, 2).stream().map(SpoolSamples::number).toList());

            empty();
            add(spool, 1_000_000, null);
            kept.add(1_000_000);
            assertThat(spool.status().lastFailure()).isNull();
        }
        try (var spool = open(UP_TO_THE_LAST_BYTE)) {
            var found = all(spool);
            found.forEach(SpoolSamples::assertIsAsItWas);
            assertThat(found).extracting(SpoolSamples::number).containsExactlyElementsOf(sorted(kept));
            assertThat(found.getFirst().perhapsAt()).isEqualTo(72);
            assertThat(spool.status().setAside()).isZero();
        }
    }

    @Test
    void someOfTheDiskIsLeftToOthers() throws Exception {
        try (var spool = open(new SpoolLimits(1L << 30, 2 << 20))) {
            var stored = 0;
            while (tryAdd(spool, stored + 1)) {
                stored++;
            }
            assertThat(stored).isGreaterThan(1_000);
            assertThat(Files.getFileStore(disk).getUsableSpace()).isBetween(1_900_000L, 2_200_000L);
            assertThat(spool.status().lastFailure()).contains("lastro.spool-keep-free=2097152B");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenStopsTheStartWithTheNameOfTheProperty() throws Exception {
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
        assertThatThrownBy(() -> open(UP_TO_THE_LAST_BYTE))
                .isInstanceOf(SpoolUnusableException.class)
                .hasMessageContaining("lastro.spool-dir=" + disk)
                .hasMessageContaining("Read-only file system");
    }

    /**
     * Leaves room for 300 bodies but not for the heads and checksums around them, so that the spool begins to write and
     * the disk is full in the middle of it.
     *
     * @return what those were told that were refused
     */
    private List<String> fill(Spool spool, Set<Integer> kept) throws IOException {
        var refused = new ArrayList<String>();
        for (var first = 51; first < 3_000; first += 300) {
            var usable = Files.getFileStore(disk).getUsableSpace();
            Files.write(disk.resolve("other" + first), new byte[(int) Math.max(0, usable - 77 * 4096)]);
            var answers = new LinkedHashMap<Integer, CompletableFuture<Void>>();
            for (var number = first; number < first + 300; number++) {
                answers.put(number, spool.add(submission(number), salt(number), null));
            }
            answers.forEach((number, answer) -> {
                try {
                    answer.join();
                    kept.add(number);
                } catch (CompletionException e) {
                    assertThat(e.getCause()).isInstanceOf(LogUnavailableException.class);
                    refused.add(String.valueOf(e.getCause()));
                }
            });
            if (refused.stream().anyMatch(each -> each.contains("No space left on device"))) {
                return refused;
            }
            Files.delete(disk.resolve("other" + first));
        }
        return refused;
    }

    private void empty() throws IOException {
        try (var others = Files.newDirectoryStream(disk, "other*")) {
            for (var each : others) {
                Files.delete(each);
            }
        }
    }

    private static boolean tryAdd(Spool spool, int number) {
        try {
            add(spool, number, null);
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static List<Integer> sorted(Set<Integer> numbers) {
        return numbers.stream().sorted().toList();
    }

    private SpoolOnDisk open(SpoolLimits limits) {
        return SpoolOnDisk.open(disk, "main", limits, new SecureRandom());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}

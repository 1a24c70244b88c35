package dev.lastro.log;

import static dev.lastro.log.SpoolSamples.ROOMY;
import static dev.lastro.log.SpoolSamples.add;
import static dev.lastro.log.SpoolSamples.addAll;
import static dev.lastro.log.SpoolSamples.all;
import static dev.lastro.log.SpoolSamples.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code -Dlastro.test.seed=} repeats a run, {@code -Dlastro.test.rounds=} makes it longer. */
class SpoolDamageTest {

    private static final int RECORDS = 200;

    private final long seed = Long.getLong("lastro.test.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("lastro.test.rounds", 60);
    private final Random random = new Random(seed);
    private Path folder = Path.of("");
    private Path file = Path.of("");
    private byte[] clean = new byte[0];
    private byte[] state = new byte[0];

    @BeforeEach
    void fill() throws IOException {
        folder = SpoolSamples.quickFolder();
        try (var spool = open()) {
            addAll(spool, 1, RECORDS);
        }
        file = SpoolSamples.segments(folder).getFirst();
        clean = Files.readAllBytes(file);
        state = Files.readAllBytes(folder.resolve("main.state"));
    }

    @AfterEach
    void delete() throws IOException {
        SpoolSamples.delete(folder);
    }

    @Test
    void aFlippedByteCostsItsRecordOnlyAndNoneComesBackWrong() throws IOException {
        for (var round = 0; round < rounds; round++) {
            var bytes = clean.clone();
            var at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            reset(bytes);
            expectAllBut(at / record(), at / record(), "byte " + at + " of round " + round);
        }
    }

    @Test
    void aZeroedSectorCostsTheRecordsItIsInOnly() throws IOException {
        for (var round = 0; round < rounds; round++) {
            var bytes = clean.clone();
            var at = random.nextInt(bytes.length / 512) * 512;
            Arrays.fill(bytes, at, at + 512, (byte) 0);
            reset(bytes);
            expectAllBut(at / record(), (at + 511) / record(), "sector at " + at + " of round " + round);
        }
    }

    @Test
    void aTornTailCostsNothingBeforeIt() throws IOException {
        for (var round = 0; round < rounds; round++) {
            var length = random.nextInt(clean.length);
            reset(Arrays.copyOf(clean, length));
            try (var spool = open()) {
                SpoolSamples.assertNumbers(all(spool), 1, length / record());
                assertThat(spool.status().setAside())
                        .as("seed %d, cut at %d", seed, length)
                        .isEqualTo(length % record() == 0 ? 0 : 1);
                add(spool, 9_999, null);
            }
            try (var spool = open()) {
                assertThat(spool.waiting()).isEqualTo(length / record() + 1L);
                assertThat(number(all(spool).getLast())).isEqualTo(9_999);
            }
        }
    }

    @Test
    void whatIsDamagedWhileTheProcessRunsIsNoticedByTheDrainAndByTheNextStartOnce() throws IOException {
        try (var spool = open()) {
            var bytes = clean.clone();
            bytes[20 * record() + 100] ^= 1;
            Files.write(file, bytes);
            assertThat(all(spool)).hasSize(RECORDS - 1).noneMatch(each -> number(each) == 21);
            assertThat(spool.waiting()).isEqualTo(RECORDS - 1);
            assertThat(spool.status().setAside()).isEqualTo(1);
        }
        Files.delete(SpoolSamples.setAside(folder).getFirst());
        try (var spool = open()) {
            assertThat(spool.waiting()).isEqualTo(RECORDS - 1);
            assertThat(spool.status().setAside()).isZero();
        }
    }

    @Test
    void aFileThatReadsAsEmptyIsNotTakenForNothing() throws IOException {
        try (var spool = open()) {
            add(spool, 9_999, null);
        }
        Files.write(file, new byte[0]);
        try (var spool = open()) {
            assertThat(all(spool)).extracting(SpoolSamples::number).containsExactly(9_999);
            assertThat(SpoolSamples.setAside(folder).getFirst().getFileName())
                    .hasToString("main.0000000000000000001-0000000000000000200.damaged");
        }
    }

    @Test
    void aFileThatCannotBeReadIsLeftForTheNextStartAndStopsNothing() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        try (var spool = open()) {
            add(spool, 9_999, null);
            assertThat(spool.status().lastFailure()).contains(file.toString());
            assertThat(all(spool)).extracting(SpoolSamples::number).containsExactly(9_999);
        }
        Files.delete(file);
        Files.write(file, clean);
        try (var spool = open()) {
            assertThat(all(spool)).hasSize(RECORDS + 1);
            assertThat(spool.waiting()).isEqualTo(RECORDS + 1);
            assertThat(spool.status().setAside()).isZero();
        }
    }

    @Test
    void aFlippedByteInTheStateCostsNothing() throws IOException {
        try (var spool = open()) {
            var first = spool.oldest(10, SpoolSamples.EVERYTHING);
            spool.mark(first, 500);
            spool.remove(first.subList(0, 5));
        }
        var whole = Files.readAllBytes(folder.resolve("main.state"));
        for (var round = 0; round < rounds; round++) {
            var bytes = whole.clone();
            bytes[round % 2 * SpoolState.COPY_BYTES + random.nextInt(80)] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.resolve("main.state"), bytes);
            try (var spool = open()) {
                var found = all(spool);
                assertThat(found).hasSize(RECORDS - 5);
                assertThat(found).extracting(Spooled::perhapsAt).startsWith(505L, 506L, 507L, 508L, 509L, null);
            }
        }
    }

    @Test
    void aStateThatIsGoneLosesNoDelivery() throws IOException {
        Files.write(folder.resolve("main.state"), new byte[state.length]);
        try (var spool = open()) {
            SpoolSamples.assertNumbers(all(spool), 1, RECORDS);
        }
    }

    /** All samples are of one size. */
    private int record() {
        return clean.length / RECORDS;
    }

    private void expectAllBut(int first, int last, String what) throws IOException {
        try (var spool = open()) {
            var found = all(spool);
            found.forEach(SpoolSamples::assertIsAsItWas);
            var expected = IntStream.rangeClosed(1, RECORDS)
                    .filter(number -> number < first + 1 || number > last + 1)
                    .boxed()
                    .toList();
            assertThat(found)
                    .extracting(SpoolSamples::number)
                    .as("seed %d, %s", seed, what)
                    .isEqualTo(expected);
            assertThat(spool.waiting()).isEqualTo(expected.size());
            assertThat(spool.status().setAside()).isEqualTo(1);
        }
    }

    private void reset(byte[] bytes) throws IOException {
        for (var each : SpoolSamples.setAside(folder)) {
            Files.delete(each);
        }
        for (var each : SpoolSamples.segments(folder)) {
            Files.delete(each);
        }
        Files.write(file, bytes);
        Files.write(folder.resolve("main.state"), state);
    }

    private SpoolOnDisk open() {
        return SpoolOnDisk.open(folder, "main", ROOMY, new SecureRandom());
    }
}

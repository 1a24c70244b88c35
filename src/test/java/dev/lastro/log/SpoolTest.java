package dev.lastro.log;

import static dev.lastro.log.SpoolSamples.EVERYTHING;
import static dev.lastro.log.SpoolSamples.ROOMY;
import static dev.lastro.log.SpoolSamples.add;
import static dev.lastro.log.SpoolSamples.addAll;
import static dev.lastro.log.SpoolSamples.all;
import static dev.lastro.log.SpoolSamples.assertIsAsItWas;
import static dev.lastro.log.SpoolSamples.assertNumbers;
import static dev.lastro.log.SpoolSamples.number;
import static dev.lastro.log.SpoolSamples.salt;
import static dev.lastro.log.SpoolSamples.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    private Path folder;

    @Test
    void deliveriesComeBackInOrderAsTheyWereAlsoAfterARestart() {
        try (var spool = open()) {
            for (var i = 1; i <= 50; i++) {
                add(spool, i, i % 3 == 0 ? Long.valueOf(i * 10L) : null);
            }
            assertNumbers(all(spool), 1, 50);
        }
        try (var spool = open()) {
            var found = all(spool);
            assertNumbers(found, 1, 50);
            for (var each : found) {
                var number = number(each);
                assertIsAsItWas(each);
                assertThat(each.perhapsAt()).isEqualTo(number % 3 == 0 ? number * 10L : null);
            }
            assertThat(spool.waiting()).isEqualTo(50);
            assertThat(spool.status().oldestReceivedAt())
                    .isEqualTo(submission(1).receivedAt());
        }
    }

    @Test
    void bytesOfAnyKindAndLengthAreKept() {
        var body = new byte[3 << 20];
        new Random(1).nextBytes(body);
        var odd = new Submission("é", "::1", Instant.parse("1960-01-01T00:00:00.000001Z"), new byte[0], body);
        var empty = new Submission("", "", Instant.EPOCH, new byte[0], new byte[0]);
        try (var spool = open()) {
            spool.add(odd, new byte[0], Long.MAX_VALUE).join();
            spool.add(empty, new byte[16], 0L).join();
        }
        try (var spool = open()) {
            var found = all(spool);
            assertThat(found).extracting(Spooled::perhapsAt).containsExactly(Long.MAX_VALUE, 0L);
            assertThat(found.getFirst().salt()).isEmpty();
            SpoolSamples.assertSame(found.getFirst().submission(), odd);
            SpoolSamples.assertSame(found.getLast().submission(), empty);
        }
    }

    @Test
    void marksAndRemovalsSurviveARestart() {
        try (var spool = open()) {
            addAll(spool, 1, 10);
            var first = spool.oldest(4, EVERYTHING);
            spool.mark(first, 100);
            spool.remove(first.subList(0, 2));
        }
        try (var spool = open()) {
            var found = all(spool);
            assertNumbers(found, 3, 10);
            assertThat(found).extracting(Spooled::perhapsAt).startsWith(102L, 103L, null);
            assertThat(spool.waiting()).isEqualTo(8);
            spool.mark(found.subList(0, 1), 200);
            assertThat(all(spool)).extracting(Spooled::perhapsAt).startsWith(200L, 103L, null);
        }
    }

    @Test
    void oldestIsBoundedByRowsAndBytesButGivesAtLeastOne() {
        try (var spool = open()) {
            addAll(spool, 1, 10);
            assertNumbers(spool.oldest(3, EVERYTHING), 1, 3);
            assertNumbers(spool.oldest(10, 1), 1, 1);
            assertNumbers(spool.oldest(10, 4_000), 1, 3);
        }
    }

    @Test
    void aDrainedSpoolTakesNoSpaceAndGoesOnCounting() throws Exception {
        var last = 0L;
        try (var spool = open()) {
            addAll(spool, 1, 12_000);
            assertThat(spool.status().bytes()).isGreaterThan(3 * SpoolLimits.SEGMENT_BYTES);
            for (var batch = spool.oldest(500, EVERYTHING); !batch.isEmpty(); batch = spool.oldest(500, EVERYTHING)) {
                assertThat(batch.getFirst().sequence()).isEqualTo(last + 1);
                spool.mark(batch, 1);
                last = batch.getLast().sequence();
                spool.remove(batch);
            }
            assertThat(last).isEqualTo(12_000);
        }
        assertThat(SpoolSamples.segments(folder)).isEmpty();
        try (var spool = open()) {
            assertThat(spool.waiting()).isZero();
            add(spool, 7, null);
            assertThat(spool.oldest(1, 1).getFirst().sequence()).isGreaterThan(last);
        }
    }

    @Test
    void aDeliveryThatTheDatabaseRefusesIsKeptAsAFileForAPerson() throws Exception {
        try (var spool = open()) {
            addAll(spool, 1, 3);
            spool.setAside(spool.oldest(2, EVERYTHING).getLast(), "Data too long for column 'body'");
            assertThat(all(spool)).extracting(SpoolSamples::number).containsExactly(1, 3);
            assertThat(spool.status().setAside()).isEqualTo(1);
        }
        try (var spool = open()) {
            assertThat(all(spool)).extracting(SpoolSamples::number).containsExactly(1, 3);
        }
        assertThat(Files.readString(SpoolSamples.setAside(folder).getFirst()))
                .contains("\"reason\":\"Data too long for column 'body'\"", "\"provider\":\"p0000002\"", "\"body\":\"");
    }

    @Test
    void aFullSpoolRefusesWhatDoesNotFitAndTakesItOnceDrained() {
        try (var spool = open(new SpoolLimits(SpoolLimits.SEGMENT_BYTES, 0))) {
            var stored = 0;
            for (; stored < 100_000; stored++) {
                var answer = spool.add(submission(stored + 1), salt(stored + 1), null);
                try {
                    answer.join();
                } catch (CompletionException e) {
                    assertThat(e.getCause())
                            .isInstanceOf(LogUnavailableException.class)
                            .hasMessageContaining("lastro.spool-max=4194304B");
                    break;
                }
            }
            assertThat(stored).isBetween(3_000, 4_000);
            assertThat(spool.status().lastFailure()).contains("lastro.spool-max");
            var all = all(spool);
            assertNumbers(all, 1, stored);
            spool.remove(all);
            add(spool, 1, null);
            assertThat(spool.status().lastFailure()).isNull();
        }
    }

    @Test
    void aSecondProcessOnTheSameSpoolIsAnErrorThatSaysSo() {
        try (var spool = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(SpoolUnusableException.class)
                    .hasMessageContaining("lastro.spool-dir=" + folder)
                    .hasMessageContaining("another process");
            add(spool, 1, null);
        }
        open().close();
    }

    @Test
    void filesOfAnotherLogAreLeftAlone() {
        try (var other = SpoolOnDisk.open(folder, "other", ROOMY, new SecureRandom())) {
            add(other, 1, null);
            try (var spool = open()) {
                add(spool, 2, null);
                assertNumbers(all(spool), 2, 2);
            }
            assertNumbers(all(other), 1, 1);
        }
    }

    @Test
    void aDeliveryWhoseSenderGaveUpBeforeItsTurnIsNotWritten() {
        try (var spool = open()) {
            var answers = new ArrayList<CompletableFuture<Void>>();
            for (var i = 1; i <= 2_000; i++) {
                answers.add(spool.add(submission(i), salt(i), null));
            }
            var cancelled = answers.getLast().cancel(false);
            answers.subList(0, 1_999).forEach(CompletableFuture::join);
            add(spool, 2_001, null);
            assertThat(all(spool)).hasSize(cancelled ? 2_000 : 2_001);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAnErrorThatNamesTheProperty() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> SpoolOnDisk.open(file.resolve("spool"), "main", ROOMY, new SecureRandom()))
                .isInstanceOf(SpoolUnusableException.class)
                .hasMessageContaining("lastro.spool-dir=" + file.resolve("spool"));
    }

    private SpoolOnDisk open() {
        return open(ROOMY);
    }

    private SpoolOnDisk open(SpoolLimits limits) {
        return SpoolOnDisk.open(folder, "main", limits, new SecureRandom());
    }
}

package dev.lastro.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastro.proof.Note;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAnchorTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Sealed FIRST = Notes.sealed("main", 0, NOW);
    private static final Sealed SECOND = Notes.sealed("main", 1, NOW);

    @TempDir
    private Path folder;

    @Test
    void aFileIsMadeWithItsFolderAndAppendedTo() throws IOException {
        var path = folder.resolve("made/here/checkpoints");
        var anchor = new FileAnchor(path, Duration.ZERO);

        assertThat(anchor.publish(FIRST)).isNull();
        anchor.publish(SECOND);

        assertThat(path).hasContent(text(FIRST) + "\n" + text(SECOND) + "\n");
        assertThat(notes(path)).containsExactly(text(FIRST), text(SECOND));
    }

    /** Whatever a crash leaves of an append stays as it is, and what comes after can be read. */
    @Test
    void aTornTailIsEndedAndNothingOfItIsLost() throws IOException {
        var whole = (text(FIRST) + "\n").getBytes(StandardCharsets.UTF_8);
        for (var kept = 0; kept <= whole.length; kept++) {
            var path = folder.resolve("torn-" + kept);
            var torn = concat(whole, Arrays.copyOf(whole, kept));
            Files.write(path, torn);

            new FileAnchor(path, Duration.ZERO).publish(SECOND);

            var now = Files.readAllBytes(path);
            assertThat(Arrays.copyOf(now, torn.length))
                    .as("%d bytes kept", kept)
                    .isEqualTo(torn);
            var notes = notes(path);
            assertThat(notes.getFirst()).isEqualTo(text(FIRST));
            assertThat(notes.getLast()).as("%d bytes kept", kept).isEqualTo(text(SECOND));
        }
    }

    @Test
    void aFileThatMayOnlyBeAppendedToIsAppendedTo() throws Exception {
        var path = Files.writeString(folder.resolve("append-only"), "torn");
        assumeTrue(chattr("+a", path), "skipped: only root on ext4 and its like makes a file append-only");
        try {
            assertThatThrownBy(() -> Files.writeString(path, "overwritten")).isInstanceOf(IOException.class);
            new FileAnchor(path, Duration.ZERO).publish(FIRST);
            assertThat(path).hasContent("torn\n\n" + text(FIRST) + "\n");
        } finally {
            chattr("-a", path);
        }
    }

    @Test
    void whatCannotBeWrittenIsAFailure() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("a file"), "where the folder should be");
        assertThatThrownBy(() -> new FileAnchor(inTheWay.resolve("checkpoints"), Duration.ZERO).publish(FIRST))
                .isInstanceOf(IOException.class);
    }

    private static boolean chattr(String how, Path path) throws InterruptedException {
        try {
            return new ProcessBuilder("chattr", how, path.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> notes(Path path) throws IOException {
        return Note.split(Files.readAllBytes(path)).stream()
                .map(each -> new String(each, StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(Sealed checkpoint) {
        return new String(checkpoint.note(), StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

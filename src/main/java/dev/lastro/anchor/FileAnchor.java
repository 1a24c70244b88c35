package dev.lastro.anchor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Appends each note and an empty line to a file, which is best on a disk of another machine, or one that can be written
 * only once. What is in the file is never changed.
 *
 * <p>A note has an empty line inside, too, so a reader takes the lines between empty lines as a block: a note is a block
 * and the next one, which begins with {@code — }. A block that is not followed by such a one was torn by a crash.
 */
record FileAnchor(Path path, Duration every) implements Anchor {

    private static final byte NEWLINE = '\n';

    @Override
    public String name() {
        return "file";
    }

    @Override
    public byte @Nullable [] publish(Sealed checkpoint) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        var isNew = !Files.exists(path);
        if (isNew && folder != null) {
            Files.createDirectories(folder);
        }
        var entry = ByteBuffer.wrap(entry(isNew ? 0 : newlinesMissing(), checkpoint.note()));
        // by the system's own append, which a file that may only be appended to allows
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (entry.hasRemaining()) {
                file.write(entry);
            }
            file.force(true);
        }
        if (isNew && folder != null) {
            force(folder);
        }
        return null;
    }

    /** So that what a crash left of the last append ends in an empty line. */
    private int newlinesMissing() throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var end = file.size();
            var tail = ByteBuffer.allocate((int) Math.min(2, end));
            while (tail.hasRemaining() && file.read(tail, end - tail.remaining()) >= 0) {
                // on to the next byte
            }
            var there = 0;
            for (var i = tail.capacity() - 1; i >= 0 && tail.get(i) == NEWLINE; i--) {
                there++;
            }
            return end == 0 ? 0 : 2 - there;
        }
    }

    private static byte[] entry(int newlinesBefore, byte[] note) {
        var entry = ByteBuffer.allocate(newlinesBefore + note.length + 1);
        for (var i = 0; i < newlinesBefore; i++) {
            entry.put(NEWLINE);
        }
        return entry.put(note).put(NEWLINE).array();
    }

    /** A new file's name is in its folder only when that was written too. */
    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

package dev.lastro.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool, {@code <log>.<sequence of its first record>.<marker>.spool}. Only ever appended to; deleted
 * once all in it was drained. Its name is its header, so no byte inside it matters to more than one record.
 */
final class SpoolSegment {

    static final String SUFFIX = ".spool";
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+)\\.([0-9]{19})\\.([0-9a-f]{16})\\.spool");
    private static final int BLOCK = 4096;

    private final Path path;
    private final long firstSequence;
    private final long marker;
    private long lastSequence;
    private long length;
    private boolean unreadableInPart;

    private SpoolSegment(Path path, long firstSequence, long marker) {
        this.path = path;
        this.firstSequence = firstSequence;
        this.marker = marker;
        this.lastSequence = firstSequence - 1;
    }

    /** Null: no file of this log. */
    static @Nullable SpoolSegment named(Path path, String log) {
        var name = NAME.matcher(path.getFileName().toString());
        return name.matches() && name.group(1).equals(log)
                ? new SpoolSegment(path, Long.parseLong(name.group(2)), Long.parseUnsignedLong(name.group(3), 16))
                : null;
    }

    static SpoolSegment next(Path folder, String log, long firstSequence, long marker) {
        var name = String.format(Locale.ROOT, "%s.%019d.%016x%s", log, firstSequence, marker, SUFFIX);
        return new SpoolSegment(folder.resolve(name), firstSequence, marker);
    }

    Path path() {
        return path;
    }

    long marker() {
        return marker;
    }

    long firstSequence() {
        return firstSequence;
    }

    /** One less than the first as long as it is empty. */
    long lastSequence() {
        return lastSequence;
    }

    /** Of what is durable. */
    long length() {
        return length;
    }

    void grownTo(long length, long lastSequence) {
        this.length = length;
        this.lastSequence = lastSequence;
    }

    /** Some of it could not be read: the file is kept when its time comes, for another try. */
    boolean isUnreadableInPart() {
        return unreadableInPart;
    }

    /** The channel stays open for appending; the folder knows the file before anything in it is acknowledged. */
    FileChannel create(Path folder) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            SpoolFolder.force(folder);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
        return channel;
    }

    static void append(FileChannel channel, long at, List<byte[]> records) throws IOException {
        var parts = records.stream().map(ByteBuffer::wrap).toArray(ByteBuffer[]::new);
        channel.position(at);
        var left = records.stream().mapToLong(each -> each.length).sum();
        while (left > 0) {
            left -= channel.write(parts);
        }
    }

    /**
     * What is durable of it. Blocks that cannot be read are zeros, which no checksum takes for a record: a bad block of
     * the disk costs the records in it.
     *
     * @throws IOException if not one block can be read, or the file not be opened: then it is not damage
     */
    ByteBuffer read() throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var bytes = new byte[Math.toIntExact(Math.min(length, file.length()))];
            try {
                file.readFully(bytes);
            } catch (IOException e) {
                readBlocks(file, bytes, e);
            }
            return ByteBuffer.wrap(bytes);
        }
    }

    private void readBlocks(RandomAccessFile file, byte[] bytes, IOException failure) throws IOException {
        var readable = 0;
        for (var at = 0; at < bytes.length; at += BLOCK) {
            var size = Math.min(BLOCK, bytes.length - at);
            try {
                file.seek(at);
                file.readFully(bytes, at, size);
                readable++;
            } catch (IOException e) {
                Arrays.fill(bytes, at, at + size, (byte) 0);
            }
        }
        if (readable == 0) {
            throw failure;
        }
        unreadableInPart = true;
    }

    /** Looks at what is there after a start. */
    void measure() throws IOException {
        length = Files.size(path);
    }
}

package dev.lastro.derive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file of a rebuild: bytes, then a footer that says where what is, then a fixed end. It bears its name only when it is
 * whole, and what was left by another process is taken only if its check sum agrees, so nothing is forced to the disk.
 * Reading is thread-safe.
 */
final class WorkFile implements AutoCloseable {

    /** Footer's length (8 bytes), CRC-32C of all before it (8), magic (8). */
    private static final int END = 24;

    private static final long MAGIC = 0x6c617374726f0002L;
    private static final int CHECK_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final byte[] footer;

    private WorkFile(Path path, FileChannel channel, byte[] footer) {
        this.path = path;
        this.channel = channel;
        this.footer = footer;
    }

    /** A whole file that another process made; empty: there is none, or it is damaged, which then is told. */
    static Optional<WorkFile> find(Path path, WorkFolder folder) {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw folder.failed(path, e);
        }
        try {
            var whole = check(path, channel);
            if (whole.isEmpty()) {
                channel.close();
                folder.damaged(path);
            }
            return whole;
        } catch (IOException e) {
            throw folder.failed(path, e);
        }
    }

    private static Optional<WorkFile> check(Path path, FileChannel channel) throws IOException {
        var size = channel.size();
        if (size < END) {
            return Optional.empty();
        }
        var end = ByteBuffer.wrap(bytes(channel, size - END, END));
        var footerLength = end.getLong();
        var crc = end.getLong();
        if (end.getLong() != MAGIC || footerLength < 0 || footerLength > size - END || crc != crc(channel, size - 16)) {
            return Optional.empty();
        }
        var footer = bytes(channel, size - END - footerLength, Math.toIntExact(footerLength));
        return Optional.of(new WorkFile(path, channel, footer));
    }

    private static long crc(FileChannel channel, long length) throws IOException {
        var crc = new CRC32C();
        var buffer = ByteBuffer.allocate((int) Math.min(CHECK_BYTES, length));
        for (var at = 0L; at < length; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
            readFully(channel, buffer, at);
            crc.update(buffer.flip());
        }
        return crc.getValue();
    }

    ByteSource footer() {
        return new ByteSource(footer);
    }

    void read(long offset, byte[] into, int at, int length) {
        try {
            readFully(channel, ByteBuffer.wrap(into, at, length), offset);
        } catch (IOException e) {
            throw new UncheckedIOException("%s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static byte[] bytes(FileChannel channel, long offset, int length) throws IOException {
        var bytes = new byte[length];
        readFully(channel, ByteBuffer.wrap(bytes), offset);
        return bytes;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long offset) throws IOException {
        var at = offset;
        while (into.hasRemaining()) {
            var count = channel.read(into, at);
            if (count < 0) {
                throw new IOException("ends at byte %d, though more was written".formatted(at));
            }
            at += count;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one file, from its beginning to its end; not thread-safe. */
    static final class Writer implements AutoCloseable {

        private static final int BUFFER_BYTES = 1 << 18;

        private final WorkFolder folder;
        private final Path path;
        private final Path part;
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        private final CRC32C crc = new CRC32C();
        private long length;
        private boolean whole;

        Writer(Path path, WorkFolder folder) {
            this.folder = folder;
            this.path = path;
            this.part = path.resolveSibling(path.getFileName() + ".part");
            try {
                this.channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw folder.failed(part, e);
            }
        }

        /** Where the next byte will stand. */
        long length() {
            return length;
        }

        void write(byte[] bytes, int from, int count) {
            try {
                crc.update(bytes, from, count);
                length += count;
                if (count > buffer.remaining()) {
                    drain();
                }
                if (count > buffer.capacity()) {
                    writeFully(ByteBuffer.wrap(bytes, from, count));
                } else {
                    buffer.put(bytes, from, count);
                }
            } catch (IOException e) {
                throw folder.failed(part, e);
            }
        }

        /** The file is whole now. */
        WorkFile finish(ByteSink footer) {
            write(footer.array(), 0, footer.length());
            var end = new ByteSink(END);
            end.eight(footer.length());
            write(end.array(), 0, end.length());
            end.clear();
            end.eight(crc.getValue());
            end.eight(MAGIC);
            write(end.array(), 0, end.length());
            try {
                drain();
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw folder.failed(part, e);
            }
            whole = true;
            return new WorkFile(path, channel, footer.toBytes());
        }

        private void drain() throws IOException {
            writeFully(buffer.flip());
            buffer.clear();
        }

        private void writeFully(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** What did not become whole is of no use; what did is open for reading. */
        @Override
        public void close() {
            try {
                if (!whole) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

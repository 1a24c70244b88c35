package dev.lastro.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The key on the disk: PKCS#8 as PEM, for its owner alone, and its public key beside it for everybody. */
public final class KeyFile {

    private KeyFile() {}

    /** Where {@link #create} leaves the public key. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /**
     * Makes the file, forced to the disk; of two that try at once one wins, and both then read the same key.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void create(Path file, LogKey key) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            var part = Files.createTempFile(folder, ".key", ".part", ownersAlone(file));
            try {
                write(part, key.privatePem());
                // A link fails where there is a file; a rename would replace it.
                Files.createLink(file, part);
            } catch (FileAlreadyExistsException e) {
                return;
            } finally {
                Files.deleteIfExists(part);
            }
            var publicPart = Files.createTempFile(folder, ".pub", ".part");
            write(publicPart, key.publicPem());
            Files.move(publicPart, publicFile(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key %s cannot be made (lastro.log.key-file): %s".formatted(file.toAbsolutePath(), e), e);
        }
    }

    /** @throws IllegalStateException if there is no Ed25519 key in it */
    public static LogKey read(Path file) {
        try {
            return LogKey.ofPem(Files.readString(file));
        } catch (BadProofException e) {
            throw new IllegalStateException(
                    "the key %s (lastro.log.key-file) cannot be used: %s"
                            .formatted(file.toAbsolutePath(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key %s (lastro.log.key-file) cannot be read: %s".formatted(file.toAbsolutePath(), e), e);
        }
    }

    private static FileAttribute<?>[] ownersAlone(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void write(Path file, String text) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}

package dev.lastro.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A small ext4 file system in a file, which can be made full. Only root may mount one. */
final class LimitedDisk implements AutoCloseable {

    private static final String FILLER = "filler";

    private final Path folder;

    private LimitedDisk(Path folder) {
        this.folder = folder;
    }

    /** Empty where this process may not mount. */
    static Optional<LimitedDisk> mount(Path image, Path folder, long mebibytes) {
        try {
            Files.createDirectories(folder);
            try (var file = FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(1), (mebibytes << 20) - 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // no blocks are kept back for root, or root could still write on a full disk
        return succeeds("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
                        && succeeds("mount", "-o", "loop", image.toString(), folder.toString())
                ? Optional.of(new LimitedDisk(folder))
                : Optional.empty();
    }

    /** Any path on it. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Takes every free block. */
    void fill() {
        for (var block = 1 << 20; block >= 1 << 10; block >>= 10) {
            try (var file = FileChannel.open(
                    folder.resolve(FILLER),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND)) {
                while (true) {
                    file.write(ByteBuffer.allocate(block));
                }
            } catch (IOException e) {
                // no space left on device, as wanted
            }
        }
    }

    void free() {
        try {
            Files.deleteIfExists(folder.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        succeeds("umount", "--lazy", folder.toString());
    }

    private static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return true;
            }
            System.err.println(String.join(" ", command) + ": " + output.strip());
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

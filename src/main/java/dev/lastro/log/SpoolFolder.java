package dev.lastro.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code lastro.spool-dir} for one log, locked against a second process. */
final class SpoolFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

    private final Path path;
    private final String log;
    private final FileChannel lockFile;
    private final Path setAside;

    private SpoolFolder(Path path, String log, FileChannel lockFile) {
        this.path = path;
        this.log = log;
        this.lockFile = lockFile;
        this.setAside = path.resolve("set-aside");
    }

    /** @throws SpoolUnusableException if it cannot be made or written, or another process has it */
    static SpoolFolder open(Path path, String log) {
        try {
            Files.createDirectories(path.resolve("set-aside"));
            force(path);
            var channel =
                    FileChannel.open(path.resolve(log + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new SpoolTakenException(
                        "lastro.spool-dir=%s: another process has the spool of log %s open; give each receiver a folder of its own"
                                .formatted(path, log));
            }
            return new SpoolFolder(path, log, channel);
        } catch (IOException e) {
            throw new SpoolUnusableException(
                    "lastro.spool-dir=%s cannot be written: %s; name a folder on a local disk that this user may write"
                            .formatted(path, e),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What was created, renamed or deleted in the folder stays so. */
    static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    Path path() {
        return path;
    }

    Path stateFile() {
        return path.resolve(log + ".state");
    }

    /** This log's files, oldest first; warns of those of other logs, which nobody drains from here. */
    List<SpoolSegment> segments() throws IOException {
        var own = new ArrayList<SpoolSegment>();
        try (var files = Files.newDirectoryStream(path, "*" + SpoolSegment.SUFFIX)) {
            for (var file : files) {
                var segment = SpoolSegment.named(file, log);
                if (segment != null) {
                    own.add(segment);
                } else if (Files.size(file) > 0) {
                    LOG.warn(
                            "{} holds {} bytes of deliveries that are not of log {} and are not drained from here: start a"
                                    + " receiver whose lastro.log.name is how the file's name begins, with this folder as"
                                    + " its lastro.spool-dir",
                            file,
                            Files.size(file),
                            log);
                }
            }
        }
        own.sort(Comparator.comparingLong(SpoolSegment::firstSequence));
        return own;
    }

    /** Files of this log that wait for a person. */
    long setAside() {
        try (var files = Files.newDirectoryStream(setAside, log + ".*")) {
            var count = 0L;
            for (var file : files) {
                count += file.toString().endsWith(".tmp") ? 0 : 1;
            }
            return count;
        } catch (IOException e) {
            LOG.warn("{} cannot be listed", setAside, e);
            return 0;
        }
    }

    /** Durable on return. */
    Path keep(String name, ByteBuffer bytes) throws IOException {
        var target = setAside.resolve(log + "." + name);
        var part = setAside.resolve(target.getFileName() + ".tmp");
        try (var channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        force(setAside);
        return target;
    }

    Path moveAside(Path file) throws IOException {
        var target = setAside.resolve(file.getFileName() + ".unreadable");
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        force(setAside);
        return target;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be closed", path, e);
        }
    }
}

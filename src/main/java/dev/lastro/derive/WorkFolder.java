package dev.lastro.derive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a rebuild keeps the files of one request: a folder of its own, in the one that {@code lastro.work-dir} names. */
final class WorkFolder {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

    /** So begin the names of all such folders: nothing else is ever removed. */
    private static final String PREFIX = "request-";

    private final Path root;
    private final Path path;

    private WorkFolder(Path root, String name) {
        this.root = root;
        this.path = root.resolve(PREFIX + name);
    }

    static WorkFolder of(Path root, String name) {
        return new WorkFolder(root, name);
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /** Removes what other requests left, and makes this one's folder. */
    WorkFolder begin() {
        try {
            Files.createDirectories(root);
            clear(root);
            Files.createDirectories(path);
            return this;
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    Path file(String name, int number) {
        return path.resolve("%s-%06d".formatted(name, number));
    }

    /** Whether something that leaves no file of its own is done. */
    boolean isDone(String what) {
        return Files.exists(path.resolve(what));
    }

    void done(String what) {
        try {
            Files.createFile(path.resolve(what));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** The message tells all, so the innermost failure is the one that has it. */
    UncheckedIOException failed(Path file, IOException e) {
        var failure = new IOException(
                "%s: %s. A rebuild keeps its files there while it runs, about 400 bytes for each delivery;"
                                .formatted(file, e.getMessage())
                        + " lastro.work-dir names another folder, and the same command goes on");
        failure.addSuppressed(e);
        return new UncheckedIOException(failure);
    }

    void damaged(Path file) {
        LOG.warn("{} is damaged or was not written to its end: what it held is made again", file);
    }

    /** Removes the folders of all requests. */
    static void clear(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var entries = Files.list(root)) {
            for (var entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(PREFIX)) {
                    remove(entry);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

package dev.lastro.receiver;

import dev.lastro.provider.DefinitionException;
import dev.lastro.provider.Definitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether a definition under {@code lastro.jobs-dir} has changed, by content: times say little where
 * Kubernetes exchanges a folder behind a symbolic link. What has not changed again a second later is taken, if it is fit.
 */
final class DefinitionsWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionsWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Doors doors;
    private final InstantSource clock;
    private final @Nullable Thread thread;

    /** Of {@link #fingerprint}: what {@link #doors} has taken or refused. */
    private String handled;

    /** What was there the last time. */
    private String seen;

    private @Nullable String complaint;

    /** @param folder null: there is nothing that could change */
    DefinitionsWatch(@Nullable Path folder, Doors doors, InstantSource clock) {
        this.doors = doors;
        this.clock = clock;
        this.handled = folder == null ? "" : fingerprint(folder);
        this.seen = handled;
        this.thread =
                folder == null ? null : Thread.ofVirtual().name("definitions").start(() -> run(folder));
    }

    private void run(Path folder) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look(folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Path folder) {
        var now = fingerprint(folder);
        var isSettled = now.equals(seen);
        seen = now;
        if (!isSettled || now.equals(handled)) {
            return;
        }
        try {
            doors.replace(Definitions.load(folder), clock.instant());
            handled = now;
            complaint = null;
            LOG.info("the definitions in {} have changed, and the new ones are in use", folder);
        } catch (RuntimeException e) {
            // what the files say will not change by itself; another cause, such as a database that is away, may go
            if (e instanceof DefinitionException || e instanceof IllegalArgumentException) {
                handled = now;
            }
            complain(folder, e);
        }
    }

    private void complain(Path folder, RuntimeException e) {
        var message = String.valueOf(e.getMessage());
        doors.refuse(
                e instanceof DefinitionException broken
                        ? broken.problems().getFirst().file() + ":"
                                + broken.problems().getFirst().line()
                        : e.getClass().getSimpleName());
        if (!message.equals(complaint)) {
            complaint = message;
            LOG.error(
                    "the definitions in {} have changed and cannot be used; those before them stay in use:\n{}",
                    folder,
                    message);
        }
    }

    /** Of the names and bytes of every definition; what cannot be read now counts as there, but as something else. */
    private static String fingerprint(Path folder) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var kind : List.of("lifecycles", "providers")) {
                for (var file : files(folder.resolve(kind))) {
                    sha256.update(file.toString().getBytes(StandardCharsets.UTF_8));
                    sha256.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(sha256.digest()) + Files.isDirectory(folder);
        } catch (IOException | UncheckedIOException e) {
            return "not to be read: " + e.getMessage();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.lastro.receiver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/**
 * Reads the files of the SSL bundles again and again, and puts them in use when they have changed, can be used, and were
 * the same at two readings: a file that is being written is never half believed.
 *
 * <p>Spring Boot's own watcher ({@code reload-on-update}) waits for the operating system's word, which does not come for
 * network and shared folders or where a folder further up is exchanged; and it ends for good when a folder has more
 * changes than can be told.
 */
final class BundleReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundleReload.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificate-reload").factory());

    private final List<Watched> watched;
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    BundleReload(CheckedSslBundles bundles, Map<String, BundleFiles> files, Duration every) {
        this.watched = files.entrySet().stream()
                .map(bundle ->
                        new Watched(bundles, bundle.getKey(), bundle.getValue().read()))
                .toList();
        if (!watched.isEmpty()) {
            var _ = timer.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Why the files of this bundle, as they are now, are not the ones in use; null: they are. */
    @Nullable
    String problem(String name) {
        return problems.get(name);
    }

    private void look() {
        watched.forEach(Watched::look);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Watched {

        private final CheckedSslBundles bundles;
        private final String name;
        private final Supplier<SslBundle> files;

        private @Nullable BundleCertificates seen;
        private @Nullable String seenProblem;

        Watched(CheckedSslBundles bundles, String name, Supplier<SslBundle> files) {
            this.bundles = bundles;
            this.name = name;
            this.files = files;
        }

        void look() {
            try {
                var read = files.get();
                var certificates = BundleCertificates.read(read);
                if (certificates.equals(bundles.current(name))) {
                    inUse();
                } else if (certificates.equals(seen)) {
                    bundles.updateBundle(name, read);
                    inUse();
                } else {
                    seen = certificates;
                    seenProblem = null;
                }
            } catch (RuntimeException e) {
                report(String.valueOf(e.getMessage()));
            }
        }

        private void inUse() {
            seen = null;
            seenProblem = null;
            problems.remove(name);
        }

        /** Not at the first sight: a certificate is often written before its key. */
        private void report(String problem) {
            if (!problem.equals(seenProblem)) {
                seenProblem = problem;
            } else if (!problem.equals(problems.put(name, problem))) {
                LOG.error(
                        "SSL bundle {} ({}): its files were changed, but cannot be used: {}. What was in use stays in use: {}",
                        name,
                        bundles.locations(name),
                        problem,
                        bundles.current(name).describe());
            }
        }
    }
}

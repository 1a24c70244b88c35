package dev.lastro.job;

import dev.lastro.provider.Definitions;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.provider.StatementDefinitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** How providers' own lists are read, and where what came of them lies. */
@Component
class ProviderLists {

    private final Definitions definitions;
    private final JobProperties properties;

    ProviderLists(Definitions definitions, JobProperties properties) {
        this.definitions = definitions;
        this.properties = properties;
    }

    /** @throws IllegalArgumentException if there is none */
    StatementDefinition definition(String provider, String kind) {
        var all = StatementDefinitions.load(properties.jobsFolder(), definitions);
        var name = "%s-%s".formatted(provider, kind);
        var definition = all.get(name);
        if (definition == null) {
            throw new IllegalArgumentException(
                    "--map=%s: there is no jobs/statements/%s.yaml that says how such a list is read; there are %s"
                            .formatted(kind, name, String.join(", ", all.keySet())));
        }
        return definition;
    }

    /** The highest r<N> that is there, whatever became of the table {@code run}; 0: none. */
    int publishedRevision(String name, LocalDate asOf) {
        var folder = folder(name, asOf, 0).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return 0;
        }
        try (var revisions = Files.list(folder)) {
            return revisions
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .filter(each -> each.matches("r[1-9][0-9]{0,8}"))
                    .mapToInt(each -> Integer.parseInt(each.substring(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(String name, LocalDate asOf, int revision) {
        return properties
                .reportsDir()
                .resolve(JobRequest.Reconcile.JOB)
                .resolve(name)
                .resolve(asOf.toString())
                .resolve("r" + revision);
    }
}

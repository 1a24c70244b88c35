package dev.lastro.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param jobsDir overrides the definitions in the jar file by file; null: those in the jar
 * @param reportsDir where {@code <date>/r<revision>} are made
 * @param workDir where a rebuild keeps its files while it runs, some 400 bytes for each delivery; null: {@code lastro}
 *     in the system's folder for temporary files
 */
@ConfigurationProperties("lastro")
record JobProperties(
        @Nullable Path jobsDir,
        @DefaultValue("reports") Path reportsDir,
        @Nullable Path workDir,
        @DefaultValue Nightly nightly) {

    /** @param rebuildShare news that are a larger part of the log than this are derived by a rebuild, which is then faster */
    record Nightly(@DefaultValue("0.15") double rebuildShare) {}

    Path workRoot() {
        return workDir == null || workDir.toString().isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"), "lastro")
                : workDir;
    }

    /** An empty property is no folder, not the one in which the process was started. */
    @Nullable
    Path jobsFolder() {
        return jobsDir == null || jobsDir.toString().isEmpty() ? null : jobsDir;
    }
}

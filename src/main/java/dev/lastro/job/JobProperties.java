package dev.lastro.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param jobsDir overrides the definitions in the jar file by file; null: those in the jar
 * @param reportsDir where {@code <date>/r<revision>} are made
 */
@ConfigurationProperties("lastro")
record JobProperties(
        @Nullable Path jobsDir, @DefaultValue("reports") Path reportsDir) {

    /** An empty property is no folder, not the one in which the process was started. */
    @Nullable
    Path jobsFolder() {
        return jobsDir == null || jobsDir.toString().isEmpty() ? null : jobsDir;
    }
}

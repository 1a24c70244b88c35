package dev.lastro.job;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param jobsDir overrides the definitions in the jar file by file; null: those in the jar
 * @param reportsDir where {@code <date>/r<revision>} are made
 * @param roles what this process does; the schedule is kept by a process with {@code jobs}
 */
@ConfigurationProperties("lastro")
record JobProperties(
        @Nullable Path jobsDir,
        @DefaultValue("reports") Path reportsDir,
        @DefaultValue({"receiver", "jobs", "console"}) Set<String> roles) {}

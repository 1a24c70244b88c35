package dev.lastro.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code lastro.log.*}.
 *
 * @param name the log that this process' receiver writes: {@code [a-z0-9-]}, 1 to 32 characters
 * @param requireDurable false: a server that can forget a commit is a warning instead of a refusal to start
 */
@ConfigurationProperties("lastro.log")
record LogProperties(
        @DefaultValue("main") String name,
        @DefaultValue("true") boolean requireDurable) {

    LogProperties {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException(
                    "lastro.log.name=%s: 1 to 32 lower-case letters, digits and hyphens are allowed".formatted(name));
        }
    }
}

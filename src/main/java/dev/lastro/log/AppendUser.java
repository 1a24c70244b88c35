package dev.lastro.log;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code lastro.receiver.datasource.*}: the user that may INSERT into the log and nothing else ({@code sql/grants.sql}). */
@ConfigurationProperties("lastro.receiver.datasource")
record AppendUser(@Nullable String username, @Nullable String password) {}

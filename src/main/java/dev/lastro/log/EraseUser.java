package dev.lastro.log;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code lastro.eraser.datasource.*}: the user that may erase what stands in rows of the log ({@code sql/grants.sql}). */
@ConfigurationProperties("lastro.eraser.datasource")
record EraseUser(@Nullable String username, @Nullable String password) {}

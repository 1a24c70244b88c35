package dev.lastro.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where each job keeps its files while it runs: below {@code lastro.work-dir} a folder for each database, so that of two on one
 * machine none removes the other's files.
 */
@Component
class WorkFolders {

    private final JobProperties properties;
    private final JdbcClient jdbc;

    WorkFolders(JobProperties properties, JdbcClient jdbc) {
        this.properties = properties;
        this.jdbc = jdbc;
    }

    Path of(String job) {
        var database = new CRC32();
        database.update(jdbc.sql("SELECT CONCAT(@@server_uuid, '/', DATABASE())")
                .query(String.class)
                .single()
                .getBytes(StandardCharsets.UTF_8));
        return properties
                .workRoot()
                .resolve("%08x".formatted(database.getValue()))
                .resolve(job);
    }
}

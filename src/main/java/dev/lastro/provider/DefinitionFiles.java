package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds the files of one kind: those in the jar, replaced by those of the folder that have the same name. */
final class DefinitionFiles {

    /** One file. */
    static final class Found {

        private final String shown;
        private final String key;
        private final String name;
        private final byte[] bytes;

        Found(String shown, String key, String name, byte[] bytes) {
            this.shown = shown;
            this.key = key;
            this.name = name;
            this.bytes = bytes;
        }

        /** As the user knows it. */
        String shown() {
            return shown;
        }

        /** {@code providers/base39.yaml}. */
        String key() {
            return key;
        }

        /** {@code base39}. */
        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private DefinitionFiles() {}

    /**
     * @param kind {@code providers}, {@code lifecycles}, {@code calendars} or {@code rates}
     * @param notes what lies in the folder and is not read
     * @return by name
     */
    static SortedMap<String, Found> find(
            String kind, @Nullable Path folder, List<Problem> problems, List<Problem> notes) {
        SortedMap<String, Found> found = new TreeMap<>();
        try {
            for (Resource resource : builtIn(kind)) {
                String file = String.valueOf(resource.getFilename());
                try (InputStream in = resource.getInputStream()) {
                    found.putIfAbsent(
                            stem(file),
                            new Found("jobs/" + kind + "/" + file, kind + "/" + file, stem(file), in.readAllBytes()));
                }
            }
            if (folder != null && Files.isDirectory(folder.resolve(kind))) {
                SortedMap<String, Found> own = new TreeMap<>();
                for (Path path : listed(folder.resolve(kind))) {
                    own(kind, path, own, problems, notes);
                }
                found.putAll(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the definitions in jobs/" + kind + " cannot be read", e);
        }
        return found;
    }

    /** A file says its own name: a copy that was not changed inside would otherwise pass for another. */
    static void sameName(Section file, String key, String name) {
        Value value = file.required(key);
        String text = value == null ? null : value.text();
        if (value != null && text != null && !text.equals(name)) {
            value.problem(
                    "'" + text + "' is not the file's name: write " + name + ", or call the file " + text + ".yaml");
        }
    }

    private static void own(
            String kind, Path path, SortedMap<String, Found> own, List<Problem> problems, List<Problem> notes)
            throws IOException {
        String file = String.valueOf(path.getFileName());
        Spot spot = new Spot(path.toString(), 0, "");
        if (!isYaml(file) || !Files.isRegularFile(path)) {
            notes.add(spot.problem("is not read: definitions are files that end with .yaml or .yml"));
            return;
        }
        Found one = new Found(path.toString(), kind + "/" + file, stem(file), Files.readAllBytes(path));
        Found other = own.put(one.name(), one);
        if (other != null) {
            problems.add(spot.problem("says the same as " + other.shown() + ": keep one of both"));
        }
    }

    private static Resource[] builtIn(String kind) throws IOException {
        // finds them in a folder of classes, in a jar, and in a Spring Boot jar alike
        return new PathMatchingResourcePatternResolver(DefinitionFiles.class.getClassLoader())
                .getResources("classpath*:jobs/" + kind + "/*.yaml");
    }

    /** In order; without hidden ones, which editors and Kubernetes' mounted volumes leave behind. */
    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                            .sorted()
                            .toList());
        }
    }

    private static boolean isYaml(String file) {
        return file.endsWith(".yaml") || file.endsWith(".yml");
    }

    private static String stem(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }
}

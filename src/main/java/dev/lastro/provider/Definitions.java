package dev.lastro.provider;

import dev.lastro.loan.Lifecycle;
import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.provider.DefinitionFiles.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything under {@code jobs/} that says how a provider speaks and what its loans should do, read and checked. */
public final class Definitions {

    private final SortedMap<String, Provider> providers = new TreeMap<>();
    private final SortedMap<String, Lifecycle> lifecycles = new TreeMap<>();
    private final SortedMap<String, String> lifecycleMeanings = new TreeMap<>();
    private final SortedMap<String, String> digests = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    private Definitions() {}

    /**
     * The defaults in the jar, overridden file by file by those in the folder.
     *
     * @param folder null: the defaults alone
     * @throws DefinitionException naming every problem by file, line and key
     */
    public static Definitions load(@Nullable Path folder) {
        Definitions definitions = read(folder);
        if (!definitions.problems.isEmpty()) {
            throw new DefinitionException(
                    definitions.problems.stream().distinct().toList());
        }
        return definitions;
    }

    /**
     * @param problems the definitions cannot be used because of these
     * @param notes they can, but these should be looked at
     */
    public record Checked(List<Problem> problems, List<Problem> notes) {}

    /**
     * What is wrong with the definitions, without using them.
     *
     * @param environment as for {@link Provider#gatekeeper}: a secret that is not set here is a note, since the receiver
     *     may have it
     */
    public static Checked check(@Nullable Path folder, Function<String, @Nullable String> environment) {
        Definitions definitions = read(folder);
        List<Problem> notes = new ArrayList<>(definitions.notes);
        if (definitions.problems.isEmpty()) {
            for (Provider provider : definitions.providers.values()) {
                notes.addAll(provider.notes(definitions.lifecycles));
                try {
                    provider.gatekeeper(environment);
                } catch (DefinitionException e) {
                    notes.addAll(e.problems());
                }
            }
        }
        return new Checked(definitions.problems.stream().distinct().toList(), List.copyOf(notes));
    }

    public SortedMap<String, Provider> providers() {
        return Collections.unmodifiableSortedMap(providers);
    }

    public SortedMap<String, Lifecycle> lifecycles() {
        return Collections.unmodifiableSortedMap(lifecycles);
    }

    /** Lower-case hex SHA-256 by name of file ({@code providers/base39.yaml}), sorted: part of what a report is a function of. */
    public SortedMap<String, String> digests() {
        return Collections.unmodifiableSortedMap(digests);
    }

    /**
     * What decides how a provider's deliveries become loans, as digests: comments, checks and limits change nothing.
     *
     * @param mapping changes where a delivery may be read differently
     * @param lifecycle changes where a loan may be folded differently
     */
    public record Means(String mapping, String lifecycle) {}

    /** By provider. */
    public SortedMap<String, Means> means() {
        SortedMap<String, Means> means = new TreeMap<>();
        providers.forEach((name, provider) -> means.put(
                name,
                new Means(
                        provider.mappingMeaning(),
                        provider.lifecycle() + " " + lifecycleMeanings.get(provider.lifecycle()))));
        return means;
    }

    private static Definitions read(@Nullable Path folder) {
        Definitions definitions = new Definitions();
        if (folder != null && !Files.isDirectory(folder)) {
            definitions.problems.add(
                    new Problem(folder.toString(), 0, "", "is no folder: lastro.jobs-dir must name one that is there"));
            return definitions;
        }
        var lifecycles = definitions.find("lifecycles", folder);
        for (Found file : lifecycles.values()) {
            Section section = YamlText.read(file.shown(), file.bytes(), definitions.problems);
            if (section != null) {
                Lifecycle lifecycle = LifecycleReader.read(section, file.name(), definitions.problems);
                if (lifecycle != null) {
                    definitions.lifecycleMeanings.put(file.name(), section.meaning());
                    definitions.lifecycles.put(file.name(), lifecycle);
                }
            }
        }
        for (Found file : definitions.find("providers", folder).values()) {
            Section section = YamlText.read(file.shown(), file.bytes(), definitions.problems);
            if (section != null) {
                definitions.providers.put(file.name(), ProviderReader.read(section, file.name(), lifecycles.keySet()));
            }
        }
        return definitions;
    }

    private SortedMap<String, Found> find(String kind, @Nullable Path folder) {
        SortedMap<String, Found> found = DefinitionFiles.find(kind, folder, problems, notes);
        found.values().forEach(file -> digests.put(file.key(), sha256(file.bytes())));
        return found;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

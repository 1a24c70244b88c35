package dev.lastro.provider;

import dev.lastro.loan.Amount;
import dev.lastro.loan.BankCalendar;
import dev.lastro.loan.BankDays;
import dev.lastro.loan.IofRates;
import dev.lastro.loan.Lifecycle;
import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.provider.DefinitionFiles.Found;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Everything under {@code jobs/} that says how a provider speaks and what its loans should do, read and checked. */
public final class Definitions {

    private static final String IOF = "iof";

    private final SortedMap<String, Provider> providers = new TreeMap<>();
    private final SortedMap<String, Lifecycle> lifecycles = new TreeMap<>();
    private BankCalendar calendar = BankCalendar.NO_HOLIDAYS;
    /** By kind and name: {@code providers/base39}. */
    private final SortedMap<String, String> meanings = new TreeMap<>();

    private final SortedMap<String, String> digests = new TreeMap<>();
    private final SortedMap<String, String> decisive = new TreeMap<>();
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
                if (provider.isLeftOut(environment)) {
                    continue;
                }
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

    /** On which days banks work, as far as the definitions say so. */
    public BankCalendar calendar() {
        return calendar;
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
        providers.forEach((name, provider) ->
                means.put(name, new Means(meaning("providers/" + name), meaningOfLifecycle(provider.lifecycle()))));
        return means;
    }

    /** With what its deadlines count by and its money rules reckon with: another holiday folds its loans again. */
    private String meaningOfLifecycle(String name) {
        Lifecycle lifecycle = Objects.requireNonNull(lifecycles.get(name), name);
        StringBuilder meaning = new StringBuilder(meaning("lifecycles/" + name));
        if (lifecycle.deadlines().stream().anyMatch(deadline -> deadline.within() instanceof BankDays)) {
            meanings.forEach((file, digest) -> meaning.append(file.startsWith("calendars/") ? " " + digest : ""));
        }
        if (lifecycle.money().stream().anyMatch(rule -> rule.names().contains(Amount.IOF_DUE))) {
            meaning.append(' ').append(meaning("rates/" + IOF));
        }
        return meaning.toString();
    }

    private String meaning(String name) {
        return Objects.requireNonNull(meanings.get(name), name);
    }

    /**
     * What decides how deliveries are read and loans are folded, by file, as YAML that {@link #of} takes: lifecycles whole,
     * of a provider neither checks nor secrets.
     */
    public SortedMap<String, String> decisive() {
        return Collections.unmodifiableSortedMap(decisive);
    }

    /**
     * Definitions as they were.
     *
     * @param decisive what {@link #decisive} gave
     * @param digests what {@link #digests} gave
     * @throws DefinitionException if they cannot be read any more
     */
    public static Definitions of(SortedMap<String, String> decisive, SortedMap<String, String> digests) {
        Definitions definitions = new Definitions();
        definitions.read(
                found(decisive, "calendars"),
                found(decisive, "rates"),
                found(decisive, "lifecycles"),
                found(decisive, "providers"));
        if (!definitions.problems.isEmpty()) {
            throw new DefinitionException(
                    definitions.problems.stream().distinct().toList());
        }
        definitions.digests.clear();
        definitions.digests.putAll(digests);
        return definitions;
    }

    private static SortedMap<String, Found> found(SortedMap<String, String> decisive, String kind) {
        SortedMap<String, Found> found = new TreeMap<>();
        decisive.forEach((file, text) -> {
            if (file.startsWith(kind + "/")) {
                String name = file.substring(kind.length() + 1, file.lastIndexOf('.'));
                found.put(name, new Found("archived " + file, file, name, text.getBytes(StandardCharsets.UTF_8)));
            }
        });
        return found;
    }

    private static Definitions read(@Nullable Path folder) {
        Definitions definitions = new Definitions();
        if (folder != null && !Files.isDirectory(folder)) {
            definitions.problems.add(
                    new Problem(folder.toString(), 0, "", "is no folder: lastro.jobs-dir must name one that is there"));
            return definitions;
        }
        definitions.read(
                definitions.find("calendars", folder),
                definitions.find("rates", folder),
                definitions.find("lifecycles", folder),
                definitions.find("providers", folder));
        return definitions;
    }

    private void read(
            SortedMap<String, Found> calendarFiles,
            SortedMap<String, Found> rateFiles,
            SortedMap<String, Found> lifecycleFiles,
            SortedMap<String, Found> providerFiles) {
        Map<Found, Node> nodes = new LinkedHashMap<>();
        Map<String, BankCalendar> calendars = new TreeMap<>();
        for (Found file : calendarFiles.values()) {
            Section section = YamlText.read(file.shown(), file.bytes(), problems);
            if (section != null) {
                calendars.put(file.name(), CalendarReader.read(section, file.name()));
                nodes.put(file, section.node());
            }
        }
        calendar = calendars.getOrDefault(LifecycleReader.CALENDAR, calendar);
        IofRates iofRates = null;
        for (Found file : rateFiles.values()) {
            Section section = YamlText.read(file.shown(), file.bytes(), problems);
            if (section != null && file.name().equals(IOF)) {
                iofRates = RatesReader.read(section, file.name());
                nodes.put(file, section.node());
            } else if (section != null) {
                section.problem("is of a tax that is not known here; there is " + IOF);
            }
        }
        for (Found file : lifecycleFiles.values()) {
            Section section = YamlText.read(file.shown(), file.bytes(), problems);
            if (section != null) {
                Lifecycle lifecycle = LifecycleReader.read(section, file.name(), calendars, iofRates, problems);
                if (lifecycle != null) {
                    lifecycles.put(file.name(), lifecycle);
                    nodes.put(file, section.node());
                }
            }
        }
        for (Found file : providerFiles.values()) {
            Section section = YamlText.read(file.shown(), file.bytes(), problems);
            if (section != null) {
                providers.put(file.name(), ProviderReader.read(section, file.name(), lifecycleFiles.keySet()));
                nodes.put(file, ProviderReader.decisive(section.node()));
            }
        }
        // Not of what has problems: it might contain itself.
        if (problems.isEmpty()) {
            nodes.forEach((file, node) -> {
                meanings.put(file.key().substring(0, file.key().indexOf('/') + 1) + file.name(), Meaning.of(node));
                decisive.put(file.key(), YamlText.write(node));
            });
        }
    }

    private SortedMap<String, Found> find(String kind, @Nullable Path folder) {
        SortedMap<String, Found> found = DefinitionFiles.find(kind, folder, problems, notes);
        found.values().forEach(file -> digests.put(file.key(), sha256(file.bytes())));
        return found;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

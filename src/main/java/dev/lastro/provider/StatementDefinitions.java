package dev.lastro.provider;

import dev.lastro.provider.DefinitionException.Problem;
import dev.lastro.provider.Definitions.Checked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code jobs/statements}: how providers' own lists are read. They decide nothing of what a night says by itself: a
 * statement in the log has its terms in it.
 */
public final class StatementDefinitions {

    private static final String KIND = "statements";

    private StatementDefinitions() {}

    /**
     * The defaults in the jar, overridden file by file by those in the folder.
     *
     * @param folder null: the defaults alone
     * @return by name
     * @throws DefinitionException naming every problem by file, line and key
     */
    public static SortedMap<String, StatementDefinition> load(@Nullable Path folder, Definitions definitions) {
        var problems = new ArrayList<Problem>();
        var read = read(folder, definitions, problems, new ArrayList<>());
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return read;
    }

    /** @param definitions without problems */
    public static Checked check(@Nullable Path folder, Definitions definitions) {
        var problems = new ArrayList<Problem>();
        var notes = new ArrayList<Problem>();
        read(folder, definitions, problems, notes);
        return new Checked(List.copyOf(problems), List.copyOf(notes));
    }

    private static SortedMap<String, StatementDefinition> read(
            @Nullable Path folder, Definitions definitions, List<Problem> problems, List<Problem> notes) {
        var read = new TreeMap<String, StatementDefinition>();
        var given = folder != null && Files.isDirectory(folder) ? folder : null;
        DefinitionFiles.find(KIND, given, problems, notes).values().forEach(file -> {
            var section = YamlText.read(file.shown(), file.bytes(), problems);
            if (section != null) {
                var definition = new StatementDefinitionReader(definitions, problems)
                        .read(section, file.name(), Definitions.sha256(file.bytes()));
                if (definition != null) {
                    read.put(file.name(), definition);
                }
            }
        });
        return Collections.unmodifiableSortedMap(read);
    }
}

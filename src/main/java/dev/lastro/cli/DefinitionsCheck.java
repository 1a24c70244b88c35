package dev.lastro.cli;

import dev.lastro.job.JobFile;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.StatementDefinitions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code check}: what is wrong in {@code jobs/}, one problem a line. */
final class DefinitionsCheck {

    private static final String PROPERTY = "--lastro.jobs-dir=";

    private final PrintStream out;

    DefinitionsCheck(PrintStream out) {
        this.out = out;
    }

    /** As the server would find it, without starting Spring; null: only what is in the jar. */
    static @Nullable Path configuredFolder(List<String> properties, UnaryOperator<@Nullable String> environment) {
        for (var property : properties) {
            if (property.startsWith(PROPERTY)) {
                return Path.of(property.substring(PROPERTY.length()));
            }
        }
        var variable = environment.apply("LASTRO_JOBS_DIR");
        return variable == null || variable.isBlank() ? null : Path.of(variable);
    }

    /** @param folder null: only what is in the jar */
    int run(@Nullable Path folder) {
        var checked = Definitions.check(folder, System::getenv);
        var problems = new ArrayList<>(checked.problems());
        problems.addAll(JobFile.check(folder));
        var allNotes = new ArrayList<>(checked.notes());
        if (problems.isEmpty()) {
            // They name providers and states, which must be there.
            var statements = StatementDefinitions.check(folder, Definitions.load(folder));
            problems.addAll(statements.problems());
            allNotes.addAll(statements.notes());
        }
        problems.forEach(out::println);
        allNotes.forEach(note -> out.println("note: " + note));
        var notes = count(allNotes.size(), "note");
        if (problems.isEmpty()) {
            var definitions = Definitions.load(folder);
            out.printf(
                    "OK: %s, %s, %s%n",
                    count(definitions.providers().size(), "provider"),
                    count(definitions.lifecycles().size(), "lifecycle"),
                    notes);
            return ExitCode.COMPLETED;
        }
        out.printf("not usable: %s, %s%n", count(problems.size(), "problem"), notes);
        return ExitCode.FAILED;
    }

    private static String count(int number, String word) {
        return "%d %s%s".formatted(number, word, number == 1 ? "" : "s");
    }
}

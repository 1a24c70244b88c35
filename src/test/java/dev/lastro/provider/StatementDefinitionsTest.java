package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.provider.DefinitionException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a list's definition that is wrong: {@code test/resources/provider/statement-problems.yaml}. */
class StatementDefinitionsTest {

    private static final Definitions DEFINITIONS = Definitions.load(null);

    @TempDir
    private Path jobs;

    @Test
    void theBuiltInOnesAreRight() {
        var checked = StatementDefinitions.check(null, DEFINITIONS);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.notes()).isEmpty();
        assertThat(StatementDefinitions.load(null, DEFINITIONS)).containsKeys("base39-loans", "base39-payments");
    }

    @TestFactory
    Stream<DynamicTest> problems() {
        var all = Vectors.read("statement-problems.yaml");
        var good = all.text("good");
        return all.children("vectors").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> {
                    assertThat(good).as("the good file has it").containsOnlyOnce(vector.text("from"));
                    var file = jobs.resolve("statements").resolve("base39-loans.yaml");
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, good.replace(vector.text("from"), vector.text("to")));

                    var found = StatementDefinitions.check(jobs, DEFINITIONS).problems().stream()
                            .map(Problem::toString)
                            .map(problem -> problem.replace(file.getParent() + "/", ""))
                            .toList();
                    var wanted = vector.texts("problems");
                    var begun = new ArrayList<String>();
                    for (var i = 0; i < found.size(); i++) {
                        var begin = i < wanted.size() ? wanted.get(i) : found.get(i);
                        begun.add(found.get(i).startsWith(begin) ? begin : found.get(i));
                    }
                    assertThat(begun).isEqualTo(List.copyOf(wanted));
                }));
    }
}

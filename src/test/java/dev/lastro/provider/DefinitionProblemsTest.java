package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.provider.DefinitionException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a definition that is wrong: {@code test/resources/provider/definition-problems.yaml}. */
class DefinitionProblemsTest {

    @TempDir
    private Path jobs;

    @TestFactory
    Stream<DynamicTest> ofProviders() {
        return vectors("providers/p.yaml");
    }

    @TestFactory
    Stream<DynamicTest> ofLifecycles() {
        return vectors("lifecycles/l.yaml");
    }

    @TestFactory
    Stream<DynamicTest> ofCalendars() {
        return vectors("calendars/c.yaml");
    }

    @TestFactory
    Stream<DynamicTest> ofRates() {
        return vectors("rates/iof.yaml");
    }

    private Stream<DynamicTest> vectors(String file) {
        Vectors kind = Vectors.read("definition-problems.yaml").child(file);
        String good = kind.text("good");
        return kind.children("vectors").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> {
                    assertThat(good).as("the good file has it").containsOnlyOnce(vector.text("from"));
                    write(file, good.replace(vector.text("from"), vector.text("to")));
                    String folder = jobs + "/" + file.substring(0, file.indexOf('/') + 1);
                    List<String> found = Definitions.check(jobs, _ -> "x").problems().stream()
                            .map(problem -> problem.toString().replace(folder, ""))
                            .toList();
                    List<String> wanted = vector.texts("problems");
                    List<String> begun = new ArrayList<>();
                    for (int i = 0; i < found.size(); i++) {
                        String is = found.get(i);
                        String begin = i < wanted.size() ? wanted.get(i) : is;
                        begun.add(is.startsWith(begin) ? begin : is);
                    }
                    assertThat(begun).isEqualTo(wanted);
                }));
    }

    @Test
    void everyProblemOfEveryFileIsInTheException() throws IOException {
        write("providers/a.yaml", "provider: b");
        write("providers/c.yaml", "");
        write("lifecycles/d.yaml", "- a list");
        assertThatThrownBy(() -> Definitions.load(jobs)).isInstanceOfSatisfying(DefinitionException.class, e -> {
            assertThat(e.problems())
                    .extracting(Problem::file)
                    .containsSubsequence(
                            jobs.resolve("lifecycles/d.yaml").toString(),
                            jobs.resolve("providers/a.yaml").toString(),
                            jobs.resolve("providers/c.yaml").toString());
            assertThat(e).hasMessageContaining("c.yaml: is empty").hasMessageContaining("\n");
        });
    }

    @Test
    void aFolderThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> Definitions.load(jobs.resolve("nowhere")))
                .isInstanceOf(DefinitionException.class)
                .hasMessage(jobs.resolve("nowhere") + ": is no folder: lastro.jobs-dir must name one that is there");
    }

    @Test
    void twoFilesOfOneNameAreOneTooMany() throws IOException {
        String base39 = Files.readString(Path.of("jobs/providers/base39.yaml"));
        write("providers/base39.yaml", base39);
        write("providers/base39.yml", base39);
        assertThatThrownBy(() -> Definitions.load(jobs))
                .hasMessageContaining("base39.yml: says the same as")
                .hasMessageContaining("base39.yaml: keep one of both");
    }

    @Test
    void aNameThatCannotStandInAUrlIsRefused() throws IOException {
        String base39 = Files.readString(Path.of("jobs/providers/base39.yaml"));
        for (String name : List.of("Base39", "base_39", "b".repeat(33), "lastro")) {
            Path file = write("providers/" + name + ".yaml", base39.replace("provider: base39", "provider: " + name));
            assertThat(Definitions.check(jobs, _ -> "10.0.0.1").problems())
                    .as(name)
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .startsWith("'" + name + "' is");
            Files.delete(file);
        }
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path file = write("providers/p.yaml", "");
        Files.write(file, "provider: ção".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Definitions.load(jobs)).hasMessage(file + ": is not UTF-8: save it as UTF-8");
    }

    @Test
    void aMegabyteIsNoDefinition() throws IOException {
        Path file = write("providers/p.yaml", "#".repeat(YamlText.BYTES_MAX + 1));
        assertThatThrownBy(() -> Definitions.load(jobs)).hasMessageStartingWith(file + ": has more than 1048576 bytes");
    }

    @Test
    void anAliasWithinItselfIsNoDanger() throws IOException {
        write("providers/p.yaml", "provider: &a [*a]\nlifecycle: &b {c: *b}\n");
        assertThat(Definitions.check(jobs, _ -> null).problems())
                .extracting(Problem::key)
                .contains("provider", "lifecycle");
    }

    @Test
    void noMessageShowsASecret() throws IOException {
        String hidden = "hunter2-hunter2";
        for (String checks : Arrays.asList(
                "[{header: {name: A, secrets: " + hidden + "}}]",
                "[{header: {name: A, secrets: ['" + hidden + "${']}}]",
                "[{header: {name: A, secrets: [{a: " + hidden + "}]}}]",
                "[{header: {name: A, secrets: [!x " + hidden + "]}}]",
                "[{bearer: {secrets: [" + hidden + ", @]}}]",
                "[{basic: {username: 'a:b', passwords: [" + hidden + "]}}]",
                "[{bearer: {secrets: ['" + hidden + " ']}}]")) {
            write("providers/p.yaml", "provider: p\nlifecycle: base39-loan\nchecks: " + checks + "\nevent: {}\n");
            var checked = Definitions.check(jobs, _ -> hidden + " ");
            assertThat(checked.problems()).as(checks).isNotEmpty();
            assertThat(checked.toString()).as(checks).doesNotContain(hidden);
        }
    }

    private Path write(String file, String text) throws IOException {
        Files.createDirectories(jobs.resolve(file.substring(0, file.indexOf('/'))));
        return Files.writeString(jobs.resolve(file), text);
    }
}

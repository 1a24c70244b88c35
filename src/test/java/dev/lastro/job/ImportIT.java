package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.log.Delivery;
import dev.lastro.log.LogReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportIT {

    @TempDir
    static Path folder;

    private Lastro lastro;

    @BeforeAll
    void start() {
        lastro = new Lastro(folder);
    }

    @AfterAll
    void stop() {
        lastro.close();
    }

    @BeforeEach
    void emptyLog() {
        lastro.jdbc.sql("DELETE FROM webhook_log").update();
        lastro.jdbc.sql("DELETE FROM run").update();
    }

    @Test
    void eachLineIsADeliveryWithoutItsLineEnd() throws Exception {
        var file = file("a.ndjson", "{\"n\":1}\n\n{\"n\":2}\r\n \n{\"n\":\"\u00e9\"}");

        assertThat(run(file, false)).isEqualTo(completed(5, 4, 0, 1));

        assertThat(bodies()).containsExactly("{\"n\":1}", "{\"n\":2}", " ", "{\"n\":\"\u00e9\"}");
        assertThat(headers().getLast())
                .endsWith("[\"Lastro-Import-File\",\"a.ndjson\"],[\"Lastro-Import-Line\",\"5\"]]");
    }

    @Test
    void eachFileOfAFolderIsADeliveryInTheOrderOfTheNames() throws Exception {
        var source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("b.json"), "two\n");
        Files.writeString(source.resolve("a.json"), "one");
        Files.writeString(source.resolve("c.json"), "");

        assertThat(run(source, false)).isEqualTo(completed(3, 2, 0, 1));

        assertThat(bodies()).containsExactly("one", "two\n");
    }

    @Test
    void theSameContentIsImportedOnceWhateverItIsCalled() throws Exception {
        var file = file("b.ndjson", "x\ny\n");
        run(file, false);

        assertThat(run(Files.copy(file, folder.resolve("copy.ndjson")), false))
                .isInstanceOf(Outcome.AlreadyComplete.class);
        assertThat(bodies()).containsExactly("x", "y");

        assertThat(run(file, true)).isEqualTo(completed(2, 2, 0, 0));
        assertThat(bodies()).containsExactly("x", "y", "x", "y");
    }

    /** As a process that was killed leaves it: lines in the log, of which a batch in the middle is missing. */
    @Test
    void aKilledImportAppendsTheLinesThatAreMissingAndNoOther() throws Exception {
        var lines = new ArrayList<String>();
        for (var i = 0; i < 5_000; i++) {
            lines.add("{\"line\":%d}".formatted(i));
        }
        var file = file("c.ndjson", String.join("\n", lines));
        run(file, false);
        lastro.jdbc
                .sql("DELETE FROM webhook_log WHERE position >= 3000 OR position BETWEEN 500 AND 999")
                .update();
        lastro.jdbc
                .sql("UPDATE webhook_log SET position = position - 500 WHERE position >= 1000 ORDER BY position")
                .update();
        lastro.jdbc.sql("UPDATE run SET complete = FALSE").update();
        // Another import came in between.
        run(file("d.ndjson", "other\n"), false);

        assertThat(run(file, false)).isEqualTo(completed(5_000, 2_500, 2_500, 0));

        assertThat(bodies()).hasSize(5_001).containsAll(lines).contains("other");
        assertThat(run(file, false)).isInstanceOf(Outcome.AlreadyComplete.class);
    }

    @Test
    void theLogKnowsWhatIsImportedEvenIfEveryOtherTableForgot() throws Exception {
        var file = file("e.ndjson", "x\ny\nz\n");
        run(file, false);
        lastro.jdbc.sql("DELETE FROM run").update();

        assertThat(run(file, false)).isEqualTo(completed(3, 0, 3, 0));
        assertThat(bodies()).hasSize(3);
    }

    @Test
    void whatCannotBeImportedIsWrongUsage() throws Exception {
        var file = file("f.ndjson", "x\n");
        var jobs = lastro.bean(Jobs.class);
        assertThatThrownBy(() -> jobs.run(new JobRequest.Import("nobody", file, false, "tester", ""), Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("nobody", "base39", "openco");
        assertThatThrownBy(() -> run(folder.resolve("nowhere"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> new JobRequest.Import("base39", file, true, "tester", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--because");
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private Outcome run(Path source, boolean again) {
        return lastro.bean(Jobs.class)
                .run(
                        new JobRequest.Import("base39", source, again, "tester", again ? "once more" : ""),
                        Progress.SILENT);
    }

    private static Outcome completed(int lines, int appended, int alreadyInLog, int empty) {
        var totals = new TreeMap<String, String>();
        totals.put("lines", Integer.toString(lines));
        totals.put("appended", Integer.toString(appended));
        totals.put("already_in_log", Integer.toString(alreadyInLog));
        totals.put("empty", Integer.toString(empty));
        return new Outcome.Completed(null, totals);
    }

    private List<String> bodies() {
        return deliveries().stream()
                .map(each -> new String(each.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> headers() {
        return deliveries().stream()
                .map(each -> new String(each.headers(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Delivery> deliveries() {
        var log = lastro.bean(LogReader.class);
        var deliveries = new ArrayList<Delivery>();
        log.read("import", 0, log.sizes().getOrDefault("import", 0L), deliveries::add);
        return deliveries;
    }
}

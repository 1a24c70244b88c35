package dev.lastro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.loan.EventType;
import dev.lastro.provider.Definitions;
import dev.lastro.provider.Mapped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says about files; its commands are run by {@link ReadmeIT}. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @TempDir
    Path jobs;

    @Test
    void theLenderThatIsAddedThereCanBeAdded() throws IOException {
        String readme = Files.readString(README);
        String definition = between(readme, "```yaml\n", "```");
        Files.createDirectory(jobs.resolve("providers"));
        Files.writeString(jobs.resolve("providers/acme.yaml"), definition);

        var checked = Definitions.check(jobs, name -> "a-secret-of-32-characters-or-more");
        assertThat(checked.problems()).isEmpty();

        String body = between(readme, "sends `", "`:").replace("…", "1");
        var acme = Objects.requireNonNull(Definitions.load(jobs).providers().get("acme"));
        var mapped = acme.map(body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        assertThat(mapped).isInstanceOfSatisfying(Mapped.Event.class, event -> {
            assertThat(event.event()).isEqualTo(EventType.DISBURSED);
            assertThat(event.occurredAt()).isEqualTo("2026-11-21T17:03:00Z");
            assertThat(event.facts().disbursedAmount()).isEqualByComparingTo("940.15");
        });
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        var link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(README));
        assertThat(link.results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }
}

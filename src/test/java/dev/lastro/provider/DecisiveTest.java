package dev.lastro.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a definition decides how deliveries are read and loans are folded, and that it can be kept. */
class DecisiveTest {

    @TempDir
    Path folder;

    private final Definitions builtIn = Definitions.load(null);

    @Test
    void whatIsKeptSaysTheSame() {
        var again = Definitions.of(builtIn.decisive(), builtIn.digests());

        assertThat(again.means()).isEqualTo(builtIn.means());
        assertThat(again.digests()).isEqualTo(builtIn.digests());
        assertThat(again.decisive()).isEqualTo(builtIn.decisive());
    }

    @Test
    void noCheckAndNoSecretIsKept() throws IOException {
        var changed = with("providers/base39.yaml", text -> text.replace("${BASE39_WEBHOOK_SECRET}", "s3cr3t"));

        assertThat(changed.decisive().get("providers/base39.yaml"))
                .contains("loan.status_changed")
                .doesNotContain("s3cr3t", "Authorization");
    }

    @Test
    void commentsChecksAndLimitsDecideNothing() throws IOException {
        var changed = with(
                "providers/base39.yaml",
                text -> "# changed\n"
                        + text.replace("${BASE39_WEBHOOK_SECRET}", "other").replace("body-max: 1MB", "body-max: 3KB"));

        assertThat(changed.digests()).isNotEqualTo(builtIn.digests());
        assertThat(changed.means()).isEqualTo(builtIn.means());
    }

    @Test
    void aMappingDecidesForItsProviderAlone() throws IOException {
        var changed = with("providers/base39.yaml", text -> text.replace("repaid", "paid-back"));

        assertThat(means(changed, "openco")).isEqualTo(means(builtIn, "openco"));
        assertThat(means(changed, "base39").mapping())
                .isNotEqualTo(means(builtIn, "base39").mapping());
        assertThat(means(changed, "base39").lifecycle())
                .isEqualTo(means(builtIn, "base39").lifecycle());
    }

    @Test
    void aLifecycleDecidesForThoseWhoFollowIt() throws IOException {
        var changed = with("lifecycles/base39-loan.yaml", text -> text.replace("P7D", "P9D"));

        assertThat(means(changed, "openco")).isEqualTo(means(builtIn, "openco"));
        assertThat(means(changed, "base39").mapping())
                .isEqualTo(means(builtIn, "base39").mapping());
        assertThat(means(changed, "base39").lifecycle())
                .isNotEqualTo(means(builtIn, "base39").lifecycle());
    }

    private static Definitions.Means means(Definitions definitions, String provider) {
        return Objects.requireNonNull(definitions.means().get(provider));
    }

    private Definitions with(String file, UnaryOperator<String> change) throws IOException {
        var text = Files.readString(Path.of("jobs", file));
        var changed = change.apply(text);
        assertThat(changed).isNotEqualTo(text);
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), changed);
        return Definitions.load(folder);
    }
}

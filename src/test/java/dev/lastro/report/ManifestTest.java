package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastro.proof.LogKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

    private static final String HASH = "00ff".repeat(16);

    @TempDir
    private Path folder;

    @Test
    void isTheSameBytesFromTheSameInputs() {
        assertThat(manifest(HASH, "a", "b").bytes())
                .isEqualTo(manifest(HASH, "b", "a").bytes());
        Golden.check("one-manifest.json", manifest(HASH, "a", "b").bytes());
    }

    @Test
    void givesItsTotalsBack() throws IOException {
        var file = folder.resolve(Manifest.FILE);
        var manifest = manifest(null, "a", "b");
        Files.write(file, manifest.bytes());

        assertThat(Manifest.read(file)).isEqualTo(manifest);
        assertThat(Manifest.read(file).controlTotals()).isEqualTo(totals());
        assertThat(Files.readString(file)).contains("\"previous_manifest\" : null");
    }

    @Test
    void saysWhichFileIsNoManifest() throws IOException {
        var file = folder.resolve(Manifest.FILE);
        Files.writeString(file, "{\"manifest\":");

        assertThatThrownBy(() -> Manifest.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    private static Manifest manifest(@Nullable String previous, String... parameters) {
        var asGiven = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            asGiven.put(parameter, "é");
        }
        var request = new ReportRequest(
                Path.of("anywhere"),
                Format.DEFAULT,
                "",
                LocalDate.parse("2026-11-21"),
                2,
                new TreeMap<>(Map.of("main", 0L, "import", 1L)),
                new TreeMap<>(Map.of("import", "a signed note\n")),
                previous == null ? null : new ReportRequest.Previous("2026-11-20/r1", previous, new TreeMap<>()),
                new TreeMap<>(Map.of("providers/base39.yaml", HASH)),
                asGiven,
                new TreeMap<>(),
                LogKey.generate());
        var file = new Manifest.File("machine/loans.csv", 1, new TreeMap<>(Map.of("paid_amount", "1.50")), HASH);
        return Manifest.of(request, totals(), List.of(file));
    }

    private static ControlTotals totals() {
        var totals = new ControlTotals.Builder();
        totals.count("deliveries", "base39", 1);
        totals.count("EVENT", "base39", 1);
        totals.amount("paid_amount", "base39", new BigDecimal("1.5"));
        return totals.build();
    }
}

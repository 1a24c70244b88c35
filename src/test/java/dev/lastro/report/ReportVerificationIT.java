package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastro.proof.Checkpoint;
import dev.lastro.proof.LogKey;
import dev.lastro.proof.Verdict;
import dev.lastro.report.ReportRequest.Previous;
import dev.lastro.testing.MySql;
import dev.lastro.testing.SecondVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** What can be done to three nights' folders, and what verification says of it without a database. */
class ReportVerificationIT {

    private static final Derived DERIVED = new Derived(MySql.database());
    private static final LogKey KEY = LogKey.generate();

    @TempDir
    private Path reports;

    private Path night;

    @TempDir
    private static Path keys;

    private static Path publicKey;

    @BeforeAll
    static void fill() throws IOException {
        publicKey = Files.writeString(keys.resolve("key.pub"), KEY.publicPem());
        DERIVED.run(new ClassPathResource("reports/rows.sql"));
    }

    @BeforeEach
    void threeNights() {
        Previous previous = null;
        for (var day = 19; day <= 21; day++) {
            var folder = "2026-11-%d/r1".formatted(day);
            var published = new ReportFolder(DERIVED.dataSource())
                    .write(
                            request(LocalDate.of(2026, 11, day), folder, previous),
                            new TableTrail(DERIVED.jdbc()),
                            new TwoNights(),
                            rows -> {});
            previous = new Previous(folder, published.manifestSha256(), new TreeMap<>(Map.of("main", 2L)));
        }
        night = reports.resolve("2026-11-21/r1");
    }

    private ReportRequest request(LocalDate date, String folder, @Nullable Previous previous) {
        var checkpoint = Checkpoint.of("main", 6, new byte[32]);
        var note = new String(KEY.sign(checkpoint, Instant.EPOCH).encode(), StandardCharsets.UTF_8);
        return new ReportRequest(
                reports.resolve(folder),
                Format.of("parquet"),
                "",
                date,
                1,
                new TreeMap<>(Map.of("main", 6L, "import", 1L)),
                new TreeMap<>(Map.of("main", note)),
                previous,
                new TreeMap<>(),
                Map.of("date", date.toString()),
                new TreeMap<>(),
                KEY);
    }

    @Test
    void intact() throws IOException {
        var verdict = verify();
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.verified())
                .containsExactly(
                        "the manifest of 2026-11-21/r1, signed as lastro/reports",
                        "checkpoint main/6, sealed at 1970-01-01T00:00:00Z",
                        "39 of 39 files, byte for byte",
                        "the chain of 2 nights before it");
        assertThat(verdict.unknown()).containsExactly("import/1 was not sealed at this size");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine/loans.csv",
                "machine/findings.csv",
                "machine/events.csv",
                "machine/quarantine.csv",
                "machine/totals.csv",
                "parquet/loans.parquet",
                "report.html"
            })
    void aByteChangedAFileRemovedOrReplacedByAnotherNights(String name) throws IOException {
        var file = night.resolve(name);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(verify().broken()).singleElement().asString().startsWith(name + " was changed: its SHA-256 is");

        Files.delete(file);
        assertThat(verify().broken()).containsExactly(name + " is missing");

        var other = reports.resolve("2026-11-20/r1").resolve(name);
        if (!name.equals("machine/events.csv") && !name.equals("machine/quarantine.csv")) {
            Files.copy(other, file);
            assertThat(verify().broken()).containsExactly(name + " was changed: it is " + name + " of 2026-11-20/r1");
        }
    }

    @Test
    void aFileAdded() throws IOException {
        Files.writeString(night.resolve("machine/extra.csv"), "a,b\r\n");
        assertThat(verify().broken())
                .containsExactly("machine/extra.csv is not of this night: the manifest does not name it");
    }

    @Test
    void anyByteOfTheManifestChanged() throws IOException {
        var file = night.resolve(Manifest.FILE);
        var bytes = Files.readAllBytes(file);
        for (var at = 0; at < bytes.length; at += 7) {
            var changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat((at % 70 == 0 ? verify() : verifyByOne()).isVerified())
                    .as("byte %d", at)
                    .isFalse();
        }
        Files.write(file, bytes);
        assertThat(verify().isVerified()).isTrue();
    }

    @Test
    void theManifestOfAnotherNight() throws IOException {
        var other = reports.resolve("2026-11-20/r1");
        for (var name : new String[] {Manifest.FILE, Manifest.SIGNATURE_FILE}) {
            Files.copy(other.resolve(name), night.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(verify().broken()).anyMatch(each -> each.endsWith("is the folder of 2026-11-20/r1"));
    }

    @Test
    void anotherKeysSignature() throws IOException {
        var verdict = ReportVerification.verify(night, LogKey.generate().trusted());
        assertThat(verdict.broken()).singleElement().asString().contains("by a key that is trusted");
    }

    @Test
    void aChainThatIsBroken() throws IOException {
        var before = reports.resolve("2026-11-19/r1");
        var manifest = Manifest.read(before.resolve(Manifest.FILE));
        var forged =
                new String(manifest.bytes(), StandardCharsets.UTF_8).replace("\"revision\" : 1", "\"revision\" : 2");
        Files.writeString(before.resolve(Manifest.FILE), forged);
        Files.writeString(
                before.resolve(Manifest.SIGNATURE_FILE),
                KEY.sign(Manifest.SIGNER, forged).signatureLines());
        assertThat(verify().broken())
                .singleElement()
                .asString()
                .startsWith("the chain: 2026-11-20/r1 goes on from a manifest ");
    }

    @Test
    void aFolderThatWasHandedOutAlone() throws IOException {
        Files.move(reports.resolve("2026-11-20"), reports.resolve("gone"));
        var verdict = verify();
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.unknown()).contains("the chain beyond 2026-11-21/r1: 2026-11-20/r1 is not here");
    }

    /** By both verifiers. */
    private Verdict verify() throws IOException {
        var verdict = verifyByOne();
        SecondVerifier.agrees(verdict.isVerified(), verdict.lines(), "report", night, publicKey);
        return verdict;
    }

    private Verdict verifyByOne() throws IOException {
        return ReportVerification.verify(night, KEY.trusted());
    }
}

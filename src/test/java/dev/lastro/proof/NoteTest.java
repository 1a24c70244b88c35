package dev.lastro.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteTest {

    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00.123456Z");

    private final LogKey key = LogKey.generate();
    private final Checkpoint checkpoint = Checkpoint.of("main", 42, new TreeHash().empty());

    @Test
    void aCheckpointSaysWhoseItIsAndWhenItWasSigned() throws BadProofException {
        var note = key.sign(checkpoint, NOW).encode();
        var sealed = key.trusted().checkpoint(note, "lastro/main");
        assertThat(new String(note, StandardCharsets.UTF_8))
                .startsWith("lastro/main\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— lastro/main ")
                .contains("\n— lastro ");
        assertThat(sealed.checkpoint().size()).isEqualTo(42);
        assertThat(sealed.sealedAt()).isEqualTo("2026-11-22T05:00:00Z");
        assertThat(sealed.note()).isEqualTo(note);
    }

    @Test
    void anyBitOfACheckpointChanged() {
        var note = key.sign(checkpoint, NOW).encode();
        var accepted = 0;
        for (var bit = 0; bit < 8 * note.length; bit++) {
            var changed = note.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            if (catchThrowable(() -> key.trusted().checkpoint(changed, "lastro/main")) == null) {
                accepted++;
            }
        }
        assertThat(accepted).isZero();
    }

    @Test
    void anotherLogsCheckpointAndAnotherKeys() {
        var note = key.sign(checkpoint, NOW).encode();
        assertThatThrownBy(() -> key.trusted().checkpoint(note, "lastro/import"))
                .hasMessageContaining("no signature of lastro/import by a key that is trusted");
        assertThatThrownBy(() -> LogKey.generate().trusted().checkpoint(note, "lastro/main"))
                .hasMessageContaining("no signature of lastro/main by a key that is trusted");
    }

    @Test
    void afterARotationBothKeysAreTrusted() throws BadProofException {
        var old = LogKey.generate();
        var both = key.trusted().and(old.trusted());
        assertThat(both.checkpoint(old.sign(checkpoint, NOW).encode(), "lastro/main")
                        .checkpoint()
                        .size())
                .isEqualTo(42);
        assertThat(both.checkpoint(key.sign(checkpoint, NOW).encode(), "lastro/main")
                        .checkpoint()
                        .size())
                .isEqualTo(42);
    }

    @Test
    void keysAreReadInEveryFormInWhichTheyAreGiven() throws BadProofException {
        var note = key.sign("lastro/reports", "text\n");
        for (var form : List.of(
                key.publicPem(), key.trusted().verifierKeys("lastro/reports").getFirst())) {
            TrustedKeys.parse(List.of(form)).verify(note, "lastro/reports");
        }
        LogKey.ofPem(key.privatePem()).trusted().verify(note, "lastro/reports");
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        assertThatThrownBy(() -> TrustedKeys.parse(List.of("lastro/main"))).hasMessageContaining("no verifier key");
        var changed = key.trusted().verifierKeys("lastro/main").getFirst().replace("lastro/main", "lastro/mein");
        assertThatThrownBy(() -> TrustedKeys.parse(List.of(changed))).hasMessageContaining("not whole");
        assertThatThrownBy(() -> LogKey.ofPem(key.publicPem())).hasMessageContaining("BEGIN PRIVATE KEY");
    }

    /** What OpenSSL makes we sign with, and what we sign OpenSSL verifies. */
    @Test
    void openSslAgrees(@TempDir Path folder) throws IOException, InterruptedException, BadProofException {
        assumeTrue(isThere("openssl"), "openssl is not installed");
        var pem = folder.resolve("key.pem");
        openssl("genpkey", "-algorithm", "ed25519", "-out", pem.toString());
        var theirs = LogKey.ofPem(Files.readString(pem));
        var note = theirs.sign("lastro/main", "text\n");
        var publicKey = Files.writeString(folder.resolve("public.pem"), theirs.publicPem());
        var text = Files.writeString(folder.resolve("text"), note.text());
        var signature = Files.write(
                folder.resolve("signature"), note.signatures().getFirst().signature());
        openssl(
                "pkeyutl",
                "-verify",
                "-rawin",
                "-pubin",
                "-inkey",
                publicKey.toString(),
                "-in",
                text.toString(),
                "-sigfile",
                signature.toString());
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}

package dev.lastro.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code src/verifier/verify.py}, where the machine has a python3; a JDK is all that is promised to be there. */
public final class SecondVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(SecondVerifier.class);

    private static final String FILE = "src/verifier/verify.py";

    private static final boolean IS_HERE = isHere();

    private SecondVerifier() {}

    /** @param lines what it prints */
    public record Said(int exitCode, List<String> lines) {}

    public static boolean isThere() {
        return IS_HERE;
    }

    /** Both verifiers say the same sentences, in whatever order within a word, but for what a zip library complains of. */
    public static void agrees(boolean isVerified, List<String> lines, String command, Path file, Path key) {
        if (IS_HERE) {
            var said = run(command, file.toString(), "--key=" + key);
            assertThat(said.lines().stream().map(SecondVerifier::own).toList())
                    .as("what %s says".formatted(FILE))
                    .containsExactlyInAnyOrderElementsOf(
                            lines.stream().map(SecondVerifier::own).toList());
            assertThat(said.exitCode()).isEqualTo(isVerified ? 0 : 1);
        }
    }

    /** Without a library's words. */
    private static String own(String line) {
        return line.replaceFirst("(is no whole zip file|pack.json cannot be read): .*", "$1");
    }

    public static Said run(String... arguments) {
        var command = new ArrayList<>(List.of("python3", FILE));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return new Said(process.waitFor(), lines);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isHere() {
        try {
            if (new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                            .start()
                            .waitFor()
                    == 0) {
                return true;
            }
        } catch (IOException e) {
            // told below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warn("there is no python3 of 3.9 or later: {} is not tried", FILE);
        return false;
    }
}

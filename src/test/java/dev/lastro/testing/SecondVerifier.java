package dev.lastro.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code src/verifier/verify.py}, run by the Python that is here. */
public final class SecondVerifier {

    private static final Path PROGRAM = Path.of("src/verifier/verify.py").toAbsolutePath();

    private SecondVerifier() {}

    /** @param out standard output; complaints are in {@code err} */
    public record Said(int exitCode, String out, String err) {}

    /** Skips the test where there is no Python: a machine that builds Lastro needs a JDK alone. */
    public static Said run(String... arguments) {
        var python = System.getenv().getOrDefault("LASTRO_TEST_PYTHON", "python3");
        assumeTrue(
                isThere(python),
                "there is no %s here (LASTRO_TEST_PYTHON names another): the second verifier was not run"
                        .formatted(python));
        var command = new ArrayList<>(List.of(python, "-I", PROGRAM.toString()));
        command.addAll(List.of(arguments));
        try {
            var err = Files.createTempFile("verify", ".err");
            try {
                var process =
                        new ProcessBuilder(command).redirectError(err.toFile()).start();
                process.getOutputStream().close();
                var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Said(process.waitFor(), out.replace(System.lineSeparator(), "\n"), Files.readString(err));
            } finally {
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }
}

package dev.lastro.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** {@code src/verifier/verify.py}, where the machine has a python3; a JDK is all that is promised to be there. */
public final class SecondVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(SecondVerifier.class);

    private static final String FILE = "src/verifier/verify.py";

    /** Reads a list of arguments a line, and tells the exit code and the text; ends with its standard input. */
    private static final String RESIDENT = """
            import json, os, runpy, sys
            main = runpy.run_path(sys.argv[1], run_name="verify")["main"]
            for words in sys.stdin:
                output, inward = os.pipe()
                child = os.fork()
                if child == 0:
                    os.dup2(inward, 1)
                    os.dup2(inward, 2)
                    os.close(output)
                    try:
                        code = main(json.loads(words)) or 0
                    except SystemExit as exit:
                        code = exit.code or 0
                    sys.stdout.flush()
                    sys.stderr.flush()
                    os._exit(code)
                os.close(inward)
                with open(output, encoding="utf-8", newline="") as said:
                    text = said.read()
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                print(json.dumps({"exitCode": code, "text": text}), flush=True)
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static @Nullable Process resident;

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

    /** As a process of its own, which is forked off one that has read the program already. */
    public static synchronized Said run(String... arguments) {
        try {
            if (resident == null) {
                resident = new ProcessBuilder("python3", "-c", RESIDENT, FILE)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            }
            var words = JSON.writeValueAsString(arguments) + "\n";
            resident.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            resident.getOutputStream().flush();
            var said = resident.inputReader(StandardCharsets.UTF_8).readLine();
            if (said == null) {
                throw new IllegalStateException("the process of %s is gone".formatted(FILE));
            }
            var told = JSON.readTree(said);
            return new Said(
                    told.path("exitCode").asInt(),
                    told.path("text").asString().lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

package dev.lastro.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected files, byte for byte. {@code -Dgolden.write} writes them anew: then read the difference before committing it. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/reports");

    private Golden() {}

    static void check(String name, byte[] actual) {
        var file = FOLDER.resolve(name);
        try {
            if (System.getProperty("golden.write") != null) {
                Files.createDirectories(FOLDER);
                Files.write(file, actual);
            }
            // As text first: a readable difference.
            assertThat(new String(actual, StandardCharsets.UTF_8)).isEqualTo(Files.readString(file));
            assertThat(actual).isEqualTo(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

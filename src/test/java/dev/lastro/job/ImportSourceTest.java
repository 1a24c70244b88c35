package dev.lastro.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportSourceTest {

    @TempDir
    Path folder;

    /** Lines of 0 to 200,000 bytes, so that they end before, at and after the reader's own pieces. */
    @Test
    void everyLineComesAsItStands() throws IOException {
        for (var seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var lines = new ArrayList<String>();
            for (var i = random.nextInt(60); i >= 0; i--) {
                var length = random.nextInt(4) == 0 ? 65_530 + random.nextInt(12) : random.nextInt(200_000);
                lines.add(random.nextInt(5) == 0 ? "" : text(random, length));
            }
            var end = random.nextBoolean() ? "\n" : "\r\n";
            var isEnded = random.nextBoolean() || lines.getLast().isEmpty();
            var file = Files.writeString(
                    folder.resolve(seed + ".ndjson"),
                    String.join(end, lines) + (isEnded ? end : ""),
                    StandardCharsets.ISO_8859_1);

            var read = read(file);

            assertThat(read).as("seed %d", seed).isEqualTo(lines);
            assertThat(ImportSource.survey(file).bodies()).as("seed %d", seed).isEqualTo(lines.size());
        }
    }

    private static List<String> read(Path file) throws IOException {
        var read = new ArrayList<String>();
        try (var source = new ImportSource(file)) {
            for (var body = source.next(); body != null; body = source.next()) {
                read.add(new String(body.bytes(), StandardCharsets.ISO_8859_1));
                assertThat(body.number()).isEqualTo(read.size());
            }
        }
        return read;
    }

    private static String text(Random random, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) ('a' + random.nextInt(26)));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

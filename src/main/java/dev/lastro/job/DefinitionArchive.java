package dev.lastro.job;

import dev.lastro.provider.Definitions;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code definition}: what definitions of earlier runs said, so that their reports can be made again. */
@Component
class DefinitionArchive {

    private final JdbcClient jdbc;

    DefinitionArchive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(Definitions definitions) {
        definitions
                .decisive()
                .forEach((file, text) -> jdbc.sql(
                                "INSERT IGNORE INTO definition (sha256, file, content) VALUES (?, ?, ?)")
                        .param(HexFormat.of().parseHex(definitions.digests().get(file)))
                        .param(file)
                        .param(text.getBytes(StandardCharsets.UTF_8))
                        .update());
    }

    /**
     * @param digests lower-case hex SHA-256 by file, as {@link Definitions#digests} gave them
     * @throws IllegalStateException if one of them was never kept
     */
    Definitions get(SortedMap<String, String> digests) {
        var texts = new TreeMap<String, String>();
        digests.forEach((file, digest) -> texts.put(
                file,
                jdbc.sql("SELECT content FROM definition WHERE sha256 = ? AND file = ?")
                        .params(HexFormat.of().parseHex(digest), file)
                        .query((row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .optional()
                        .orElseThrow(() ->
                                new IllegalStateException("what %s said with SHA-256 %s is not in the table definition"
                                        .formatted(file, digest)))));
        return Definitions.of(texts, digests);
    }
}

package dev.lastro.job;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The headers of an imported delivery, {@code [["Lastro-Import", id], ["Lastro-Import-File", name],
 * ["Lastro-Import-Line", number]]}: so the log itself tells how far an import is.
 */
final class ImportHeaders {

    private static final String IMPORT = "Lastro-Import";
    private static final String FILE = "Lastro-Import-File";
    private static final String LINE = "Lastro-Import-Line";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    private ImportHeaders() {}

    static byte[] write(String id, ImportSource.Body body) {
        return JSON.writeValueAsBytes(
                List.of(List.of(IMPORT, id), List.of(FILE, body.file()), List.of(LINE, Long.toString(body.number()))));
    }

    /** What the headers of every delivery of this import contain, and of no other. */
    static byte[] mark(String id) {
        return JSON.writeValueAsString(List.of(IMPORT, id)).getBytes(StandardCharsets.UTF_8);
    }

    static long line(byte[] headers) {
        return JSON.readValue(headers, LINES).stream()
                .filter(header -> header.getFirst().equals(LINE))
                .mapToLong(header -> Long.parseLong(header.getLast()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no %s in %s".formatted(LINE, new String(headers, StandardCharsets.UTF_8))));
    }
}

package dev.lastro.derive;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The headers of one part of a statement: they alone are read to find out which statements there are, and how much of one
 * the log has.
 *
 * @param id of the statement, the same in each of its parts and of no other
 * @param list {@code base39/loans}
 * @param part from 1
 * @param parts how many there are
 */
public record StatementHeaders(String id, String list, LocalDate asOf, int part, int parts) {

    private static final String ID = "Lastro-Statement";
    private static final String LIST = "Lastro-Statement-List";
    private static final String AS_OF = "Lastro-Statement-As-Of";
    private static final String PART = "Lastro-Statement-Part";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    public byte[] write() {
        return JSON.writeValueAsBytes(List.of(
                List.of(ID, id),
                List.of(LIST, list),
                List.of(AS_OF, asOf.toString()),
                List.of(PART, "%d/%d".formatted(part, parts))));
    }

    public static StatementHeaders read(byte[] headers) {
        var lines = new TreeMap<String, String>();
        JSON.readValue(headers, LINES).forEach(line -> lines.put(line.getFirst(), line.getLast()));
        var part = get(lines, PART).split("/", -1);
        return new StatementHeaders(
                get(lines, ID),
                get(lines, LIST),
                LocalDate.parse(get(lines, AS_OF)),
                Integer.parseInt(part[0]),
                Integer.parseInt(part[1]));
    }

    private static String get(Map<String, String> lines, String name) {
        return Objects.requireNonNull(lines.get(name), name);
    }

    /** What the headers of every part of this statement contain, and of no other. */
    public static byte[] mark(String id) {
        return JSON.writeValueAsString(List.of(ID, id)).getBytes(StandardCharsets.UTF_8);
    }
}

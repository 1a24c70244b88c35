package dev.lastro.job;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvValidationException;
import dev.lastro.loan.ListRow;
import dev.lastro.provider.ListFormat.Cell;
import dev.lastro.provider.ListProblemException;
import dev.lastro.provider.StatementDefinition;
import dev.lastro.provider.StatementDefinition.Format;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a provider's list in one pass, as its definition says; what is wrong in it is told by line, column and value. */
final class StatementFile {

    /** Problems that are told; who has more has a wrong definition. */
    private static final int PROBLEMS_MAX = 20;

    /** Characters of a line, and lines of a cell: far more than this is some other file. */
    private static final int LINE_MAX = 1 << 20;

    private static final int CELL_LINES_MAX = 100;

    /** Digits beyond which a number is not written out: it is no amount anyway. */
    private static final int SCALE_MAX = 40;

    private static final char BOM = '\uFEFF';

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path path;
    private final StatementDefinition definition;
    private final Consumer<ListRow> rows;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, JsonPointer> pointers = new HashMap<>();
    private long number;
    private long notCounted;

    private StatementFile(Path path, StatementDefinition definition, Consumer<ListRow> rows) {
        this.path = path;
        this.definition = definition;
        this.rows = rows;
    }

    /**
     * @param notCounted rows that the definition leaves out
     * @param sha256 lower-case hex, of what was read
     */
    record Read(long notCounted, String sha256) {}

    /**
     * @param rows takes each row that counts
     * @param progress is told how many bytes are read
     * @throws IllegalStateException naming what is wrong in the file
     */
    static Read read(Path path, StatementDefinition definition, Consumer<ListRow> rows, LongConsumer progress) {
        var digest = sha256();
        try (var in = new DigestInputStream(
                new Counting(new BufferedInputStream(Files.newInputStream(path), 1 << 16), progress), digest)) {
            var file = new StatementFile(path, definition, rows);
            if (definition.format() == Format.CSV) {
                file.csv(in);
            } else {
                file.json(in);
            }
            if (!file.problems.isEmpty()) {
                throw new IllegalStateException(String.join("\n", file.problems));
            }
            return new Read(file.notCounted, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** Lower-case hex. */
    static String sha256(Path path) {
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void csv(InputStream in) throws IOException {
        var decoder = definition.charset().newDecoder(); // what is not of the charset is reported
        try (var text = new PushbackReader(new ShortLines(new InputStreamReader(in, decoder)), 1)) {
            var first = text.read();
            if (first >= 0 && first != BOM) {
                text.unread(first);
            }
            var csv = new CSVReaderBuilder(text)
                    .withCSVParser(new RFC4180ParserBuilder()
                            .withSeparator(definition.separator())
                            .build())
                    .withMultilineLimit(CELL_LINES_MAX)
                    .build();
            csv(csv);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (CharacterCodingException e) {
            throw wrong("after line %d: is not %s".formatted(number, definition.charset()));
        }
    }

    private void csv(CSVReader csv) throws IOException {
        var header = next(csv, 1);
        if (header == null) {
            throw wrong("is empty: its first line names the columns");
        }
        var index = index(header);
        for (var line = csv.getLinesRead() + 1; problems.size() < PROBLEMS_MAX; line = csv.getLinesRead() + 1) {
            var cells = next(csv, line);
            if (cells == null) {
                return;
            }
            if (cells.length == 1 && cells[0].isBlank()) {
                continue;
            }
            number = line;
            if (cells.length != header.length) {
                problems.add("%s:%d: has %d cells, but the first line names %d columns"
                        .formatted(path, line, cells.length, header.length));
                continue;
            }
            take("%s:%d".formatted(path, line), name -> {
                var at = index.get(name);
                return at == null ? null : new Cell(cells[at], false);
            });
        }
    }

    private String @Nullable [] next(CSVReader csv, long line) throws IOException {
        try {
            return csv.readNext();
        } catch (CsvValidationException | CsvMalformedLineException e) {
            throw new IllegalStateException("%s:%d: %s".formatted(path, line, e.getMessage()), e);
        }
    }

    private Map<String, Integer> index(String[] header) {
        var index = new HashMap<String, Integer>();
        for (var at = 0; at < header.length; at++) {
            var name = header[at].strip();
            if (index.putIfAbsent(name, at) != null && isWanted(name)) {
                throw wrong("names the column '%s' twice".formatted(name));
            }
        }
        for (var column : definition.columns()) {
            if (column.names().stream().noneMatch(index::containsKey)) {
                throw wrong("has no column '%s'; its first line has: %s"
                        .formatted(String.join("' or '", column.names()), String.join(", ", header)));
            }
        }
        return index;
    }

    private boolean isWanted(String name) {
        return definition.columns().stream().anyMatch(column -> column.names().contains(name));
    }

    private void json(InputStream in) {
        try (var parser = JSON.createParser(in)) {
            while (parser.nextToken() != null && problems.size() < PROBLEMS_MAX) {
                value(parser, 0);
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new IllegalStateException(
                    "%s:%s: is not JSON: %s"
                            .formatted(
                                    path,
                                    at == null ? "?" : "%d:%d".formatted(at.getLineNr(), at.getColumnNr()),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    /** @param depth how far on the way to the rows */
    private void value(JsonParser parser, int depth) {
        var way = definition.rows();
        if (depth == way.size()) {
            if (parser.currentToken() == JsonToken.START_ARRAY && definition.format() == Format.JSON) {
                while (parser.nextToken() != JsonToken.END_ARRAY && problems.size() < PROBLEMS_MAX) {
                    row(parser);
                }
            } else {
                row(parser);
            }
            return;
        }
        var at = place(parser);
        var isThere = false;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (problems.size() < PROBLEMS_MAX && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var isIt = parser.currentName().equals(way.get(depth));
                parser.nextToken();
                if (isIt) {
                    isThere = true;
                    value(parser, depth + 1);
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
        if (!isThere) {
            problems.add(
                    "%s: has no /%s, where the definition says that the rows are".formatted(at, String.join("/", way)));
        }
    }

    private String place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return "%s:%d:%d".formatted(path, at.getLineNr(), at.getColumnNr());
    }

    private void row(JsonParser parser) {
        number++;
        var place = place(parser);
        JsonNode node = parser.readValueAsTree();
        if (!node.isObject()) {
            problems.add("%s: row %d is no object".formatted(place, number));
            return;
        }
        take("%s: row %d".formatted(place, number), name -> cell(node, name));
    }

    private @Nullable Cell cell(JsonNode row, String name) {
        var node = row.at(pointers.computeIfAbsent(name, JsonPointer::compile));
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            var value = node.decimalValue();
            return new Cell(Math.abs(value.scale()) > SCALE_MAX ? value.toString() : value.toPlainString(), true);
        }
        return new Cell(node.isString() ? node.stringValue() : node.toString(), false);
    }

    private void take(String place, Function<String, @Nullable Cell> cells) {
        try {
            var row = definition.row(cells, number);
            if (row == null) {
                notCounted++;
            } else {
                rows.accept(row);
            }
        } catch (ListProblemException e) {
            problems.add("%s: %s".formatted(place, e.getMessage()));
        }
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException("%s: %s".formatted(path, what));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells how much is read. */
    private static final class Counting extends FilterInputStream {

        private final LongConsumer progress;
        private long bytes;

        Counting(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            var read = super.read(into, from, length);
            bytes += Math.max(0, read);
            progress.accept(bytes);
            return read;
        }
    }

    /** A file without line ends is not read into memory as one. */
    private static final class ShortLines extends FilterReader {

        private int length;

        ShortLines(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count((char) one);
            return one;
        }

        @Override
        public int read(char[] into, int from, int most) throws IOException {
            var read = super.read(into, from, most);
            for (var at = from; at < from + read; at++) {
                count(into[at]);
            }
            return read;
        }

        private void count(char one) throws IOException {
            length = one == '\n' || one == '\r' ? 0 : length + 1;
            if (length > LINE_MAX) {
                throw new IOException("a line has more than %d characters".formatted(LINE_MAX));
            }
        }
    }
}

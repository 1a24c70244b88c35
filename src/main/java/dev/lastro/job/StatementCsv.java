package dev.lastro.job;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvValidationException;
import dev.lastro.provider.ListFormat.Cell;
import dev.lastro.provider.StatementDefinition;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list that is a CSV: its first line names the columns, a row's number is its line's. */
final class StatementCsv {

    /** Characters of a line, and lines of a cell: far more than this is some other file. */
    private static final int LINE_MAX = 1 << 20;

    private static final int CELL_LINES_MAX = 100;

    private static final char BOM = '\uFEFF';

    private final StatementRows rows;
    private final StatementDefinition definition;
    private long number;

    private StatementCsv(StatementRows rows) {
        this.rows = rows;
        this.definition = rows.definition();
    }

    /** @throws IllegalStateException naming what is wrong with all of it */
    static void read(InputStream in, StatementRows rows) throws IOException {
        new StatementCsv(rows).read(in);
    }

    private void read(InputStream in) throws IOException {
        var decoder = definition.charset().newDecoder(); // what is not of the charset is reported
        try (var text = new PushbackReader(new ShortLines(new InputStreamReader(in, decoder)), 1)) {
            var first = text.read();
            if (first >= 0 && first != BOM) {
                text.unread(first);
            }
            lines(new CSVReaderBuilder(text)
                    .withCSVParser(new RFC4180ParserBuilder()
                            .withSeparator(definition.separator())
                            .build())
                    .withMultilineLimit(CELL_LINES_MAX)
                    .build());
            in.transferTo(OutputStream.nullOutputStream());
        } catch (CharacterCodingException e) {
            throw rows.wrong("after line %d: is not %s".formatted(number, definition.charset()));
        }
    }

    private void lines(CSVReader csv) throws IOException {
        var header = next(csv, 1);
        if (header == null) {
            throw rows.wrong("is empty: its first line names the columns");
        }
        var index = index(header);
        for (var line = csv.getLinesRead() + 1; !rows.isEnough(); line = csv.getLinesRead() + 1) {
            var cells = next(csv, line);
            if (cells == null) {
                return;
            }
            if (cells.length == 1 && cells[0].isBlank()) {
                continue;
            }
            number = line;
            var place = "%s:%d".formatted(rows.path(), line);
            if (cells.length != header.length) {
                rows.problem("%s: has %d cells, but the first line names %d columns"
                        .formatted(place, cells.length, header.length));
                continue;
            }
            rows.take(place, number, name -> {
                var at = index.get(name);
                return at == null ? null : new Cell(cells[at], false);
            });
        }
    }

    private String @Nullable [] next(CSVReader csv, long line) throws IOException {
        try {
            return csv.readNext();
        } catch (CsvValidationException | CsvMalformedLineException e) {
            throw new IllegalStateException("%s:%d: %s".formatted(rows.path(), line, e.getMessage()), e);
        }
    }

    private Map<String, Integer> index(String[] header) {
        var index = new HashMap<String, Integer>();
        for (var at = 0; at < header.length; at++) {
            var name = header[at].strip();
            if (index.putIfAbsent(name, at) != null && isWanted(name)) {
                throw rows.wrong("names the column '%s' twice".formatted(name));
            }
        }
        for (var column : definition.columns()) {
            if (column.names().stream().noneMatch(index::containsKey)) {
                throw rows.wrong("has no column '%s'; its first line has: %s"
                        .formatted(String.join("' or '", column.names()), String.join(", ", header)));
            }
        }
        return index;
    }

    private boolean isWanted(String name) {
        return definition.columns().stream().anyMatch(column -> column.names().contains(name));
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

package dev.lastro.report;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** For whom a report's files are written (spec section 8): the same rows, in one folder each. */
enum Profile {

    /** Programs: comma, point, ISO 8601 in UTC. */
    MACHINE("machine", ',', "") {
        @Override
        @Nullable
        String header(Column column) {
            return column.isPortugueseOnly() ? null : column.name();
        }

        @Override
        String cell(String cell, Column.Kind kind) {
            return switch (kind) {
                case TEXT, FREE_TEXT, REASON, WORD -> inert(cell);
                case WRITTEN -> NUMBER.matcher(cell).matches() ? cell : inert(cell);
                case DATE, INSTANT, BOOLEAN, NUMBER, AMOUNT, HASH -> cell;
            };
        }
    },

    /** People in Brazil who open them by a double click: a byte order mark says UTF-8 to Excel. */
    PT_BR("pt-BR", ';', "\uFEFF") {
        @Override
        @Nullable
        String header(Column column) {
            return column.portuguese();
        }

        @Override
        String cell(String cell, Column.Kind kind) {
            return PtBr.cell(cell, kind);
        }
    };

    private final String folder;
    private final char separator;
    private final String begin;

    Profile(String folder, char separator, String begin) {
        this.folder = folder;
        this.separator = separator;
        this.begin = begin;
    }

    String folder() {
        return folder;
    }

    char separator() {
        return separator;
    }

    /** What a file begins with, before its header. */
    String begin() {
        return begin;
    }

    /** null: this profile does not have the column. */
    abstract @Nullable String header(Column column);

    /** @param cell as {@link Cells} makes it */
    abstract String cell(String cell, Column.Kind kind);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    /** A spreadsheet runs what begins like a formula: see OWASP, "CSV Injection". Only texts come here, never numbers. */
    static String inert(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r' -> "'" + text;
            default -> text;
        };
    }

    /** The indices of this profile's columns. */
    int[] chosen(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .filter(i -> header(columns.get(i)) != null)
                .toArray();
    }

    String[] headers(List<Column> columns) {
        return columns.stream().map(this::header).filter(Objects::nonNull).toArray(String[]::new);
    }
}

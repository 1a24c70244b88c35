package dev.lastro.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A value as text, masked, before any file is thought of: what a spreadsheet would run is made inert by the {@link Profile}s.
 * What is absent is an empty cell.
 */
final class Cells {

    private static final int AMOUNT_DECIMALS_MIN = 2;
    private static final int DATE_LENGTH = "2026-11-21".length();
    private static final int DATETIME_LENGTH = "2026-11-21 03:00:00.123456".length();
    private static final HexFormat HEX = HexFormat.of();

    private Cells() {}

    /** @param index from 1 */
    static String read(ResultSet row, int index, Column.Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT, WORD -> text(row.getString(index));
            case FREE_TEXT, REASON -> freeText(row.getString(index));
            case DATE -> date(row, index);
            case INSTANT -> instant(row, index);
            case BOOLEAN -> {
                var value = row.getBoolean(index);
                yield row.wasNull() ? "" : String.valueOf(value);
            }
            case NUMBER -> {
                var value = row.getLong(index);
                yield row.wasNull() ? "" : String.valueOf(value);
            }
            case AMOUNT -> {
                var sent = row.getBytes(index);
                yield sent == null ? "" : amount(new String(sent, StandardCharsets.ISO_8859_1));
            }
            case HASH -> hash(row.getBytes(index));
            case WRITTEN -> throw new IllegalArgumentException("no report's SQL has another report's cells");
        };
    }

    /** The server sends {@code 2026-11-21}, unless it was asked for its binary protocol. */
    private static String date(ResultSet row, int index) throws SQLException {
        var sent = row.getBytes(index);
        if (sent == null) {
            return "";
        }
        return sent.length == DATE_LENGTH
                ? new String(sent, StandardCharsets.ISO_8859_1)
                : String.valueOf(row.getObject(index, LocalDate.class));
    }

    /**
     * The server sends {@code 2026-11-21 03:00:00.123456}, unless it was asked for its binary protocol. A DATETIME has no
     * zone: read as what it is, so that no zone of a session or process can move it.
     */
    private static String instant(ResultSet row, int index) throws SQLException {
        var sent = row.getBytes(index);
        if (sent == null) {
            return "";
        }
        return sent.length == DATETIME_LENGTH
                ? instant(sent)
                : instant(row.getObject(index, LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }

    /** As {@link Instant#toString} writes it: no, three or six digits of a second's fraction. */
    static String instant(byte[] sent) {
        var end = DATETIME_LENGTH;
        if (areZeros(sent, end - 3)) {
            end -= areZeros(sent, end - 6) ? ".000000".length() : "000".length();
        }
        var cell = Arrays.copyOf(sent, end + 1);
        cell[DATE_LENGTH] = 'T';
        cell[end] = 'Z';
        return new String(cell, StandardCharsets.ISO_8859_1);
    }

    private static boolean areZeros(byte[] digits, int from) {
        return digits[from] == '0' && digits[from + 1] == '0' && digits[from + 2] == '0';
    }

    static String text(@Nullable String value) {
        return value == null ? "" : Mask.formatted(value);
    }

    static String freeText(@Nullable String value) {
        return value == null ? "" : Mask.everywhere(value);
    }

    /** @param value as the server writes a DECIMAL: {@code 10.50000000} */
    static String amount(String value) {
        var shortest = value.indexOf('.') + 1 + AMOUNT_DECIMALS_MIN;
        if (shortest == AMOUNT_DECIMALS_MIN || shortest > value.length()) {
            return amount(new BigDecimal(value));
        }
        var end = value.length();
        while (end > shortest && value.charAt(end - 1) == '0') {
            end--;
        }
        return value.substring(0, end);
    }

    static String amount(BigDecimal value) {
        var shortest = value.stripTrailingZeros();
        return shortest.setScale(Math.max(shortest.scale(), AMOUNT_DECIMALS_MIN))
                .toPlainString();
    }

    static String instant(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    static String hash(byte @Nullable [] bytes) {
        return bytes == null ? "" : HEX.formatHex(bytes);
    }
}

package dev.lastro.report;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How a value stands in a cell of the machine profile (spec section 8). What is absent is an empty cell. */
final class Cells {

    private static final int AMOUNT_DECIMALS_MIN = 2;
    private static final HexFormat HEX = HexFormat.of();

    private Cells() {}

    /** @param index from 1 */
    static String read(ResultSet row, int index, Column.Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT -> text(row.getString(index));
            case FREE_TEXT -> freeText(row.getString(index));
            case DATE -> {
                var date = row.getObject(index, LocalDate.class);
                yield date == null ? "" : date.toString();
            }
            // A DATETIME has no zone: read as what it is, so that no zone of a session or process can move it.
            case INSTANT -> instant(row.getObject(index, LocalDateTime.class));
            case BOOLEAN -> {
                var value = row.getBoolean(index);
                yield row.wasNull() ? "" : String.valueOf(value);
            }
            case NUMBER -> {
                var value = row.getLong(index);
                yield row.wasNull() ? "" : String.valueOf(value);
            }
            case AMOUNT -> amount(row.getBigDecimal(index));
            case HASH -> hash(row.getBytes(index));
        };
    }

    static String text(@Nullable String value) {
        return value == null ? "" : inert(Mask.formatted(value));
    }

    static String freeText(@Nullable String value) {
        return value == null ? "" : inert(Mask.everywhere(value));
    }

    static String amount(@Nullable BigDecimal value) {
        if (value == null) {
            return "";
        }
        var shortest = value.stripTrailingZeros();
        return shortest.setScale(Math.max(shortest.scale(), AMOUNT_DECIMALS_MIN))
                .toPlainString();
    }

    static String instant(@Nullable LocalDateTime utc) {
        return instant(utc == null ? null : utc.toInstant(ZoneOffset.UTC));
    }

    static String instant(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    static String hash(byte @Nullable [] bytes) {
        return bytes == null ? "" : HEX.formatHex(bytes);
    }

    /** A spreadsheet runs what begins like a formula: see OWASP, "CSV Injection". Only texts come here, never numbers. */
    private static String inert(String value) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (value.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r' -> "'" + value;
            default -> value;
        };
    }
}

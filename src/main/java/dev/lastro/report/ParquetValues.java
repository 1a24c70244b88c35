package dev.lastro.report;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** How a cell is a value in a Parquet file. What is absent is null. */
final class ParquetValues {

    /** The amounts of the derived tables: DECIMAL(38, 8), of which a sum of any loans is one too. */
    private static final int PRECISION = 38;

    private static final int SCALE = 8;

    /** Two's complement, big-endian: the fewest that hold 38 digits. */
    private static final int DECIMAL_BYTES = 16;

    private static final int DEFINED = 1;
    private static final int SECONDS_LENGTH = "2026-11-21T03:00:00".length();
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;

    private ParquetValues() {}

    static Type type(Column column) {
        return (switch (column.kind()) {
                    case TEXT, FREE_TEXT, REASON, WORD, HASH, WRITTEN ->
                        Types.optional(PrimitiveTypeName.BINARY).as(stringType());
                    case DATE -> Types.optional(PrimitiveTypeName.INT32).as(dateType());
                    case INSTANT -> Types.optional(PrimitiveTypeName.INT64).as(timestampType(true, TimeUnit.MICROS));
                    case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN);
                    case NUMBER -> Types.optional(PrimitiveTypeName.INT64);
                    case AMOUNT ->
                        Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                                .length(DECIMAL_BYTES)
                                .as(decimalType(SCALE, PRECISION));
                })
                .named(column.name());
    }

    /**
     * @param cell as {@link Cells} makes it
     * @throws ArithmeticException if an amount has more digits than its type
     */
    static void write(String cell, Column.Kind kind, ColumnWriter to) {
        if (cell.isEmpty()) {
            to.writeNull(0, 0);
            return;
        }
        switch (kind) {
            case TEXT, FREE_TEXT, REASON, WORD, HASH, WRITTEN ->
                to.write(Binary.fromConstantByteArray(cell.getBytes(StandardCharsets.UTF_8)), 0, DEFINED);
            case DATE -> to.write(Math.toIntExact(LocalDate.parse(cell).toEpochDay()), 0, DEFINED);
            case INSTANT -> to.write(micros(cell), 0, DEFINED);
            case BOOLEAN -> to.write(cell.equals("true"), 0, DEFINED);
            case NUMBER -> to.write(Long.parseLong(cell), 0, DEFINED);
            case AMOUNT -> to.write(Binary.fromConstantByteArray(decimal(new BigDecimal(cell))), 0, DEFINED);
        }
    }

    private static byte[] decimal(BigDecimal amount) {
        var scaled = amount.setScale(SCALE);
        if (scaled.precision() > PRECISION) {
            throw new ArithmeticException("more than %d digits".formatted(PRECISION));
        }
        var shortest = scaled.unscaledValue().toByteArray();
        var bytes = new byte[DECIMAL_BYTES];
        var from = DECIMAL_BYTES - shortest.length;
        if (scaled.signum() < 0) {
            Arrays.fill(bytes, 0, from, (byte) -1);
        }
        System.arraycopy(shortest, 0, bytes, from, shortest.length);
        return bytes;
    }

    /** As {@link Cells} writes it, so its digits are where they are: parsing it in general costs more than the rest of a row. */
    static long micros(String iso) {
        if (iso.charAt(10) != 'T' || iso.charAt(4) != '-') {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(iso));
        }
        var day = LocalDate.of(digits(iso, 0, 4), digits(iso, 5, 7), digits(iso, 8, 10))
                .toEpochDay();
        var second = digits(iso, 11, 13) * 3_600 + digits(iso, 14, 16) * 60 + digits(iso, 17, SECONDS_LENGTH);
        return (day * SECONDS_A_DAY + second) * MICROS_A_SECOND + fraction(iso);
    }

    /** Of a second, in microseconds; there are no, three or six digits of it. */
    private static int fraction(String iso) {
        var from = SECONDS_LENGTH + ".".length();
        var to = iso.length() - "Z".length();
        return switch (to - from) {
            case 3 -> digits(iso, from, to) * 1_000;
            case 6 -> digits(iso, from, to);
            default -> 0;
        };
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}

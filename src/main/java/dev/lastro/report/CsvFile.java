package dev.lastro.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One CSV file: RFC 4180 (CRLF, quotes only where needed), UTF-8 without a BOM, summed and hashed while it is written. */
final class CsvFile implements Closeable {

    private static final int BUFFER_CHARS = 64 * 1024;
    /** How many rows a full disk can go unnoticed: OpenCSV keeps an error to itself until it is asked. */
    private static final int CHECK_EVERY_ROWS = 10_000;

    private final List<Column> columns;
    private final BigDecimal[] sums;
    private final MessageDigest digest;
    private final FileChannel channel;
    private final ICSVWriter csv;
    private long rows;

    /** @throws java.nio.file.FileAlreadyExistsException rather than write over anything */
    static CsvFile create(Path file, List<Column> columns) throws IOException {
        return new CsvFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), columns);
    }

    CsvFile(FileChannel channel, List<Column> columns) {
        this.columns = columns;
        this.sums = new BigDecimal[columns.size()];
        for (var i = 0; i < sums.length; i++) {
            sums[i] = BigDecimal.ZERO;
        }
        this.digest = Digests.sha256();
        this.channel = channel;
        var bytes = new DigestOutputStream(Channels.newOutputStream(channel), digest);
        this.csv = new CSVWriter(
                new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER_CHARS),
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END);
        csv.writeNext(columns.stream().map(Column::name).toArray(String[]::new), false);
    }

    /** @param cells as {@link Cells} makes them, one for each column */
    void write(String[] cells) throws IOException {
        csv.writeNext(cells, false);
        for (var i = 0; i < sums.length; i++) {
            if (columns.get(i).isSummed() && !cells[i].isEmpty()) {
                sums[i] = sums[i].add(new BigDecimal(cells[i]));
            }
        }
        rows++;
        if (rows % CHECK_EVERY_ROWS == 0) {
            check();
        }
    }

    long rows() {
        return rows;
    }

    /** Forces everything to the disk. */
    Written finish() throws IOException {
        check();
        channel.force(true);
        var sumByColumn = new LinkedHashMap<String, String>();
        for (var i = 0; i < sums.length; i++) {
            var column = columns.get(i);
            if (column.isSummed()) {
                sumByColumn.put(
                        column.name(),
                        column.kind() == Column.Kind.AMOUNT ? Cells.amount(sums[i]) : sums[i].toPlainString());
            }
        }
        return new Written(rows, sumByColumn, HexFormat.of().formatHex(digest.digest()));
    }

    private void check() throws IOException {
        if (csv.checkError()) {
            throw csv.getException();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            csv.close();
        }
    }

    /**
     * @param rows without the header
     * @param sums of each number and amount column, exact decimals
     * @param sha256 lower-case hex
     */
    record Written(long rows, Map<String, String> sums, String sha256) {}
}

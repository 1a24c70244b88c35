package dev.lastro.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** One CSV file of a profile: RFC 4180 (CRLF, quotes only where needed), UTF-8, hashed while it is written. */
final class CsvFile implements RowFile {

    private static final int BUFFER_CHARS = 64 * 1024;
    /** How many rows a full disk can go unnoticed: OpenCSV keeps an error to itself until it is asked. */
    private static final int CHECK_EVERY_ROWS = 10_000;

    private final Profile profile;
    private final int[] chosen;
    private final Column.Kind[] kinds;
    private final MessageDigest digest;
    private final FileChannel channel;
    private final ICSVWriter csv;
    private long rows;

    /** @throws java.nio.file.FileAlreadyExistsException rather than write over anything */
    static CsvFile create(Path file, Profile profile, List<Column> columns) throws IOException {
        return new CsvFile(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), profile, columns);
    }

    CsvFile(FileChannel channel, Profile profile, List<Column> columns) throws IOException {
        this.profile = profile;
        this.chosen = profile.chosen(columns);
        this.kinds = columns.stream().map(Column::kind).toArray(Column.Kind[]::new);
        this.digest = Digests.sha256();
        this.channel = channel;
        var bytes = new DigestOutputStream(Channels.newOutputStream(channel), digest);
        bytes.write(profile.begin().getBytes(StandardCharsets.UTF_8));
        this.csv = new CSVWriter(
                new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER_CHARS),
                profile.separator(),
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END);
        csv.writeNext(profile.headers(columns), false);
    }

    @Override
    public void write(String[] cells) throws IOException {
        var own = new String[chosen.length];
        for (var i = 0; i < own.length; i++) {
            own[i] = profile.cell(cells[chosen[i]], kinds[chosen[i]]);
        }
        csv.writeNext(own, false);
        rows++;
        if (rows % CHECK_EVERY_ROWS == 0) {
            check();
        }
    }

    @Override
    public String finish() throws IOException {
        check();
        channel.force(true);
        return HexFormat.of().formatHex(digest.digest());
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
}

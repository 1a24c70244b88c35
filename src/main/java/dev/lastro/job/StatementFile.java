package dev.lastro.job;

import dev.lastro.loan.ListRow;
import dev.lastro.provider.StatementDefinition;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Reads a provider's list in one pass, as its definition says; what is wrong in it is told by line, column and value. */
final class StatementFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private StatementFile() {}

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
                new Counting(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES), progress), digest)) {
            var read = new StatementRows(path, definition, rows);
            switch (definition.format()) {
                case CSV -> StatementCsv.read(in, read);
                case JSON, NDJSON -> StatementJson.read(in, read);
            }
            return new Read(read.finish(), HexFormat.of().formatHex(digest.digest()));
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
}
